package dev.leat.bench;

import dev.leat.core.project.Connectors;
import dev.leat.core.run.FileLook;
import dev.leat.core.run.FilePreview;
import dev.leat.testkit.files.TextPdf;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The dialects of 1,000 CSV files, a PDF with 100 pages of tables, and a workbook of 1,000,000
 * cells, each looked at by a process of its own as {@code leat guess} and {@code leat preview} do.
 */
public final class FileFormats {
  private static final int FILES = 1_000;
  private static final int PAGES = 100;
  private static final int PAGE_ROWS = 38;
  private static final int SHEET_ROWS = 100_000;
  private static final int SHEET_COLUMNS = 10;
  private static final String DOCUMENTS = "http://schemas.openxmlformats.org/";

  private FileFormats() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 2) {
      look(args[0], Path.of(args[1]));
      return;
    }
    try (Scratch scratch = Scratch.make()) {
      measure("preview", workbook(scratch.folder().resolve("cells.xlsx")));
      measure("guess", dialects(scratch.make("csv")));
      measure("preview", pdf(scratch.folder().resolve("tables.pdf")));
    }
  }

  private static void measure(String what, Path path) throws IOException, InterruptedException {
    Path folder = Objects.requireNonNull(path.getParent());
    Measured measured = Measured.run(folder, Map.of(), self(what, path)).succeeded();
    System.out.printf(
        "%s %s: %s; %s%n",
        what, path.getFileName(), measured, measured.output().lines().findFirst().orElse(""));
  }

  private static List<String> self(String what, Path path) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        FileFormats.class.getName(),
        what,
        path.toString());
  }

  private static void look(String what, Path path) throws IOException, InterruptedException {
    try (FileLook look = FileLook.with(Connectors.onClassPath())) {
      if (what.equals("preview")) {
        FilePreview preview = look.preview(List.of(path), 1);
        if (preview.rows() == 0) {
          throw new IllegalStateException("nothing was read: " + preview.rejected());
        }
        System.out.printf("%,d rows of %d columns%n", preview.rows(), preview.columns().size());
        return;
      }
      try (Stream<Path> files = Files.list(path)) {
        List<Path> all = files.sorted().toList();
        long options = all.stream().mapToLong(file -> look.guess(file).options().size()).sum();
        System.out.printf("%,d files, %,d options found%n", all.size(), options);
      }
    }
  }

  /** Four dialects in turn, 200 records each. */
  private static Path dialects(Path folder) throws IOException {
    for (int file = 0; file < FILES; file++) {
      String between = List.of(",", ";", "\t", "|").get(file % 4);
      var text = new StringBuilder(file % 4 == 1 ? "Statement\n\n" : "");
      text.append(String.join(between, "id", "day", "name", "amount")).append('\n');
      for (int row = 0; row < 200; row++) {
        String amount = file % 4 == 1 ? row + ",50" : row + ".50";
        text.append(String.join(between, row + "", "2024-05-01", "'n " + row + "'", amount))
            .append('\n');
      }
      Files.writeString(folder.resolve("f" + file + ".csv"), text);
    }
    return folder;
  }

  private static Path pdf(Path file) throws IOException {
    var pages = new ArrayList<List<String>>();
    for (int page = 0; page < PAGES; page++) {
      int first = page * PAGE_ROWS;
      var lines = new ArrayList<>(List.of("Date|Number|Item|Price"));
      IntStream.range(first, first + PAGE_ROWS)
          .mapToObj(row -> "2024-05-01|" + row + "|item " + row + "|" + row + ".50")
          .forEach(lines::add);
      pages.add(lines);
    }
    return Files.write(file, TextPdf.pages(pages));
  }

  private static Path workbook(Path file) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file));
        var out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8))) {
      String types = DOCUMENTS + "package/2006/content-types";
      String word = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
      part(
          zip,
          out,
          "[Content_Types].xml",
          "<Types xmlns=\"%s\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"%ssheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"%2$sworksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"%2$sstyles+xml\"/></Types>"
              .formatted(types, word));
      part(zip, out, "_rels/.rels", relation("officeDocument", "xl/workbook.xml"));
      part(
          zip,
          out,
          "xl/workbook.xml",
          "<workbook xmlns=\"%sspreadsheetml/2006/main\" xmlns:r=\"%sofficeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
              .formatted(DOCUMENTS, DOCUMENTS));
      part(
          zip,
          out,
          "xl/_rels/workbook.xml.rels",
          relation("worksheet", "worksheets/sheet1.xml")
              .replace("</R", relations("r2", "styles", "styles.xml") + "</R"));
      part(
          zip,
          out,
          "xl/styles.xml",
          "<styleSheet xmlns=\"%sspreadsheetml/2006/main\"><cellXfs count=\"1\"><xf numFmtId=\"0\"/></cellXfs></styleSheet>"
              .formatted(DOCUMENTS));
      part(
          zip,
          out,
          "xl/worksheets/sheet1.xml",
          "<worksheet xmlns=\"" + DOCUMENTS + "spreadsheetml/2006/main\"><sheetData>");
      for (int row = 0; row < SHEET_ROWS; row++) {
        out.write(row(row));
      }
      out.write("</sheetData></worksheet>");
    }
    return file;
  }

  private static String row(int row) {
    var cells = new StringBuilder("<row r=\"" + (row + 1) + "\">");
    for (int column = 0; column < SHEET_COLUMNS; column++) {
      String at = (char) ('A' + column) + "" + (row + 1);
      cells.append(
          row == 0 || column == 0
              ? "<c r=\"%s\" t=\"inlineStr\"><is><t>t %d %d</t></is></c>".formatted(at, row, column)
              : "<c r=\"%s\"><v>%d.5</v></c>".formatted(at, row + column));
    }
    return cells.append("</row>").toString();
  }

  private static String relation(String type, String target) {
    return "<Relationships xmlns=\"%spackage/2006/relationships\">%s</Relationships>"
        .formatted(DOCUMENTS, relations("r1", type, target));
  }

  private static String relations(String id, String type, String target) {
    return "<Relationship Id=\"%s\" Type=\"%sofficeDocument/2006/relationships/%s\" Target=\"%s\"/>"
        .formatted(id, DOCUMENTS, type, target);
  }

  private static void part(ZipOutputStream zip, BufferedWriter out, String name, String xml)
      throws IOException {
    out.flush();
    zip.putNextEntry(new ZipEntry(name));
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
    out.flush();
  }
}
