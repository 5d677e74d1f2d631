package dev.leat.cli.product;

import static dev.leat.cli.product.Workbook.dated;
import static dev.leat.cli.product.Workbook.error;
import static dev.leat.cli.product.Workbook.formula;
import static dev.leat.cli.product.Workbook.number;
import static dev.leat.cli.product.Workbook.row;
import static dev.leat.cli.product.Workbook.text;
import static dev.leat.cli.product.Workbook.truth;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every format become tables. */
final class FormatsTest {
  private static final String EVERY_FORMAT =
      """
      sources:
        folder:
          type: files
          path: data
          feeds:
            plants: ["*.xml"]
            orders: ["*.xlsx"]
            standings: ["*.html"]
            bank: [bank.csv]
            wide: ["*.tsv"]
      tables:
        plants:
          from: folder/plants
          key: [id]
        orders:
          from: folder/orders
          quarantine: 50%
        standings:
          from: folder/standings
          format:
            type: html
            table: t
        bank:
          from: folder/bank
          format:
            type: csv
            quote: "'"
        wide:
          from: folder/wide
      """;

  @TempDir private Path folder;

  private Workspace project(String yaml) {
    return Workspace.make(folder, CatalogPlace.SQLITE, yaml);
  }

  private void file(String name, String content) throws IOException {
    file(name, content, UTF_8);
  }

  private void file(String name, String content, Charset charset) throws IOException {
    Path path = folder.resolve("data").resolve(name);
    Files.createDirectories(path.getParent());
    Files.write(path, content.getBytes(charset));
  }

  @Test
  void everyFormatBecomesATable() throws IOException {
    file(
        "plants.xml",
        """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <catalog>
          <plant id="1"><name>Bl\u00fctenkraut</name><price currency="EUR">2.44</price>
            <zone>4</zone><zone>5</zone></plant>
          <plant id="2"><name>Farn</name><price currency="USD">9.00</price><zone>3</zone></plant>
        </catalog>
        """,
        Charset.forName("ISO-8859-1"));
    orders().write(folder.resolve("data/orders.xlsx"));
    file(
        "standings.html",
        """
        <html><body><table><tr><td>menu</td></tr></table>
        <table id="t"><thead><tr><th>Team</th><th>Won</th><th>FG%</th></tr></thead>
        <tr><th>Utah\u00a0Jazz</th><td>3</td><td>.500</td></tr>
        <tr><th>Team</th><th>Won</th><th>FG%</th></tr>
        <tr><th rowspan="2">Bulls</th><td>1</td><td>0.25</td></tr><tr><td>2</td><td></td></tr>
        </table></body></html>
        """);
    file(
        "bank.csv",
        "Konto;M\u00fcller\n\nDatum;Text;Betrag\n2024-05-01;'B\u00e4cker';1\n2024-05-02;'Post';2\n",
        Charset.forName("windows-1252"));
    file("wide.tsv", "\uFEFFa\tb\n1\t\u4f60\n2\t\"x\ty\"\n", UTF_16LE);
    Workspace project = project(EVERY_FORMAT);

    assertThat(project.leat("run").exits(0).err()).contains("Loaded plants: 2 inserted");
    assertThat(project.tables().rows("SELECT id, name, price__currency, price__text FROM plants"))
        .containsExactly("1|Bl\u00fctenkraut|EUR|2.44", "2|Farn|USD|9.00");
    assertThat(project.tables().rows("SELECT zone FROM plants ORDER BY id"))
        .containsExactly("[4, 5]", "[3]");
    assertThat(
            project.tables().rows("SELECT \"order\", day, \"at\", amount, paid, took FROM orders"))
        .containsExactly(
            "1|2024-05-01|2024-05-01 12:00:00.0|0.30|true|36:00:00",
            "2|2024-05-02|2024-05-02 00:00:00.0|19.99|false|06:00:00");
    assertThat(project.tables().rows("SELECT \"left\", opens FROM orders"))
        .as("cells that show a time alone, with and without a day")
        .containsExactly("2024-01-02 08:30:00.0|08:30", "2024-01-03 18:00:00.0|18:00");
    assertThat(project.tables().rows("SELECT team, won, fg_pct FROM standings"))
        .containsExactly("Utah Jazz|3|0.500", "Bulls|1|0.250", "Bulls|2|null");
    assertThat(project.tables().rows("SELECT datum, text, betrag + 1 FROM bank"))
        .containsExactly("2024-05-01|B\u00e4cker|2", "2024-05-02|Post|3");
    assertThat(project.tables().rows("SELECT a + 1, b FROM wide"))
        .containsExactly("2|\u4f60", "3|x\ty");
  }

