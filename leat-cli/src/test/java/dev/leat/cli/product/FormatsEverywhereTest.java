package dev.leat.cli.product;

import static dev.leat.cli.product.Workbook.number;
import static dev.leat.cli.product.Workbook.row;
import static dev.leat.cli.product.Workbook.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.files.TextPdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of all formats become tables of PostgreSQL, too. */
final class FormatsEverywhereTest {
  @TempDir private Path folder;

  private static String yaml(String destination) {
    return """
    leat: 1
    destination: "%s?schema=files"
    sources:
      folder:
        type: files
        path: data
        feeds:
          trips: "*.avro"
          fixed: "*.fwf"
          cells: "*.xlsx"
          bought: "*.pdf"
          books: "*.xml"
          events: "*.gz"
          packed: "*.zip"
          teams: "*.html"
    tables:
      trips: {from: folder/trips, key: id, quarantine: 50%%}
      fixed:
        from: folder/fixed
        format:
          type: fixed
          columns: {id: 1-3, name: 4-10, amount: 11-}
      cells:
        from: folder/cells
        format: {type: xlsx, sheet: Second, range: "B2:C4"}
      bought: {from: folder/bought}
      books: {from: folder/books}
      events: {from: folder/events}
      packed: {from: folder/packed}
      teams: {from: folder/teams}
    """
        .formatted(destination);
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  private void makeFiles() throws IOException {
    Files.write(
        file("trips.avro"),
        new AvroFile(
                """
                {"type": "record", "name": "trip", "fields": [
                  {"name": "id", "type": "long"}, {"name": "city", "type": "string"},
                  {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                  {"name": "fare", "type":
                    {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                  {"name": "km", "type": "double"}]}
                """)
            .record(1, "Bern", 19_844, new byte[] {0x04, (byte) 0xd2}, 1.5)
            .record(2, "Z\u00fcrich", 19_845, new byte[] {(byte) 0xff}, 120.25)
            .record(3, "Chur", 19_846, new byte[] {1}, Double.NaN)
            .bytes());
    Files.writeString(file("rows.fwf"), "\uFEFF001Anna      12.50\n002Bo         7.25\n");
    new Workbook()
        .sheet("First", row(1, text("A1", "nothing")))
        .sheet(
            "Second",
            row(1, text("A1", "x"), text("B1", "a title")),
            row(2, text("A2", "x"), text("B2", "name"), text("C2", "amount"), text("D2", "no")),
            row(3, text("B3", "pear"), number("C3", "1.25"), number("D3", "9")),
            row(4, text("B4", "fig"), number("C4", "2.5")),
            row(5, text("B5", "below"), number("C5", "7")))
        .undeclared("xl/styles.xml")
        .write(file("cells.xlsx"));
    Files.write(
        file("receipt.pdf"),
        TextPdf.of("SHOP", "", "Date|Item|Price", "2024-05-02|Tea|3.10", "2024-05-03|Jam|4.90"));
    Files.writeString(
        file("books.xml"), "<books><book id=\"1\"><name>A &amp; B</name></book></books>");
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(file("events.jsonl.gz")))) {
      gzip.write("{\"id\": 1, \"at\": \"2024-05-01T10:00:00Z\"}\n".getBytes(UTF_8));
    }
    try (var zip = new ZipOutputStream(Files.newOutputStream(file("packed.zip")))) {
      zip.putNextEntry(new ZipEntry("in/a.csv"));
      zip.write("id;amount\n1;12,50\n2;3,00\n".getBytes(UTF_8));
      zip.closeEntry();
    }
    Files.writeString(
        file("teams.html"),
        "<table><tr><th>Team</th><th>Won</th></tr><tr><td>A</td><td>3</td></tr></table>");
  }

  @Test
  void everyFormatBecomesATableOfPostgres() throws IOException {
    CatalogPlace.Found server = CatalogPlace.POSTGRES.make(folder);
    Files.writeString(folder.resolve("leat.yaml"), yaml(server.address()));
    makeFiles();

    Cli.in(folder).run("run").exits(0);
    Database tables = server.database();
    assertThat(tables.rows("SELECT id, city, day, fare, km FROM files.trips ORDER BY id"))
        .containsExactly("1|Bern|2024-05-01|12.34|1.50", "2|Z\u00fcrich|2024-05-02|-0.01|120.25");
    assertThat(tables.rows("SELECT id, name, amount FROM files.fixed ORDER BY id"))
        .containsExactly("001|Anna|12.50", "002|Bo|7.25");
    assertThat(tables.rows("SELECT name, amount FROM files.cells ORDER BY name"))
        .containsExactly("fig|2.50", "pear|1.25");
    assertThat(tables.rows("SELECT date, item, price FROM files.bought ORDER BY date"))
        .containsExactly("2024-05-02|Tea|3.10", "2024-05-03|Jam|4.90");
    assertThat(tables.rows("SELECT id, name FROM files.books")).containsExactly("1|A & B");
    assertThat(tables.rows("SELECT id, at = '2024-05-01 10:00+00' FROM files.events"))
        .containsExactly("1|t");
    assertThat(tables.rows("SELECT sum(amount) FROM files.packed")).containsExactly("15.50");
    assertThat(tables.rows("SELECT team, won FROM files.teams")).containsExactly("A|3");
    assertThat(Cli.in(folder).run("run").exits(0).err()).endsWith("[INFO] Nothing to do.\n");
  }
}
