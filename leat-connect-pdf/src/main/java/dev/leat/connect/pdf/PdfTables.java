package dev.leat.connect.pdf;

import dev.leat.api.Place;
import dev.leat.api.RecordSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;
import technology.tabula.ObjectExtractor;
import technology.tabula.Page;
import technology.tabula.RectangularTextContainer;
import technology.tabula.Table;
import technology.tabula.TableWithRulingLines;

/**
 * Hands the rows of the tables of one file to a sink.
 *
 * <p>A table whose first row holds values goes on where the one before, of as many columns, ended;
 * so does one without any values after another. Where no lines are around cells, a row with one
 * text below a row's cell goes on with that cell; a value is one of its own.
 */
final class PdfTables {
  private static final Pattern VALUE =
      Pattern.compile("[-+(]?[^\\p{L}\\d]{0,3}\\d[\\d.,' /:-]*[^\\p{L}\\d]{0,3}\\)?");

  private final IntPredicate pages;
  private final List<String> having;
  private final RecordSink sink;
  private List<String> names = List.of();
  private boolean text;
  private boolean valued;
  private int tables;

  PdfTables(IntPredicate pages, List<String> having, RecordSink sink) {
    this.pages = pages;
    this.having = having;
    this.sink = sink;
  }

  void read(Path file) throws IOException {
    try (PDDocument document = open(file);
        var extractor = new ObjectExtractor(document)) {
      int count = document.getNumberOfPages();
      for (int number = 1; number <= count; number++) {
        if (pages.test(number)) {
          page(extractor.extract(number));
        }
      }
      complain(count);
    }
  }

  private static PDDocument open(Path file) throws IOException {
    try {
      return Loader.loadPDF(file.toFile());
    } catch (InvalidPasswordException locked) {
      throw new IOException("the PDF has a password: save it without one", locked);
    } catch (IOException broken) {
      throw new IOException("the file is damaged, or no PDF: " + broken.getMessage(), broken);
    }
  }

  private void complain(int count) throws IOException {
    if (!text) {
      throw new IOException(
          "the PDF has no text on its " + count + " pages: a scan must be recognised first");
    }
    if (tables == 0) {
      throw new IOException("no table was found in the text of " + count + " pages");
    }
  }

  private void page(Page page) throws IOException {
    text |= !page.getText().isEmpty();
    int number = 0;
    for (Table table : PageTables.of(page)) {
      number++;
      List<List<@Nullable String>> rows = rows(table);
      if (rows.size() > 1 || continues(rows)) {
        tables++;
        table(rows, "page " + page.getPageNumber() + ", table " + number + ", row");
      }
    }
  }

  /** A single row is one of a table that began before, or no table. */
  private boolean continues(List<List<@Nullable String>> rows) {
    return rows.size() == 1 && rows.getFirst().size() == names.size() && isRecord(rows.getFirst());
  }

  @SuppressWarnings("rawtypes") // of the library
  private static List<List<@Nullable String>> rows(Table table) {
    var rows = new ArrayList<List<@Nullable String>>();
    boolean ruled = table instanceof TableWithRulingLines;
    for (List<RectangularTextContainer> cells : table.getRows()) {
      var row = new ArrayList<@Nullable String>();
      for (RectangularTextContainer<?> cell : cells) {
        String text = cell.getText(false).replaceAll("\\s+", " ").strip();
        row.add(text.isEmpty() ? null : text);
      }
      if (row.stream().anyMatch(it -> it != null) && (ruled || !isFolded(row, rows))) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Whether a row went into the one above, whose cell it goes on with. */
  private static boolean isFolded(List<@Nullable String> row, List<List<@Nullable String>> above) {
    boolean one = row.stream().filter(it -> it != null).count() == 1;
    if (above.size() < 2 || !one || row.size() < 3 || isRecord(row)) {
      return false;
    }
    List<@Nullable String> last = above.getLast();
    int at = IntStream.range(0, row.size()).filter(i -> row.get(i) != null).findFirst().orElse(0);
    if (at == 0 || at >= last.size() || last.get(at) == null) {
      return false;
    }
    last.set(at, last.get(at) + " " + row.get(at));
    return true;
  }

  private void table(List<List<@Nullable String>> rows, String where) throws IOException {
    int first = 0;
    boolean record = isRecord(rows.getFirst());
    boolean alike = rows.getFirst().size() == names.size();
    boolean continues =
        alike && (record || (!valued && rows.stream().noneMatch(PdfTables::isRecord)));
    if (!continues) {
      first = record ? 0 : 1;
      names = record ? blanks(rows.getFirst().size()) : names(rows.getFirst());
      valued = false;
    }
    if (!new HashSet<>(names).containsAll(having)) {
      return;
    }
    for (int i = first; i < rows.size(); i++) {
      List<@Nullable String> row = rows.get(i);
      if (!names(row).equals(names)) {
        valued |= isRecord(row);
        sink.row(new Place(where, i + 1), names, row);
      }
    }
  }

  /** Whether some cell is a number, a date or an amount: headers have none. */
  private static boolean isRecord(List<@Nullable String> row) {
    return row.stream().anyMatch(it -> it != null && VALUE.matcher(it).matches());
  }

  private static List<String> names(List<@Nullable String> row) {
    return row.stream().map(it -> it == null ? "" : it).toList();
  }

  private static List<String> blanks(int size) {
    return Collections.nCopies(size, "");
  }
}
