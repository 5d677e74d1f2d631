package dev.leat.core.store;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what passes through; closing it closes nothing. */
final class Tally extends OutputStream {
  private final MessageDigest digest = sha256();
  private final OutputStream next;
  private long size;

  Tally(OutputStream next) {
    this.next = next;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    size += length;
    next.write(bytes, offset, length);
  }

  @Override
  public void close() {}

  /** Once, at the end. */
  String sha256Hex() {
    return hex(digest);
  }

  long size() {
    return size;
  }
}
