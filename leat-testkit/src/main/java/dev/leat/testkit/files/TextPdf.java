package dev.leat.testkit.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes small PDF files by hand: lines of text whose cells stand in columns, in ASCII. */
public final class TextPdf {
  private static final int TOP = 800;
  private static final int LINE = 18;
  private static final List<Integer> COLUMNS = List.of(60, 160, 260, 440);
  private static final int FONT = 3;
  private static final int FIRST_PAGE = 4;

  private TextPdf() {}

  /** One page of these lines; cells are apart by a bar, an empty line is a gap. */
  public static byte[] of(String... lines) {
    return pages(List.of(List.of(lines)));
  }

  /** Pages of at most 40 lines. */
  public static byte[] pages(List<List<String>> pages) {
    var objects = new ArrayList<String>();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    String kids =
        IntStream.range(0, pages.size())
            .mapToObj(page -> FIRST_PAGE + 2 * page + " 0 R")
            .collect(Collectors.joining(" "));
    objects.add("<< /Type /Pages /Kids [%s] /Count %d >>".formatted(kids, pages.size()));
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    for (List<String> page : pages) {
      objects.add(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >> >>"
              .formatted(objects.size() + 2, FONT));
      String text = text(page);
      objects.add("<< /Length %d >>\nstream\n%sendstream".formatted(text.length(), text));
    }
    return file(objects);
  }

  private static String text(List<String> lines) {
    var text = new StringBuilder("BT /F1 11 Tf\n");
    for (int line = 0; line < lines.size(); line++) {
      String[] cells = lines.get(line).split("\\|", -1);
      for (int cell = 0; cell < cells.length; cell++) {
        text.append(
            "1 0 0 1 %d %d Tm (%s) Tj\n"
                .formatted(COLUMNS.get(cell), TOP - line * LINE, cells[cell]));
      }
    }
    return text.append("ET\n").toString();
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
