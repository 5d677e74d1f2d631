package dev.leat.core.read;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens a file's decoded bytes; its name says how they are compressed. */
final class Decoded {
  private static final int BUFFER = 1 << 16;

  private Decoded() {}

  static InputStream open(Path path) throws IOException {
    InputStream raw = Files.newInputStream(path);
    try {
      String name = path.toString();
      if (name.endsWith(".zst")) {
        return new ZstdInputStreamNoFinalizer(raw).setContinuous(false);
      }
      return name.endsWith(".gz") ? new GZIPInputStream(raw, BUFFER) : raw;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }
}