  private static Workbook orders() {
    return new Workbook()
        .hidden("Notes", row(1, text("A1", "nobody sees this")))
        .sheet(
            "Orders",
            row(1, text("A1", "Orders of May")),
            row(
                3,
                text("A3", "Order"),
                text("B3", "Day"),
                text("C3", "At"),
                text("D3", "Amount"),
                text("E3", "Paid"),
                text("F3", "T_x006F_ok_x000D_"),
                text("G3", "Left"),
                text("H3", "Opens")),
            row(
                4,
                number("A4", "1"),
                dated("B4", "45413", 1),
                dated("C4", "45413.5", 2),
                number("D4", "0.30000000000000004"),
                truth("E4", true),
                dated("F4", "1.5", 3),
                dated("G4", "45293.354167", 4),
                dated("H4", "0.354167", 4)),
            row(
                5,
                number("A5", "2"),
                dated("B5", "45414", 1),
                dated("C5", "45414", 2),
                formula("D5", "D4*2", "19.99"),
                truth("E5", false),
                dated("F5", "0.25", 3),
                dated("G5", "45294.75", 4),
                dated("H5", "0.75", 4)),
            row(6, number("A6", "3"), error("D6", "#DIV/0!")),
            row(7, number("A7", "4"), formula("D7", "1/0", "#DIV/0!")));
  }

  @Test
  void guessesTheTablesOfAFolderAndThePreviewShowsThem() throws IOException {
    file("a-2024.csv", "Datum;Betrag;Notiz\n31.12.2024;1.234,50;x\n01.02.2024;-3,00;y\n");
    file("b.csv", "id,name\n1,x\n2,y\n3\n");
    file("c.csv", "Datum;Betrag;Notiz\n24.12.2024;7,00;x\n");
    Cli cli = Cli.in(folder);

    assertThat(cli.run("guess", "data/a-2024.csv", "data/b.csv", "data/c.csv").exits(0).out())
        .isEqualTo(
            """
            sources:
              files:
                type: files
                path: "%s"
                feeds:
                  a: ["a-2024.csv", "c.csv"]
                  b: ["b.csv"]
            tables:
              a:
                from: files/a
                format: csv
                columns:
                  datum: {type: date, format: "%%d.%%m.%%Y"}
                  betrag: {type: "decimal(18,2)"}
                  notiz: {type: text}
                # likely: all of 3 rows fit; see the notes
                # note: the numbers of files/file are read with a decimal comma
              b:
                from: files/b
                format: csv
                columns:
                  id: {type: bigint}
                  name: {type: text}
                # unsure: 2 rows fit, 1 record do not
                # cannot be read: data/b.csv: line 4: Expected Number of Columns: 2 Found: 1
            """
                .formatted(folder.resolve("data")));
    assertThat(cli.run("preview", "data/b.csv").exits(0).out())
        .contains("id      bigint", "2 rows, 1 record would be quarantined.", "line 4: Expected");
    assertThat(cli.run("preview", "nothing.csv").exits(2).err()).contains("There is no file");
    assertThat(folder.resolve(".leat")).doesNotExist();
  }

  @Test
  void filesOfOneFolderBecomeTablesByTheirHeader() throws IOException {
    file("one.csv", "Number;Amount\n1;1.234,50\n");
    file("deep/two.csv", "Number;Amount;Memo\n2;3,00;x\n");
    file("three.csv", "Other\n5\n");
    Workspace project =
        project(
            """
            sources:
              folder:
                type: files
                path: data
            tables:
              payments:
                from: folder/file
                format: {type: csv, having: [Number, Amount], decimal: ","}
              others:
                from: folder/file
                format: {type: csv, having: [Other]}
            """);

    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT number, amount, memo FROM payments ORDER BY 1"))
        .containsExactly("1|1234.50|null", "2|3.00|x");
    assertThat(project.tables().rows("SELECT other FROM others")).containsExactly("5");
  }

  @Test
  void standardInputIsAFile() {
    Workspace project =
        project(
            """
            sources:
              piped:
                type: files
                path: "-"
            tables:
              orders:
                from: piped/file
                write: append
            """);
    for (String line : new String[] {"a;b\n1;2024-01-01", "a;b\n2;2024-01-02"}) {
      try (Cli.Running run = project.cli().start("run")) {
        run.type(line);
        run.end().exits(0);
      }
    }
    assertThat(project.tables().rows("SELECT a, b FROM orders ORDER BY a"))
        .containsExactly("1|2024-01-01", "2|2024-01-02");
  }
}
