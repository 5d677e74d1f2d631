package dev.leat.connect.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Numbers the locks that keep loads of one table, and makers of one schema, apart. */
final class Turn {
  private Turn() {}

  /** The advisory lock's number for these names. */
  static long of(String... names) {
    String text = "leat\0" + String.join("\0", names);
    return ByteBuffer.wrap(Sql.sha256(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
