package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;

/**
 * Finds CSV files whose lines DuckDB cannot tell from one another, or passes over without a word.
 *
 * <p>It finds no lines where some end in a line feed and others in a carriage return before it, or
 * in a carriage return alone. A line that does not fit into its buffer, 32 MB, is neither read nor
 * reported as an error; a shorter one that is too long for it is reported.
 */
final class HardLines {
  private static final int BUFFER = 1 << 18;
  private static final long LENGTH_MAX = 15L << 20;

  private boolean quoted;
  private boolean returned;
  private boolean feeds;
  private boolean both;
  private boolean returns;
  private long length;

  private HardLines() {}

  static boolean in(InputFile file) throws IOException {
    var lines = new HardLines();
    var buffer = new byte[BUFFER];
    try (InputStream in = Decoded.open(file.path())) {
      for (int n = in.readNBytes(buffer, 0, BUFFER); n > 0; n = in.readNBytes(buffer, 0, BUFFER)) {
        lines.look(buffer, n);
        if (lines.areHard()) {
          return true;
        }
      }
    }
    return lines.areHard();
  }

  private boolean areHard() {
    return returns || (feeds && both) || length > LENGTH_MAX;
  }

  private void look(byte[] bytes, int count) {
    for (int i = 0; i < count && !areHard(); i++) {
      byte b = bytes[i];
      if (!quoted && b == '\n') {
        feeds |= !returned;
        both |= returned;
      } else if (returned) {
        returns = true;
      }
      quoted ^= b == '"';
      returned = !quoted && b == '\r';
      length = b == '\n' ? 0 : length + 1;
    }
  }
}
