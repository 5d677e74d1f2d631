package dev.leat.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DepositMemoryTest {
  private static final int MEGABYTES = 300;
  private static final int MEGABYTES_OF_GZIP = 48;

  @TempDir Path folder;

  @Test
  void needsNoMoreMemoryForABodyFarBeyondTheHeap() throws Exception {
    var output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx24m",
                    "-XX:MaxDirectMemorySize=4m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    ManagementFactory.getRuntimeMXBean().getClassPath(),
                    Streams.class.getName(),
                    folder.resolve("store").toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
  }

  /** Deposits a long body in every way, and reads it again, in a process with a small heap. */
  static final class Streams {
    private Streams() {}

    public static void main(String[] args) throws IOException {
      FileStore store = new LocalFileStore(Path.of(args[0]));
      StoredBytes zstd = deposit(store, "a.json", Codec.ZSTD, out -> digits(MEGABYTES, out));
      StoredBytes again =
          deposit(
              store,
              "b.json",
              Codec.NONE,
              out -> StoredReader.openStored(store, zstd).transferTo(out));
      StoredBytes gzip =
          deposit(store, "c.json", Codec.GZIP, out -> digits(MEGABYTES_OF_GZIP, out));
      check(zstd.size() == (long) MEGABYTES << 20);
      check(zstd.sha256().equals(again.sha256()) && again.codec() == Codec.ZSTD);
      for (StoredBytes stored : List.of(zstd, gzip)) {
        try (InputStream content = StoredReader.open(store, stored)) {
          content.transferTo(OutputStream.nullOutputStream());
        }
      }
    }

    private interface Body {
      void writeTo(OutputStream out) throws IOException;
    }

    private static StoredBytes deposit(FileStore store, String path, Codec codec, Body body)
        throws IOException {
      try (Deposit deposit = Deposit.begin(store, path, codec)) {
        body.writeTo(deposit);
        return deposit.land();
      }
    }

    /** Never the same again: what unpacks to far more than came would be refused. */
    private static void digits(int megabytes, OutputStream out) throws IOException {
      var random = new SplittableRandom(7);
      byte[] piece = new byte[1 << 20];
      for (int i = 0; i < megabytes; i++) {
        for (int at = 0; at < piece.length; at += 4) {
          int some = random.nextInt();
          for (int digit = 0; digit < 4; digit++) {
            piece[at + digit] = (byte) ('0' + (some >> (4 * digit) & 7));
          }
        }
        out.write(piece);
      }
    }

    private static void check(boolean expected) {
      if (!expected) {
        throw new IllegalStateException("a deposit is not what was written");
      }
    }
  }
}
