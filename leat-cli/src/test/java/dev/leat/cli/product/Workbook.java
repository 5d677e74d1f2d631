package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small Excel workbooks by hand, with what test data needs of the format. */
final class Workbook {
  private static final String MAIN =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
          + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
  private static final String RELATION =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  private record Sheet(String name, String state, List<String> rows) {}

  private final List<Sheet> sheets = new ArrayList<>();
  private final Map<String, byte[]> others = new TreeMap<>();
  private final Set<String> left = new HashSet<>();
  private final Set<String> undeclared = new HashSet<>();

  /** A sheet; each row is its cells, as {@link #text} and the others write them. */
  Workbook sheet(String name, String... rows) {
    sheets.add(new Sheet(name, "visible", List.of(rows)));
    return this;
  }

  Workbook hidden(String name, String... rows) {
    sheets.add(new Sheet(name, "hidden", List.of(rows)));
    return this;
  }

  /** Another part of the file, such as its macros. */
  Workbook with(String part, byte[] content) {
    others.put(part, content);
    return this;
  }

  /** Leaves a part undeclared, as programs do that forget it. */
  Workbook undeclared(String part) {
    undeclared.add(part);
    return this;
  }

  /** Leaves a part out, as programs do that have nothing to say in it. */
  Workbook without(String part) {
    left.add(part);
    return this;
  }

  static String row(int number, String... cells) {
    return "<row r=\"" + number + "\">" + String.join("", cells) + "</row>";
  }

  static String text(String at, String text) {
    return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  }

  static String number(String at, String value) {
    return "<c r=\"" + at + "\"><v>" + value + "</v></c>";
  }

  /** A number that is shown as a date; style 1 is a day, 2 a time of a day, 3 a duration. */
  static String dated(String at, String serial, int style) {
    return "<c r=\"" + at + "\" s=\"" + style + "\"><v>" + serial + "</v></c>";
  }

  static String truth(String at, boolean value) {
    return "<c r=\"" + at + "\" t=\"b\"><v>" + (value ? 1 : 0) + "</v></c>";
  }

  static String formula(String at, String formula, String result) {
    return "<c r=\"" + at + "\"><f>" + formula + "</f><v>" + result + "</v></c>";
  }

  static String error(String at, String error) {
    return "<c r=\"" + at + "\" t=\"e\"><v>" + error + "</v></c>";
  }

  Path write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      write(zip);
    }
    return file;
  }

  private void write(ZipOutputStream zip) throws IOException {
    var types = new StringBuilder();
    var names = new StringBuilder();
    var relations = new StringBuilder();
    for (int i = 1; i <= sheets.size(); i++) {
      Sheet sheet = sheets.get(i - 1);
      types.append(
          "<Override PartName=\"/xl/worksheets/sheet%d.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
              .formatted(i));
      names.append(
          "<sheet name=\"%s\" sheetId=\"%d\" state=\"%s\" r:id=\"rId%d\"/>"
              .formatted(sheet.name(), i, sheet.state(), i));
      relations.append(relation("rId" + i, "worksheet", "worksheets/sheet" + i + ".xml"));
    }
    if (!left.contains("xl/styles.xml") && !undeclared.contains("xl/styles.xml")) {
      types.append(
          "<Override PartName=\"/xl/styles.xml\""
              + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>");
      relations.append(relation("rIdS", "styles", "styles.xml"));
    }
    for (Map.Entry<String, byte[]> other : others.entrySet()) {
      part(zip, other.getKey(), other.getValue());
    }
    part(
        zip,
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default"
            + " Extension=\"rels\""
            + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default"
            + " Extension=\"xml\" ContentType=\"application/xml\"/><Override"
            + " PartName=\"/xl/workbook.xml\""
            + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            + types
            + "</Types>");
    part(zip, "_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml")));
    part(
        zip, "xl/workbook.xml", "<workbook " + MAIN + "><sheets>" + names + "</sheets></workbook>");
    part(zip, "xl/_rels/workbook.xml.rels", relations(relations.toString()));
    part(
        zip,
        "xl/styles.xml",
        "<styleSheet "
            + MAIN
            + "><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\"
            + " hh:mm\"/><numFmt numFmtId=\"165\" formatCode=\"[h]:mm:ss\"/></numFmts><cellXfs"
            + " count=\"5\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf"
            + " numFmtId=\"165\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>");
    for (int i = 1; i <= sheets.size(); i++) {
      part(
          zip,
          "xl/worksheets/sheet" + i + ".xml",
          "<worksheet "
              + MAIN
              + "><sheetData>"
              + String.join("", sheets.get(i - 1).rows())
              + "</sheetData></worksheet>");
    }
  }

  private static String relation(String id, String type, String target) {
    return "<Relationship Id=\""
        + id
        + "\" Type=\""
        + RELATION
        + type
        + "\" Target=\""
        + target
        + "\"/>";
  }

  private static String relations(String relations) {
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + relations
        + "</Relationships>";
  }

  private void part(ZipOutputStream zip, String name, String xml) throws IOException {
    part(zip, name, ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(UTF_8));
  }

  private void part(ZipOutputStream zip, String name, byte[] content) throws IOException {
    if (!left.contains(name)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
  }
}
