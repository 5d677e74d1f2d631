package dev.leat.core.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dialects are found, archives opened, and what is wrong is said with its place. */
final class FileFormatsTest {
  private static final TableRequest T = TableRequest.of("t");

  @TempDir private Path folder;
  private Table table;

  @BeforeEach
  void open() {
    table = new Table(folder);
  }

  @AfterEach
  void close() {
    table.close();
  }

  private InputFile bytes(String format, byte[] bytes) {
    return table.file(format, bytes, Keys.NONE);
  }

  private static byte[] zip(String... namesAndContents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(namesAndContents[i + 1].getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void dialectsAreFound() {
    assertThat(table.read(T, table.file("csv", "# made by hand\n# twice\na,b\n1,x\n2,y\n")))
        .containsExactly("0|1|x", "1|2|y");
    assertThat(table.read(T, table.file("csv", "1,2024-01-01,x\n2,2024-01-02,y\n")))
        .containsExactly("0|1|2024-01-01|x", "1|2|2024-01-02|y");
    assertThat(table.read(T, table.file("csv", "'a','b'\n'1','x,''y'\n'2','z'\n")))
        .containsExactly("0|1|x,'y", "1|2|z");
    assertThat(table.read(T, table.file("csv", "a,b\n1,\"x\\\"y\"\n2,\"z, z\"\n")))
        .containsExactly("0|1|x\"y", "1|2|z, z");
    byte[] windows = "a;b\n1;caf\u00e9\n2;\u20ac\n".getBytes(Charset.forName("windows-1252"));
    assertThat(table.read(T, bytes("csv", windows))).containsExactly("0|1|caf\u00e9", "1|2|\u20ac");
    byte[] wide = "\uFEFFa,b\n1,\"x\ny\"\n".getBytes(java.nio.charset.StandardCharsets.UTF_16BE);
    assertThat(table.read(T, bytes("csv", wide))).containsExactly("0|1|x\ny");
  }

  @Test
  void aDialectOtherThanPlainIsTold() {
    Inferred inferred = table.infer(T, table.file("csv", "1;2024-01-01\n2;2024-01-02\n"));

    assertThat(inferred.ambiguities())
        .containsExactly("s/t is read as utf-8, delimiter ';', no header");
  }

  @Test
  void linesOfAnotherEncodingGoToQuarantine() {
    byte[] mixed = "a,b\n1,\u00e9\n2,e\n".getBytes(UTF_8);
    mixed[mixed.length - 2] = (byte) 0xe9;
    InputFile file = bytes("csv", mixed);

    try (Rows rows = table.rows(T, table.infer(T, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1|\u00e9");
      assertThat(
              table.query(
                  "SELECT \"row\", reason LIKE 'line 3: Invalid unicode%' FROM "
                      + rows.quarantine()))
          .containsExactly("1|true");
    }
  }

  @Test
  void rowsOfARewrittenFileAreRejectedWithTheirLine() {
    InputFile file =
        table.file("csv", "'a','b'\n'1','x\ny'\n'2','y','z'\n'3','z'\n'4','z'\n'5','\n");
    Inferred inferred = table.infer(T, file);

    try (Rows rows = table.rows(T, inferred.shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1|x\ny", "1|3|z", "2|4|z");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "1|1|null|2,y,z|line 4: has 3 values, and the table has 2 columns",
              "1|3|null|5,\n|line 7: a quote is never closed");
    }
  }

  @Test
  void archivesAreOpened() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new BZip2CompressorOutputStream(packed)) {
      out.write("a,b\n1,x\n".getBytes(UTF_8));
    }
    TableRequest csv = T.withReading(FileReading.of("csv"));
    assertThat(table.read(csv, bytes("bz2", packed.toByteArray()))).containsExactly("0|1|x");
    byte[] zip =
        zip("one/a.csv", "a,b\n1,x\n", "__MACOSX/._a.csv", "?", "b.json", "[{\"a\":2,\"b\":null}]");
    assertThat(table.read(T, bytes("zip", zip))).containsExactly("0|1|x", "1|2|null");
  }

  @Test
  void oneRecordWithValuesIsNoHeader() {
    assertThat(table.read(T, table.file("csv", "1001,2024-06-01,-12.5\n")))
        .containsExactly("0|1001|2024-06-01|-12.5");
    assertThat(table.read(T, table.file("csv", "name,2024,2025\n"))).isEmpty();
  }

  @Test
  void whatNothingReadsInAnArchiveIsTold() throws IOException {
    var old = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(old, Charset.forName("IBM437"))) {
      zip.putNextEntry(new ZipEntry("Kontoausz\u00fcge.csv"));
      zip.write("a\n1\n".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("LICENSE.md"));
      zip.write("free".getBytes(UTF_8));
    }
    InputFile file = bytes("zip", old.toByteArray());

    Inferred inferred = table.infer(T, file);
    assertThat(inferred.ambiguities()).containsExactly("s/t: nothing reads 'LICENSE.md' in it");
    assertThat(table.read(T, file)).containsExactly("0|1");
    InputFile unknown = bytes("zip", zip("LICENSE.md", "free"));
    assertThatThrownBy(() -> table.infer(T, unknown))
        .hasMessageContaining("cannot be read from files of format 'md'");
  }

  @Test
  void manyBadRecordsCostThemselves() {
    var lines = new StringBuilder("a;b\n");
    for (int i = 0; i < 12_000; i++) {
      lines.append(i).append(i % 12 == 0 ? ";\u00e9\n" : "\n");
    }
    byte[] windows = lines.toString().getBytes(Charset.forName("windows-1252"));
    InputFile file = bytes("csv", windows);

    try (Rows rows = table.rows(T, table.infer(T, file).shape(), file)) {
      assertThat(table.print(rows, 0)).hasSize(1_000);
      assertThat(table.quarantine(rows)).hasSize(11_000);
    }
  }

  private void refused(InputFile file, String reason) {
    InputFile good = table.file("csv", "a\n1\n");
    try (Rows rows = table.rows(T, table.infer(T, file, good).shape(), file, good)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1");
      assertThat(table.quarantine(rows))
          .containsExactly(file.id() + "|-1|null|null|the file cannot be read: " + reason);
      assertThat(rows.rejectedFiles()).isEqualTo(1);
    }
  }

  @Test
  void archivesThatAreNotWhatTheySeemAreRefused() throws IOException {
    refused(
        bytes("zip", zip("a.csv", "a\n1\n", "../../etc/passwd.csv", "a\n2\n")),
        "the archive's entry '../../etc/passwd.csv' leads outside of it");
    refused(
        bytes("zip", "no archive".getBytes(UTF_8)), "the archive is empty, damaged or encrypted");
    var bomb = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bomb)) {
      zip.putNextEntry(new ZipEntry("a.csv"));
      var zeros = new byte[1 << 20];
      for (int i = 0; i < 257; i++) {
        zip.write(zeros);
      }
    }
    refused(
        bytes("zip", bomb.toByteArray()), "unpacks to more than 256 MB, far more than it should");
  }

  @Test
  void filesWithoutRowsMakeNone() {
    InputFile empty = table.file("csv", "");
    InputFile header = table.file("csv", "a,b\n");
    InputFile blank = table.file("csv", "\n\n");
    InputFile good = table.file("csv", "a,b\n1,2\n");

    assertThat(table.read(T, empty, header, blank, good)).containsExactly("0|1|2");
  }
}
