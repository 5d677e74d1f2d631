package dev.leat.cli.product;

import static dev.leat.cli.product.Workbook.number;
import static dev.leat.cli.product.Workbook.row;
import static dev.leat.cli.product.Workbook.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.files.TextPdf;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as people send them, and files that were made to harm. */
final class BadFilesTest {
  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    Path path = folder.resolve("data").resolve(name);
    Files.createDirectories(path.getParent());
    return path;
  }

  private void file(String name, String content) throws IOException {
    Files.writeString(file(name), content, UTF_8);
  }

  private void zip(String name, String entry, byte[] content, int times) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file(name)))) {
      zip.putNextEntry(new ZipEntry(entry));
      for (int i = 0; i < times; i++) {
        zip.write(content);
      }
      zip.closeEntry();
    }
  }

  /** A table of each feed; feeds are named as the beginnings of their files. */
  private Workspace project(String... feeds) {
    String patterns =
        IntStream.range(0, feeds.length)
            .mapToObj(i -> "      %s: \"%1$s*\"\n".formatted(feeds[i]))
            .collect(Collectors.joining());
    return Workspace.make(
        folder,
        CatalogPlace.SQLITE,
        "sources:\n  folder:\n    type: files\n    path: data\n    feeds:\n" + patterns);
  }

  @Test
  void unusualFilesAreRead() throws IOException {
    file("bom.csv", "\uFEFFid,name\n1,x\n");
    file("lines.csv", "id,note\n1,\"two\nlines, \"\"quoted\"\"\"\n2,y\n");
    file("heads.csv", "id,,name,name\n1,a,b,c\n");
    file("empty.csv", "");
    file("header.csv", "id,name\n");
    file("thousands.csv", "id;amount\n1;1.234,50\n2;12,00\n3;-7.000.000,25\n");
    file("points.csv", "id,amount\n1,\"1,234.50\"\n2,12.00\n3,\"7,000,000.25\"\n");
    file("unclear.csv", "id;amount\n1;1,234\n2;5,678\n");
    file("calendar.csv", "id,day\n1,31.01.2024\n2,31.02.2024\n3,01.03.2024\n4,01.04.2024\n");
    file("mixed-1.csv", "id,n\n1,10\n2,20\n");
    file("mixed-2.csv", "id,n\n3,30\n4,\"forty\"\n5,50\n");
    Files.write(
        file("encodings-1.csv"),
        "id,name\n1,M\u00fcller\n".getBytes(Charset.forName("windows-1252")));
    file("encodings-2.csv", "id,name\n2,M\u00fcller\n");
    longLine(file("longline.csv"), 100);
    new Workbook()
        .sheet("Orders", row(1, text("A1", "id")), row(2, number("A2", "7")))
        .without("xl/styles.xml")
        .with("xl/vbaProject.bin", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0})
        .write(file("macros.xlsm"));
    Workspace project =
        project(
            "bom",
            "lines",
            "heads",
            "empty",
            "header",
            "thousands",
            "points",
            "unclear",
            "calendar",
            "mixed",
            "encodings",
            "longline",
            "macros");
    Cli.Answer run = project.leat("run").exits(1);
    assertThat(run.err())
        .contains(
            told("the numbers of %s are read with a decimal comma", "thousands.csv"),
            told("the numbers of %s are read with commas between thousands", "points.csv"),
            told(
                "the numbers of amount in %s may have a decimal comma, or thousands apart: say"
                    + " which by 'decimal'",
                "unclear.csv"),
            told(
                "the column day is text: %s, line 3 has '31.02.2024', and 3 of 4 values are dates",
                "calendar.csv"),
            told(
                "the column n is text: %s, line 3 has 'forty', and 4 of 5 values are numbers",
                "mixed-2.csv"),
            told("%s is read as windows-1252, delimiter ','", "encodings-1.csv"),
            "longline.csv, revision 1, record 0: line 2: the record is larger than 16 MB");
    assertRead(project);
  }

  /** A CSV file whose second line has so many megabytes. */
  private static void longLine(Path file, int megabytes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("id,text\n1,".getBytes(UTF_8));
      var x = new byte[1 << 20];
      Arrays.fill(x, (byte) 'x');
      for (int i = 0; i < megabytes; i++) {
        out.write(x);
      }
      out.write("\n2,y\n".getBytes(UTF_8));
    }
  }

  private static void assertRead(Workspace project) {
    assertThat(project.tableNames()).doesNotContain("longline");
    assertThat(rows(project, "bom")).containsExactly("1|x");
    assertThat(rows(project, "macros")).containsExactly("7");
    assertThat(rows(project, "lines")).containsExactly("1|two\nlines, \"quoted\"", "2|y");
    assertThat(rows(project, "heads")).containsExactly("1|a|b|c");
    assertThat(project.tables().rows("SELECT column_2, name, name_2 FROM heads"))
        .containsExactly("a|b|c");
    assertThat(project.tables().rows("SELECT count(*) FROM empty")).containsExactly("0");
    assertThat(project.tables().rows("SELECT count(*) FROM header")).containsExactly("0");
    assertThat(project.tables().rows("SELECT amount * 2 FROM thousands"))
        .containsExactly("2469.00", "24.00", "-14000000.50");
    assertThat(project.tables().rows("SELECT amount * 2 FROM points"))
        .containsExactly("2469.00", "24.00", "14000000.50");
    assertThat(rows(project, "unclear")).containsExactly("1|1,234", "2|5,678");
    assertThat(rows(project, "calendar")).contains("2|31.02.2024", "3|01.03.2024");
    assertThat(rows(project, "mixed")).contains("1|10", "4|forty");
    assertThat(rows(project, "encodings")).containsExactly("1|M\u00fcller", "2|M\u00fcller");
  }

  private static String told(String sentence, String file) {
    return "[WARN] " + sentence.formatted("folder/file/path=" + file) + "\n";
  }

  private static Iterable<String> rows(Workspace project, String table) {
    return project
        .tables()
        .rows(
            "SELECT * EXCLUDE (path, _leat_file, _leat_load, _leat_row) FROM "
                + table
                + " ORDER BY id");
  }

  @Test
  void harmfulFilesAreRefused() throws IOException {
    file("entity.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><b>&x;</b></a>");
    file("laughs.xml", "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]><a><b>&y;</b></a>");
    file("broken.pdf", "%PDF-1.4\nnothing of a PDF\n");
    Files.write(file("scan.pdf"), TextPdf.of());
    zip("escape.zip", "../../outside.csv", "id\n1\n".getBytes(UTF_8), 1);
    zip("bomb.zip", "big.csv", new byte[1 << 20], 300);
    zip("sheet.xlsx", "xl/workbook.xml", new byte[1 << 20], 300);
    zip("liar.xlsx", "xl/workbook.xml", new byte[1 << 20], 300);
    understate(file("liar.xlsx"));
    file(
        "wide.csv",
        IntStream.range(0, 10_000)
            .mapToObj(i -> "c" + i)
            .collect(Collectors.joining(",", "", "\n")));
    file("fine.csv", "id\n1\n");
    Path secret = Files.writeString(folder.resolve("secret.csv"), "id\n42\n");
    Files.createSymbolicLink(file("link.csv"), secret);
    Workspace project =
        project(
            "entity", "laughs", "broken", "scan", "escape", "bomb", "sheet", "liar", "wide", "fine",
            "link");
    Cli.Answer run = project.leat("run").exits(1);
    assertThat(run.err())
        .contains(
            "error FILES_LEFT_OUT in source 'folder', *: 1 entry of ",
            " left out: link.csv is a link that leads outside the folder.\n",
            refused("entity.xml", "not valid XML: "),
            refused("laughs.xml", "not valid XML: "),
            refused("broken.pdf", "the file is damaged, or no PDF: "),
            refused(
                "scan.pdf", "the PDF has no text on its 1 pages: a scan must be recognised first"),
            refused("escape.zip", "the archive's entry '../../outside.csv' leads outside of it"),
            refused("bomb.zip", "unpacks to more than 256 MB, far more than it should"),
            refused("sheet.xlsx", "unpacks to more than 256 MB, far more than it should"),
            refused("liar.xlsx", "unpacks to more than 256 MB, far more than it should"),
            "wide.csv, revision 1: the file has 10000 columns, more than the 1000 that a table may"
                + " have.");
    assertThat(project.tableNames()).containsExactly("fine");
    assertThat(project.stored()).noneMatch(path -> path.contains("secret"));
    assertThat(folder.resolveSibling("outside.csv")).doesNotExist();
  }

  /** Makes an archive of one entry say, at its end, that the entry has 100 bytes. */
  private static void understate(Path zip) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.capacity() - 22;
    int directory = bytes.getInt(end + 16);
    bytes.putInt(directory + 24, 100);
    Files.write(zip, bytes.array());
  }

  private static String refused(String file, String reason) {
    return "/path=" + file + ", revision 1: the file cannot be read: " + reason;
  }
}
