package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/** Writes small PDF files by hand: one page, lines of text whose cells stand in columns. */
final class TextPdf {
  private static final int TOP = 780;
  private static final int LINE = 20;
  private static final List<Integer> COLUMNS = List.of(60, 160, 260, 440);

  private TextPdf() {}

  /** A page of these lines; cells are apart by a bar, an empty line is a gap. */
  static byte[] of(String... lines) {
    var text = new StringBuilder("BT /F1 11 Tf\n");
    for (int line = 0; line < lines.length; line++) {
      String[] cells = lines[line].split("\\|");
      for (int cell = 0; cell < cells.length; cell++) {
        text.append(
            "1 0 0 1 %d %d Tm (%s) Tj\n"
                .formatted(COLUMNS.get(cell), TOP - line * LINE, cells[cell]));
      }
    }
    text.append("ET\n");
    return file(
        List.of(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                + " /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " + text.length() + " >>\nstream\n" + text + "endstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"));
  }

  private static byte[] file(List<String> objects) {
    var file = new StringBuilder("%PDF-1.4\n");
    var places = new ArrayList<Integer>();
    for (String object : objects) {
      places.add(file.length());
      file.append(places.size()).append(" 0 obj\n").append(object).append("\nendobj\n");
    }
    int table = file.length();
    file.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
    places.forEach(place -> file.append("%010d 00000 n \n".formatted(place)));
    file.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\n");
    file.append("startxref\n").append(table).append("\n%%EOF\n");
    return file.toString().getBytes(US_ASCII);
  }
}
