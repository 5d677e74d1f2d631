package dev.leat.connect.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Place;
import dev.leat.api.RecordSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are read from the text of PDF files, page after page. */
final class PdfFormatTest {
  private static final PDType1Font FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

  @TempDir private Path folder;
  private final PDDocument document = new PDDocument();

  @Test
  void aTableWithoutLinesGoesOnOverPages() throws IOException {
    page(
        "Receipts of the year, as the shop keeps them",
        null,
        "Date|Item|Price|",
        "2024-01-02|Bread|2.40",
        "2024-01-03|Milk and honey|12.00");
    page("page two", null, "2024-01-04|Salt|0.99", "2024-01-05||3.00");

    assertThat(read(save("receipts.pdf"), page -> true, List.of()))
        .containsExactly(
            "page 1, table 1, row 2: {Date=2024-01-02, Item=Bread, Price=2.40}",
            "page 1, table 1, row 3: {Date=2024-01-03, Item=Milk and honey, Price=12.00}",
            "page 2, table 1, row 1: {Date=2024-01-04, Item=Salt, Price=0.99}",
            "page 2, table 1, row 2: {Date=2024-01-05, Item=null, Price=3.00}");
  }

  @Test
  void cellsBetweenLinesAreOneEach() throws IOException {
    ruled(new String[][] {{"Date", "Item"}, {"2024-01-02", "Bread"}, {"2024-01-03", ""}});
    ruled(new String[][] {{"2024-01-04", "Salt"}});

    assertThat(read(save("ruled.pdf"), each -> true, List.of("Date", "Item")))
        .containsExactly(
            "page 1, table 1, row 2: {Date=2024-01-02, Item=Bread}",
            "page 1, table 1, row 3: {Date=2024-01-03, Item=null}",
            "page 2, table 1, row 1: {Date=2024-01-04, Item=Salt}");
  }

  /** A page with cells between lines, and lines of text below them. */
  private void ruled(String[][] cells, String... below) throws IOException {
    ruled(cells, 50, 500, below);
  }

  private void ruled(String[][] cells, float left, float top, String... texts) throws IOException {
    var page = new PDPage();
    document.addPage(page);
    try (var out = new PDPageContentStream(document, page)) {
      write(out, left, top, texts);
      for (int row = 0; row < cells.length; row++) {
        for (int column = 0; column < cells[row].length; column++) {
          out.addRect(50 + 120 * column, 680 - 30 * row, 120, 30);
          out.stroke();
          out.beginText();
          out.setFont(FONT, 11);
          out.newLineAtOffset(55 + 120 * column, 690 - 30 * row);
          out.showText(cells[row][column]);
          out.endText();
        }
      }
    }
  }

  @Test
  void aTableWithoutLinesIsReadBesideOneWithLines() throws IOException {
    ruled(
        new String[][] {{"Date", "Item"}, {"2024-01-02", "Bread"}},
        "From|To",
        "Bern|Basel",
        "Chur|Olten");

    assertThat(read(save("both.pdf"), each -> true, List.of()))
        .containsExactly(
            "page 1, table 1, row 2: {Date=2024-01-02, Item=Bread}",
            "page 1, table 2, row 2: {From=Bern, To=Basel}",
            "page 1, table 2, row 3: {From=Chur, To=Olten}");
  }

  @Test
  void aTableWithoutLinesIsReadAtTheRightOfOneWithLines() throws IOException {
    ruled(
        new String[][] {{"Date", "Item"}, {"2024-01-02", "Bread"}, {"2024-01-03", "Salt"}},
        330,
        690,
        "From|To",
        "Bern|Basel",
        "Chur|Olten",
        "Visp|Brig");

    assertThat(read(save("side.pdf"), each -> true, List.of()))
        .extracting(it -> it.substring(it.indexOf('{')))
        .containsExactlyInAnyOrder(
            "{Date=2024-01-02, Item=Bread}",
            "{Date=2024-01-03, Item=Salt}",
            "{From=Bern, To=Basel}",
            "{From=Chur, To=Olten}",
            "{From=Visp, To=Brig}");
  }

  @Test
  void aTotalBelowAColumnIsARowOfItsOwn() throws IOException {
    ruled(
        new String[][] {
          {"Item", "Count", "Price"}, {"Bread", "2", "2.40"}, {"", "", "4.80"}, {"", "gift", ""}
        });
    page("Date|Item|Price|", "2024-01-02|Bread|2.40", "2024-01-03|Salt|2.40", "||4.80");

    assertThat(read(save("totals.pdf"), each -> true, List.of()))
        .extracting(it -> it.substring(it.indexOf('{')))
        .containsExactly(
            "{Item=Bread, Count=2, Price=2.40}",
            "{Item=null, Count=null, Price=4.80}",
            "{Item=null, Count=gift, Price=null}",
            "{Date=2024-01-02, Item=Bread, Price=2.40}",
            "{Date=2024-01-03, Item=Salt, Price=2.40}",
            "{Date=null, Item=null, Price=4.80}");
  }

