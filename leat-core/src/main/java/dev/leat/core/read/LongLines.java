package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;

/**
 * Finds files with a line that DuckDB would pass over without a word.
 *
 * <p>A line that does not fit into the buffer of its CSV reader, 32 MB, is neither read nor
 * reported as an error; a shorter one that is too long for it is reported.
 */
final class LongLines {
  private static final int BUFFER = 1 << 20;
  private static final long MAX = 16L << 20;

  private LongLines() {}

  /** Whether a line of the file may have more than 16 MB. */
  static boolean in(InputFile file) throws IOException {
    if (file.size() <= MAX) {
      return false;
    }
    var buffer = new byte[BUFFER];
    long length = 0;
    try (InputStream in = Decoded.open(file.path())) {
      for (int n = in.readNBytes(buffer, 0, BUFFER); n > 0; n = in.readNBytes(buffer, 0, BUFFER)) {
        int last = n - 1;
        while (last >= 0 && buffer[last] != '\n') {
          last--;
        }
        length = last < 0 ? length + n : n - last - 1;
        if (length > MAX - BUFFER) {
          return true;
        }
      }
    }
    return false;
  }
}
