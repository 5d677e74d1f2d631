package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnpackingTest {
  /** Where the header of the first entry says of what kind it is, and how it is compressed. */
  private static final int FLAGS = 6;

  private static final int METHOD = 8;

  @TempDir private Path folder;

  private void expect(int at, int value, String message) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.csv"));
      zip.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] archive = bytes.toByteArray();
    archive[at] = (byte) (at == FLAGS ? archive[at] | value : value);
    Path path = Files.write(folder.resolve("a.zip"), archive);
    var file =
        new InputFile(
            1, path, "zip", new DatasetId("s", "t", Keys.NONE), 0, archive.length, Instant.EPOCH);

    assertThatThrownBy(
            () ->
                Unpacking.each(
                    file,
                    () -> folder.resolve("entry"),
                    (name, entry) -> {
                      throw new AssertionError(name);
                    }))
        .hasMessage(message);
  }

  @Test
  void whatCannotBeUnpackedSaysWhy() throws IOException {
    expect(FLAGS, 1, "the archive's entry 'a.csv' is encrypted");
    expect(
        METHOD, 98, "the archive's entry 'a.csv' is compressed by a method that is not read, PPMD");
    expect(
        METHOD,
        77,
        "the archive's entry 'a.csv' is compressed by a method that is not read, number 77");
  }
}