  @Test
  void aCellOfTwoLinesIsOneValue() throws IOException {
    page(
        "Date|Item|Price|",
        "2024-01-02|Bread|2.40",
        "|and butter",
        "2024-01-03|Milk|12.00",
        "|and honey",
        "2024-01-04|Salt|0.99");

    assertThat(read(save("wrapped.pdf"), each -> true, List.of()))
        .containsExactly(
            "page 1, table 1, row 2: {Date=2024-01-02, Item=Bread and butter, Price=2.40}",
            "page 1, table 1, row 3: {Date=2024-01-03, Item=Milk and honey, Price=12.00}",
            "page 1, table 1, row 4: {Date=2024-01-04, Item=Salt, Price=0.99}");
  }

  @Test
  void aTableOfWordsGoesOnOverPages() throws IOException {
    page("City|Country|Coast", "Bern|Switzerland|no", "Oslo|Norway|yes");
    page("City|Country|Coast", "Rome|Italy|yes", "Riga|Latvia|yes");
    page("Kyiv|Ukraine|no", "Cork|Ireland|yes");

    assertThat(read(save("cities.pdf"), each -> true, List.of()))
        .extracting(
            it -> it.substring(it.indexOf("City=") + 5, it.indexOf(',', it.indexOf("City="))))
        .containsExactly("Bern", "Oslo", "Rome", "Riga", "Kyiv", "Cork");
  }

  @Test
  void whatCannotBeReadSaysWhy() throws IOException {
    page("nothing but words");
    Path words = save("words.pdf");
    try (var empty = new PDDocument()) {
      empty.addPage(new PDPage());
      empty.save(folder.resolve("scan.pdf").toFile());
      empty.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      empty.save(folder.resolve("locked.pdf").toFile());
    }

    assertThatThrownBy(() -> read(words, page -> true, List.of()))
        .hasMessage("no table was found in the text of 1 pages");
    assertThatThrownBy(() -> read(folder.resolve("scan.pdf"), page -> true, List.of()))
        .hasMessage("the PDF has no text on its 1 pages: a scan must be recognised first");
    assertThatThrownBy(() -> read(folder.resolve("locked.pdf"), page -> true, List.of()))
        .hasMessage("the PDF has a password: save it without one");
  }

  /** Lines of text, cells apart by a bar; null is a gap. */
  private void page(@Nullable String... lines) throws IOException {
    var page = new PDPage();
    document.addPage(page);
    try (var out = new PDPageContentStream(document, page)) {
      write(out, 50, 700, lines);
    }
  }

  private static void write(
      PDPageContentStream out, float left, float top, @Nullable String... lines)
      throws IOException {
    float y = top;
    for (String line : lines) {
      String[] cells = line == null ? new String[0] : line.split("\\|");
      for (int i = 0; i < cells.length; i++) {
        out.beginText();
        out.setFont(FONT, 11);
        out.newLineAtOffset(left + 150 * i, y);
        out.showText(cells[i]);
        out.endText();
      }
      y -= 18;
    }
  }

  private Path save(String name) throws IOException {
    Path file = folder.resolve(name);
    document.save(file.toFile());
    document.close();
    return file;
  }

  private static List<String> read(
      Path file, java.util.function.IntPredicate pages, List<String> having) throws IOException {
    var records = new ArrayList<String>();
    var sink =
        new RecordSink() {
          @Override
          public void row(Place place, List<String> names, List<@Nullable String> values) {
            var record = new java.util.LinkedHashMap<String, @Nullable String>();
            for (int i = 0; i < names.size(); i++) {
              record.put(names.get(i), i < values.size() ? values.get(i) : null);
            }
            records.add(place + ": " + record);
          }

          @Override
          public void tree(Place place, Map<String, ?> fields) {
            throw new AssertionError(fields);
          }

          @Override
          public void document(Place place, String json) {
            throw new AssertionError(json);
          }

          @Override
          public void reject(
              Place place, @Nullable String column, @Nullable String value, String reason) {
            throw new AssertionError(reason);
          }
        };
    new PdfTables(pages, having, sink).read(file);
    return records;
  }
}
