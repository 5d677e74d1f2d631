package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Keys;
import dev.leat.core.read.TableRequest.Declared;
import dev.leat.core.read.TableRequest.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files become tables. */
final class CsvTablesTest {
  private static final TableRequest T = TableRequest.of("t");

  @TempDir Path folder;
  private Table table;

  @BeforeEach
  void open() {
    table = new Table(folder);
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void textsOfAColumnAgreeOnItsType() {
    InputFile file =
        table.file(
            "csv",
            """
            i,zip,money,e,b,d,ts,tz,t,big,huge,mix,none
            1,01234,1.50,1e3,true,2024-02-29,2024-02-29 10:00:00,2024-02-29T10:00:00Z,10:00:00,9223372036854775807,9223372036854775808,1,
            -2,98765,100,2.5,FALSE,2024-03-01,2024-02-29T10:00:00.5,2024-02-29T10:00:00+02:00,23:59:59,1,2,x,
            """);

    assertThat(Table.columns(table.infer(T, file).tables().getFirst()))
        .containsExactly(
            "i BIGINT",
            "zip VARCHAR",
            "money DECIMAL(18,2)",
            "e DOUBLE",
            "b BOOLEAN",
            "d DATE",
            "ts TIMESTAMP",
            "tz TIMESTAMP WITH TIME ZONE",
            "t TIME",
            "big BIGINT",
            "huge HUGEINT",
            "mix VARCHAR");
    assertThat(table.read(T, file))
        .containsExactly(
            "0|1|01234|1.50|1000.0|true|2024-02-29|2024-02-29 10:00:00|2024-02-29 10:00:00+00"
                + "|10:00:00|9223372036854775807|9223372036854775808|1",
            "1|-2|98765|100.00|2.5|false|2024-03-01|2024-02-29 10:00:00.5|2024-02-29 08:00:00+00"
                + "|23:59:59|1|2|x");
  }

  @Test
  void everyDigitCounts() {
    InputFile file =
        table.file(
            "csv",
            """
            zero,small,deep,long,huge,endless,far,near,plus,odd,day,ending
            -0,0.05,-0.000,-9223372036854775808,-9223372036854775809,0.1234567890123456789012345678901234567,1e999,-1.5E-3,+5,00,2023-02-29,5.
            0,-12.5,1,9223372036854775807,,12,1,7,5,1,2024-02-29,5
            """);

    assertThat(Table.columns(table.infer(T, file).tables().getFirst()))
        .containsExactly(
            "zero BIGINT",
            "small DECIMAL(18,2)",
            "deep DECIMAL(18,3)",
            "long BIGINT",
            "huge HUGEINT",
            "endless VARCHAR",
            "far VARCHAR",
            "near DOUBLE",
            "plus VARCHAR",
            "odd VARCHAR",
            "day VARCHAR",
            "ending VARCHAR");
    assertThat(table.infer(T, file).shape().record().fields())
        .containsEntry(
            "small", Node.ofScalars(new Scalars(Scalars.DECIMAL, 2, 2, 3, TextForms.ALL)))
        .containsEntry(
            "deep",
            Node.ofScalars(new Scalars(Scalars.DECIMAL | Scalars.INTEGER, 1, 3, 0, TextForms.ALL)));
  }

  @Test
  void nullAndTheEmptyTextDiffer() {
    InputFile file = table.file("csv", "a,b\r\n1,\"\"\r\n2,\r\n3,\"x \"\"y\"\"\nz\"\r\n");

    assertThat(table.read(T, file)).containsExactly("0|1|", "1|2|null", "2|3|x \"y\"\nz");
  }

  @Test
  void filesMayHaveOtherColumnsAndDelimiters() {
    InputFile one = table.file("csv", "a,b\n1,x\n");
    InputFile two = table.file("csv", "b;c\ny;2.5\n");
    InputFile three = table.file("csv", "a,b\n3,z\n");
    InputFile empty = table.file("csv", "");
    InputFile head = table.file("csv", "a,b\n");

    assertThat(table.read(T, one, two, three, empty, head))
        .containsExactly("0|1|x|null", "0|null|y|2.5", "0|3|z|null");
  }

  @Test
  void badLinesGoToQuarantineAndTheOthersAreRead() {
    InputFile file = table.file("csv", "a,b\n1,x\n2\n3,y,z\n4,w\n");
    Shape shape = table.infer(T, file).shape();

    try (Rows rows = table.rows(T, shape, file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1|x", "3|4|w");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "1|1|null|2|line 3: Expected Number of Columns: 2 Found: 1",
              "1|2|null|3,y,z|line 4: Expected Number of Columns: 2 Found: 3");
      assertThat(rows.rejectedRows()).isEqualTo(2);
    }
  }

  @Test
  void linesMayEndInDifferentWays() {
    for (String text :
        List.of(
            "id,v\r\n1,a\n2,b\r\n3,c\n", "id,v\r1,a\r2,b\r3,c\r", "id,v\n1,a\n2,b\n\"3\",c\r\n")) {
      assertThat(table.read(T, table.file("csv", text))).containsExactly("0|1|a", "1|2|b", "2|3|c");
    }
    assertThat(table.read(T, table.file("csv", "id,v\r\n1,\"a\nb\"\r\n2,é\r\n")))
        .containsExactly("0|1|a\nb", "1|2|é");
  }

  @Test
  void aPageInsteadOfATableIsRejectedWhole() {
    InputFile page = table.file("csv", "<!DOCTYPE html>\n<html>sorry</html>\n");
    InputFile good = table.file("csv", "a\n1\n");

    try (Rows rows = table.rows(T, table.infer(T, page, good).shape(), page, good)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1");
      assertThat(table.quarantine(rows))
          .containsExactly("1|-1|null|null|the file is a page, not a table of values");
      assertThat(rows.rejectedFiles()).isEqualTo(1);
    }
  }

  @Test
  void whatIsCompressedTwiceIsRejectedWhole() {
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0};
    InputFile packed = table.file("csv", gzip, Keys.NONE);
    InputFile good = table.file("csv", "a\n1\n");

    try (Rows rows = table.rows(T, table.infer(T, packed, good).shape(), packed, good)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "1|-1|null|null|what is in the file is compressed itself: unpack it first");
    }
  }

  @Test
  void aValueThatIsNotOfTheDeclaredTypeCostsItsRow() {
    TableRequest declared =
        T.withColumns(
            Map.of(
                "a", new Declared(Simple.BIGINT, "number"), "d", new Declared(Simple.DATE, null)));
    InputFile file = table.file("csv", "a,d\n1,2024-01-01\nx,2024-01-02\n3,2024-02-30\n007,\n");

    try (Rows rows = table.rows(declared, table.infer(declared, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1|2024-01-01", "3|7|null");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "1|1|number|x|not a value of type bigint",
              "1|2|d|2024-02-30|not a value of type date");
    }
  }

  @Test
  void newColumnsAreAskedForDiscardedOrQuarantined() {
    Shape known = table.infer(T, table.file("csv", "a\n1\n")).shape();
    InputFile file = table.file("csv", "a,b\n2,\n3,x\ny,\n");

    try (Rows rows = table.rows(T, known, file)) {
      assertThat(rows.unknownFields()).isTrue();
    }
    try (Rows rows = table.rows(T.withMode(Mode.DISCARD_COLUMN), known, file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|2", "1|3");
      assertThat(table.quarantine(rows)).containsExactly("2|2|a|y|not a value of type bigint");
    }
    try (Rows rows = table.rows(T.withMode(Mode.QUARANTINE_ROW), known, file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|2");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "2|1|b|x|the table has no column for it", "2|2|a|y|not a value of type bigint");
    }
  }

  @Test
  void rejectedLinesKeepTheirPlaceAmongTheOthers() {
    InputFile one = table.file("csv", "a,b\n1,x\n2\n3\n4,\"y\nz\"\n5\n6,u\n");
    InputFile two = table.file("csv", "a,b\n7,x\n8,y\n9\n");

    try (Rows rows = table.rows(T, table.infer(T, one, two).shape(), one, two)) {
      assertThat(table.print(rows, 0))
          .containsExactly("0|1|x", "3|4|y\nz", "5|6|u", "0|7|x", "1|8|y");
      assertThat(table.query("SELECT file, \"row\" FROM " + rows.quarantine() + " ORDER BY ALL"))
          .containsExactly("1|1", "1|2", "1|4", "2|2");
    }
  }

  @Test
  void datesInADeclaredFormatAreReadAndChecked() {
    TableRequest declared =
        T.withColumns(
            Map.of("d", new Declared(Simple.DATE, null, new DateFormat("%d/%m/%Y"), false)));
    InputFile file = table.file("csv", "d\n31/12/2023\n2023-12-31\n\"01/02/2024\"\n");

    try (Rows rows = table.rows(declared, table.infer(declared, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|2023-12-31", "2|2024-02-01");
      assertThat(table.quarantine(rows))
          .containsExactly("1|1|d|2023-12-31|not a value of type date in the format %d/%m/%Y");
    }
  }

  @Test
  void headsWithoutOrWithEqualNamesAreNumbered() {
    assertThat(
            Table.columns(table.infer(T, table.file("csv", ",a,a\n1,2,3\n")).tables().getFirst()))
        .containsExactly("column_1 BIGINT", "a BIGINT", "a_2 BIGINT");
  }

  @Test
  void datesThatDoNotSayWhichPartIsTheDayStayTextAndAreTold() {
    assertThat(table.infer(T, table.file("csv", "d\n01/02/2024\n11/12/2023\n")).ambiguities())
        .containsExactly(
            "column d of table t holds dates that do not say which part is the day, such as"
                + " 01/02/2024; it stays text");
  }

  @Test
  void aDeclaredJsonColumnTakesTextsToo() {
    TableRequest declared = T.withColumns(Map.of("j", new Declared(Simple.JSON, null)));
    InputFile file = table.file("csv", "j\n\"{\"\"a\"\":1}\"\nplain\n");

    assertThat(table.read(declared, file)).containsExactly("0|{\"a\":1}", "1|\"plain\"");
  }
}
