package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.ColumnType.Simple;
import dev.leat.core.read.TableRequest.Declared;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dates are read in the one way that all values of a column agree on. */
final class DateStylesTest {
  private static final TableRequest T = TableRequest.of("t");

  @TempDir private Path folder;
  private Table table;

  @BeforeEach
  void open() {
    table = new Table(folder);
  }

  @AfterEach
  void close() {
    table.close();
  }

  /** The values as a column of a CSV file, and as texts of JSON lines: both must say the same. */
  private void expect(String type, List<String> values, String... read) {
    InputFile csv = table.file("csv", "d\n\"" + String.join("\"\n\"", values) + "\"\n");
    InputFile lines =
        table.file("jsonl", "{\"d\":\"" + String.join("\"}\n{\"d\":\"", values) + "\"}\n");
    for (InputFile file : List.of(csv, lines)) {
      Inferred inferred = table.infer(T, file);
      assertThat(Table.columns(inferred.tables().getFirst())).containsExactly("d " + type);
      try (Rows rows = table.rows(T, inferred.shape(), file)) {
        assertThat(table.print(rows, 0)).containsExactly(read);
        assertThat(rows.quarantined()).isZero();
      }
    }
  }

  @Test
  void everyStyleIsRecognisedWhereAllValuesAgree() {
    expect("DATE", List.of("2024-12-31", "2024-01-02"), "0|2024-12-31", "1|2024-01-02");
    expect("DATE", List.of("31/12/2024", "01/02/2024"), "0|2024-12-31", "1|2024-02-01");
    expect("DATE", List.of("12/31/2024", "01/02/2024"), "0|2024-12-31", "1|2024-01-02");
    expect("DATE", List.of("2024/12/31", "2024/01/02"), "0|2024-12-31", "1|2024-01-02");
    expect("DATE", List.of("31-12-2024", "01-02-2024"), "0|2024-12-31", "1|2024-02-01");
    expect("DATE", List.of("2024.12.31", "2024.01.02"), "0|2024-12-31", "1|2024-01-02");
    expect("DATE", List.of("31.12.2024", "1.2.2024"), "0|2024-12-31", "1|2024-02-01");
    expect(
        "TIMESTAMP",
        List.of("2024-12-31 23:59:58", "2024-01-02 00:00:00"),
        "0|2024-12-31 23:59:58",
        "1|2024-01-02 00:00:00");
    expect(
        "TIMESTAMP",
        List.of("31/12/2024 23:59:58", "01/02/2024 00:00:00"),
        "0|2024-12-31 23:59:58",
        "1|2024-02-01 00:00:00");
    expect(
        "TIMESTAMP",
        List.of("12/31/2024 23:59", "01/02/2024 00:00"),
        "0|2024-12-31 23:59:00",
        "1|2024-01-02 00:00:00");
  }

  @Test
  void monthsMayBeNamed() {
    expect("DATE", List.of("2 Jan 2024", "29 Feb 2024"), "0|2024-01-02", "1|2024-02-29");
    expect("DATE", List.of("02-May-2024", "31-Dec-2024"), "0|2024-05-02", "1|2024-12-31");
    expect("DATE", List.of("2 January 2024", "3 May 2024"), "0|2024-01-02", "1|2024-05-03");
    expect("DATE", List.of("Jan 2, 2024", "May 13, 2024"), "0|2024-01-02", "1|2024-05-13");
    expect("DATE", List.of("May 2, 2024", "August 31, 2024"), "0|2024-05-02", "1|2024-08-31");
    expect(
        "TIMESTAMP",
        List.of("2 Jan 2024 23:59", "3 Jan 2024 00:01"),
        "0|2024-01-02 23:59:00",
        "1|2024-01-03 00:01:00");
    expect(
        "TIMESTAMP",
        List.of("Jan 2, 2024 23:59:58", "Jan 3, 2024 00:00:01"),
        "0|2024-01-02 23:59:58",
        "1|2024-01-03 00:00:01");
    expect("VARCHAR", List.of("2 Jan 2024", "30 Feb 2024"), "0|2 Jan 2024", "1|30 Feb 2024");
    expect("VARCHAR", List.of("2 Jan 2024", "2-Jan-2024"), "0|2 Jan 2024", "1|2-Jan-2024");
    expect("VARCHAR", List.of("2 Jan 2024", "2 June 2024"), "0|2 Jan 2024", "1|2 June 2024");
    expect(
        "VARCHAR", List.of("Monday 2, 2024", "Jan 2, 2024"), "0|Monday 2, 2024", "1|Jan 2, 2024");
  }

  @Test
  void valuesThatDoNotAgreeStayText() {
    expect("VARCHAR", List.of("31/12/2024", "12/31/2024"), "0|31/12/2024", "1|12/31/2024");
    expect("VARCHAR", List.of("31/12/2024", "31-12-2024"), "0|31/12/2024", "1|31-12-2024");
    expect(
        "VARCHAR", List.of("31/12/2024", "31/12/2024 10:00"), "0|31/12/2024", "1|31/12/2024 10:00");
    expect("VARCHAR", List.of("31/02/2024", "1/2/2024"), "0|31/02/2024", "1|1/2/2024");
    expect("VARCHAR", List.of("31/12/2024", "unknown"), "0|31/12/2024", "1|unknown");
  }

  /** What a table was once loaded as does not depend on what comes later. */
  @Test
  void aColumnThatWasAmbiguousStaysText() {
    Shape known = table.infer(T, table.file("csv", "d\n03/04/2024\n")).shape();
    InputFile later = table.file("csv", "d\n31/12/2024\n");
    Inferred inferred = table.infer(T, java.util.Optional.of(Shape.parse(known.toJson())), later);

    assertThat(inferred.change().isEmpty()).isTrue();
    assertThat(inferred.ambiguities())
        .containsExactly(
            "column d of table t holds dates that do not say which part is the day, such as"
                + " 01/02/2024; it stays text");
  }

  @Test
  void declaredFormatsWinAndDatesOfNoCalendarGoToQuarantine() {
    TableRequest american =
        T.withColumns(
            Map.of("d", new Declared(Simple.DATE, null, new DateFormat("%m/%d/%Y"), false)));
    InputFile file = table.file("csv", "d\n03/04/2024\n02/30/2024\n31/12/2024\n");

    try (Rows rows = table.rows(american, table.infer(american, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|2024-03-04");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "1|1|d|02/30/2024|not a value of type date in the format %m/%d/%Y",
              "1|2|d|31/12/2024|not a value of type date in the format %m/%d/%Y");
    }
  }
}
