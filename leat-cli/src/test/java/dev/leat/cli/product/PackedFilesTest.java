package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compressed files of which far more comes out than went in, and those that are only large. */
final class PackedFilesTest {
  private static final int MEGABYTE = 1 << 20;

  /** A megabyte of the digit 0, by bzip2. */
  private static final String ZEROS_BZIP2 =
      "425a6839314159265359b373e57600080a4800800440000008200030cc0549ea71060140601e2ee48a70a12166e7caec";

  @TempDir private Path folder;

  @Test
  void bombsOfEveryKindAreRefusedAndLargeFilesAreRead() throws IOException {
    repeat("gzip.csv.gz", gzip("0".repeat(MEGABYTE)), 300);
    zstd("zstd.csv.zst", 300 * 8);
    repeat("bzip2.csv.bz2", HexFormat.of().parseHex(ZEROS_BZIP2), 300);
    repeat("large.csv.gz", gzip(rows()), 300);
    assertThat(Files.size(folder.resolve("data/large.csv.gz"))).isLessThan(300L * MEGABYTE / 20);
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            """
            sources:
              folder:
                type: files
                path: data
                feeds: {gzip: "gzip*", zstd: "zstd*", bzip2: "bzip2*", large: "large*"}
            tables:
              large: {from: folder/large, quarantine: 0}
            """);
    String tooFar = "unpacks to more than 256 MB, far more than it should";
    assertThat(project.leat("run").exits(1).err())
        .contains(
            "error FILE_UNPACKS_TOO_FAR in folder/file/path=gzip.csv.gz: ",
            "error FILE_UNPACKS_TOO_FAR in folder/file/path=zstd.csv.zst: ",
            "the body " + tooFar,
            "  fix: look at what was sent; where it is right, let it come unpacked",
            "path=bzip2.csv.bz2, revision 1: the file cannot be read: " + tooFar);
    assertThat(project.stored()).noneMatch(path -> path.contains("path=gzip"));
    assertThat(project.tables().rows("SELECT count(*), sum(length(note)) FROM large"))
        .containsExactly("%d|%d".formatted(300L * ROWS, 300L * ROWS * NOTE));
  }

  private static final int ROWS = 1024;
  private static final int NOTE = 1016;

  /** About a megabyte, which shrinks to a fortieth. */
  private static String rows() {
    var random = new Random(1);
    var text = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      String some = Long.toHexString(random.nextLong() | Long.MIN_VALUE);
      text.append(row).append(',').append(some).append("x".repeat(NOTE - 16)).append('\n');
    }
    return text.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  /** Members that follow one another are one file, by gzip and by bzip2. */
  private void repeat(String name, byte[] member, int times) throws IOException {
    try (OutputStream out = open(name)) {
      if (name.startsWith("large")) {
        out.write(gzip("id,note\n"));
      }
      for (int i = 0; i < times; i++) {
        out.write(member);
      }
    }
  }

  /** A frame of blocks that each stand for 128 KB of one digit (RFC 8878, 3.1.1.2). */
  private void zstd(String name, int blocks) throws IOException {
    try (OutputStream out = open(name)) {
      out.write(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 7 << 3});
      for (int block = 1; block <= blocks; block++) {
        int head = (1 << 17) << 3 | 1 << 1 | (block == blocks ? 1 : 0);
        out.write(new byte[] {(byte) head, (byte) (head >> 8), (byte) (head >> 16), '0'});
      }
    }
  }

  private OutputStream open(String name) throws IOException {
    Path file = folder.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.newOutputStream(file);
  }
}
