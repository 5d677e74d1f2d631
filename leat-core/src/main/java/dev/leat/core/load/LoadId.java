package dev.leat.core.load;

import dev.leat.api.FileIds;
import dev.leat.api.LoadRequest.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names the work of a load: the same work on the same state has the same id.
 *
 * <p>The id covers the load that came before, so that the chain of loads never visits an id twice
 * although files and configurations may come, go and come back.
 */
record LoadId(
    String destination,
    String table,
    long previous,
    String configuration,
    Scope scope,
    FileIds add,
    FileIds remove) {
  /** The first 63 bits of a SHA-256, never zero. */
  long value() {
    MessageDigest digest = sha256();
    text(digest, destination);
    text(digest, table);
    number(digest, previous);
    text(digest, configuration);
    text(digest, scope.name());
    files(digest, add);
    files(digest, remove);
    long bits = ByteBuffer.wrap(digest.digest()).getLong() >>> 1;
    return bits == 0 ? 1 : bits;
  }

  private static void text(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(digest, bytes.length);
    digest.update(bytes);
  }

  private static void files(MessageDigest digest, FileIds files) {
    number(digest, files.size());
    files.stream().forEach(id -> number(digest, id));
  }

  private static void number(MessageDigest digest, long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
