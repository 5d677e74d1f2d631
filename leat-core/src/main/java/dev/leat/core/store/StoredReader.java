package dev.leat.core.store;

import dev.leat.api.FileStore;
import dev.leat.api.LeatException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Reads stored files and proves that they are what was recorded. */
public final class StoredReader {
  private static final int BUFFER = 1 << 16;

  private StoredReader() {}

  /**
   * Opens the decoded content; whoever reads to the end has had all of it, and unaltered.
   *
   * <p>Damage is a {@link LeatException} at the latest where the end would be. Bytes handed out
   * before that are not proven yet.
   */
  public static InputStream open(FileStore store, StoredBytes stored) {
    InputStream raw = new Raw(store, stored.path());
    try {
      return new Verified(store, stored, stored.codec().decode(raw));
    } catch (IOException e) {
      throw damaged(store, stored, e);
    }
  }

  private static LeatException damaged(FileStore store, StoredBytes stored, IOException cause) {
    return FileError.corrupt(
        store, stored.path(), "it does not decode as " + stored.codec().id(), cause);
  }

  /** Opens the stored bytes, undecoded, on the same terms. */
  static InputStream openStored(FileStore store, StoredBytes stored) {
    return open(store, stored.undecoded());
  }

  /** Checks the stored bytes by size and hash, without decoding them. */
  public static void verifyStored(FileStore store, StoredBytes stored) {
    Optional<String> damage = damage(store, stored);
    if (damage.isPresent()) {
      throw FileError.corrupt(store, stored.path(), damage.get());
    }
  }

  /** Whether the stored bytes are gone or are not what was recorded. */
  static boolean isDamaged(FileStore store, StoredBytes stored) {
    try {
      verifyStored(store, stored);
      return false;
    } catch (LeatException e) {
      if (e.code() == FileError.FILE_CORRUPT || e.code() == FileError.FILE_MISSING) {
        return true;
      }
      throw e;
    }
  }

  /** What is wrong with the stored bytes, if anything. */
  static Optional<String> damage(FileStore store, StoredBytes stored) {
    try {
      Optional<Long> size = store.size(stored.path());
      if (size.isPresent() && size.get() != stored.storedSize()) {
        return Optional.of("it has " + size.get() + " bytes, not " + stored.storedSize());
      }
    } catch (IOException e) {
      throw FileError.reading(store, stored.path(), e);
    }
    String actual = storedHash(store, stored.path());
    return actual.equals(stored.storedSha256())
        ? Optional.empty()
        : Optional.of("its bytes hash to " + actual + ", not to " + stored.storedSha256());
  }

  private static String storedHash(FileStore store, String path) {
    try (InputStream raw = new Raw(store, path)) {
      MessageDigest digest = Tally.sha256();
      byte[] buffer = new byte[BUFFER];
      for (int n = raw.read(buffer); n >= 0; n = raw.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return Tally.hex(digest);
    } catch (IOException e) {
      throw FileError.reading(store, path, e);
    }
  }

  /** Turns trouble of the store into errors of its own, so that an IOException means damage. */
  private static final class Raw extends FilterInputStream {
    private final FileStore store;
    private final String path;

    Raw(FileStore store, String path) {
      super(opened(store, path));
      this.store = store;
      this.path = path;
    }

    private static InputStream opened(FileStore store, String path) {
      try {
        return store.open(path);
      } catch (IOException e) {
        throw FileError.reading(store, path, e);
      }
    }

    @Override
    public int read() {
      try {
        return in.read();
      } catch (IOException e) {
        throw FileError.reading(store, path, e);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException e) {
        throw FileError.reading(store, path, e);
      }
    }
  }

  private static final class Verified extends InputStream {
    private final FileStore store;
    private final StoredBytes stored;
    private final InputStream content;
    private final MessageDigest digest = Tally.sha256();
    private long size;
    private boolean proven;

    Verified(FileStore store, StoredBytes stored, InputStream content) {
      this.store = store;
      this.stored = stored;
      this.content = content;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int n = decoded(bytes, offset, length);
      if (n > 0) {
        digest.update(bytes, offset, n);
        size += n;
      } else if (n < 0 && !proven) {
        prove();
      }
      return n;
    }

    private int decoded(byte[] bytes, int offset, int length) {
      try {
        return content.read(bytes, offset, length);
      } catch (IOException e) {
        throw damaged(store, stored, e);
      }
    }

    private void prove() {
      if (size != stored.size()) {
        throw FileError.corrupt(
            store, stored.path(), "its content has " + size + " bytes, not " + stored.size());
      }
      String actual = Tally.hex(digest);
      if (!actual.equals(stored.sha256())) {
        throw FileError.corrupt(
            store,
            stored.path(),
            "its content hashes to " + actual + ", not to " + stored.sha256());
      }
      proven = true;
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
