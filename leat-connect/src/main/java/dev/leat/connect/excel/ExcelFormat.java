package dev.leat.connect.excel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.Expansion;
import dev.leat.api.FormatType;
import dev.leat.api.Option;
import dev.leat.api.RawFile;
import dev.leat.api.RecordSink;
import dev.leat.api.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * Excel workbooks: the values of cells, as they were last computed.
 *
 * <p>Macros and formulas are never run.
 */
public final class ExcelFormat implements FormatType {
  private static final int TYPES_MAX = 1 << 20;
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] OLE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

  private static final List<Option> OPTIONS =
      List.of(
          Option.of(
              "sheet",
              Option.Kind.TEXT,
              "The sheet: its name, its number from 1, or * for all; else the first one shown."),
          Option.of("range", Option.Kind.TEXT, "The cells to read, such as B3:F or B3:F100."),
          Option.of(
              "header",
              Option.Kind.INTEGER,
              "The row that names the columns, 0 for none; else it is found."));

  @Override
  public String name() {
    return "xlsx";
  }

  @Override
  public String summary() {
    return "A sheet of an Excel workbook.";
  }

  @Override
  public List<String> endings() {
    return List.of("xlsx", "xlsm");
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public void check(Settings settings) {
    range(settings);
  }

  private static CellRange range(Settings settings) {
    String text = settings.text("range").orElse("");
    if (text.isEmpty()) {
      return CellRange.ALL;
    }
    return CellRange.parse(text)
        .orElseThrow(
            () ->
                settings.invalid(
                    "range",
                    "'" + text + "' is not a range of cells.",
                    "Write the first and the last cell, such as B3:F100, or B3:F for all rows."));
  }

  @Override
  public void read(RawFile file, Settings settings, RecordSink sink) throws IOException {
    inspect(file);
    var options = new ReadingOptions(hasStyles(file), true);
    try (var workbook = new ReadableWorkbook(file.path().toFile(), options)) {
      List<Sheet> sheets = chosen(workbook, settings.text("sheet").orElse(""));
      int header = settings.integer("header").map(Long::intValue).orElse(SheetReader.FOUND);
      for (Sheet sheet : sheets) {
        new SheetReader(sheet, range(settings), header, sink).read();
      }
    }
  }

  /** Refuses what is no workbook, or unpacks to far more than it should. */
  private static void inspect(RawFile file) throws IOException {
    byte[] start;
    try (InputStream in = file.open()) {
      start = in.readNBytes(OLE.length);
    }
    if (Arrays.equals(start, OLE)) {
      throw new IOException(
          "the workbook has a password or is of Excel 97: save it as .xlsx without a password");
    }
    if (start.length < 2 || !Arrays.equals(Arrays.copyOf(start, 2), ZIP)) {
      throw new IOException("this is not an Excel workbook");
    }
    Path path = file.path();
    long packed = Files.size(path);
    try (var zip = new ZipFile(path.toFile())) {
      long left = Expansion.max(packed);
      for (ZipEntry entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          // What the archive says of its sizes may be a lie.
          left -= skip(in, left + 1);
        }
        if (left < 0) {
          throw new IOException(Expansion.refusal(packed));
        }
      }
    }
  }

  private static long skip(InputStream in, long most) throws IOException {
    var buffer = new byte[1 << 16];
    long total = 0;
    for (int n = in.read(buffer); n >= 0 && total < most; n = in.read(buffer)) {
      total += n;
    }
    return total;
  }

  /**
   * Programs that write workbooks without any style leave the part out, and some forget to declare
   * it; without a declaration it cannot be found.
   */
  private static boolean hasStyles(RawFile file) throws IOException {
    try (var zip = new ZipFile(file.path().toFile())) {
      ZipEntry types = zip.getEntry("[Content_Types].xml");
      if (types == null) {
        throw new IOException("this is not an Excel workbook: it has no [Content_Types].xml");
      }
      try (InputStream in = zip.getInputStream(types)) {
        return zip.stream().anyMatch(it -> it.getName().endsWith("/styles.xml"))
            && new String(in.readNBytes(TYPES_MAX), UTF_8).contains("spreadsheetml.styles+xml");
      }
    }
  }

  private static List<Sheet> chosen(ReadableWorkbook workbook, String wanted) throws IOException {
    List<Sheet> all = workbook.getSheets().toList();
    List<Sheet> found =
        switch (wanted) {
          case "*" -> all;
          case "" ->
              all.stream()
                  .filter(it -> it.getVisibility() == SheetVisibility.VISIBLE)
                  .limit(1)
                  .toList();
          default -> all.stream().filter(it -> it.getName().equals(wanted)).toList();
        };
    if (found.isEmpty() && wanted.matches("[1-9][0-9]{0,3}")) {
      int number = Integer.parseInt(wanted);
      found = number <= all.size() ? List.of(all.get(number - 1)) : List.of();
    }
    if (found.isEmpty()) {
      throw new IOException(
          "there is no sheet '"
              + wanted
              + "'; the workbook has "
              + String.join(", ", all.stream().map(Sheet::getName).toList()));
    }
    return found;
  }
}
