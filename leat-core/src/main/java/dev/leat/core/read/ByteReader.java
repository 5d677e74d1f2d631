package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads bytes one by one and can keep those that passed; bounded. */
final class ByteReader {
  static final int END = -1;

  private static final int BUFFER = 1 << 16;
  private static final int KEPT_FIRST = 1 << 12;

  private final InputStream in;
  private final int keptMax;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long passed;
  private byte[] kept = new byte[KEPT_FIRST];
  private int keptLength;
  private boolean keeping;
  private boolean overflown;

  ByteReader(InputStream in, int keptMax) {
    this.in = in;
    this.keptMax = keptMax;
  }

  /** The next byte, which stays where it is. */
  int peek() throws IOException {
    if (at == filled) {
      filled = in.read(buffer, 0, BUFFER);
      at = 0;
      if (filled <= 0) {
        filled = 0;
        return END;
      }
    }
    return buffer[at] & 0xff;
  }

  int next() throws IOException {
    int b = peek();
    if (b != END) {
      at++;
      passed++;
      if (keeping) {
        keep((byte) b);
      }
    }
    return b;
  }

  private void keep(byte b) {
    if (keptLength == keptMax) {
      overflown = true;
      return;
    }
    if (keptLength == kept.length) {
      kept = Arrays.copyOf(kept, (int) Math.min(keptMax, 2L * keptLength));
    }
    kept[keptLength++] = b;
  }

  /** Keeps what passes from here on, and forgets what was kept before. */
  void startKeeping() {
    keeping = true;
    keptLength = 0;
    overflown = false;
  }

  void stopKeeping() {
    keeping = false;
  }

  /** Valid until more is kept. */
  byte[] kept() {
    return kept;
  }

  int keptLength() {
    return keptLength;
  }

  /** Whether more passed than could be kept. */
  boolean overflown() {
    return overflown;
  }

  /** How many bytes have passed. */
  long position() {
    return passed;
  }
}
