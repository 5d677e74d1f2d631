package dev.leat.core.store;

import java.util.Objects;

/**
 * A stored file as its bytes go: where it is, how it is encoded, what it must hash to.
 *
 * <p>The codec alone says how to read the file: one with an ending like {@code .gz} and codec
 * {@link Codec#NONE} came as gzip that does not decode, and is kept as it is.
 *
 * @param path in the store, the codec's ending included
 * @param sha256 of the decoded content, 64 hex digits
 * @param size bytes of the decoded content
 * @param storedSha256 of the bytes in the store
 * @param storedSize bytes in the store
 */
public record StoredBytes(
    String path, Codec codec, String sha256, long size, String storedSha256, long storedSize) {
  public StoredBytes {
    Objects.requireNonNull(path);
    Objects.requireNonNull(codec);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(storedSha256);
  }

  /** The same bytes at another place. */
  StoredBytes at(String place) {
    return new StoredBytes(place, codec, sha256, size, storedSha256, storedSize);
  }

  /** The stored bytes as content of their own. */
  StoredBytes undecoded() {
    return new StoredBytes(path, Codec.NONE, storedSha256, storedSize, storedSha256, storedSize);
  }
}
