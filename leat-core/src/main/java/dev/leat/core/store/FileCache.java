package dev.leat.core.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens files so that each is read and decoded once while the cache is open.
 *
 * <p>Bounded in bytes: what was used longest ago goes first, and a file of more than a quarter of
 * the bound streams past it. Stored files never change, so what is kept is always true.
 * Thread-safe.
 */
public final class FileCache implements AutoCloseable {
  private final RawStore store;
  private final long bytesMax;
  private final Map<Long, byte[]> contents = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;
  private boolean closed;

  /**
   * @param bytesMax of decoded content that is kept in memory
   */
  public FileCache(RawStore store, long bytesMax) {
    this.store = store;
    this.bytesMax = bytesMax;
  }

  /** The decoded content; the caller closes it. After the cache was closed, straight from disk. */
  public InputStream open(StoredFile file) throws IOException {
    byte[] kept = kept(file.id());
    if (kept != null) {
      return new ByteArrayInputStream(kept);
    }
    if (file.bytes().size() > bytesMax / 4) {
      return store.open(file);
    }
    byte[] content;
    try (InputStream in = store.open(file)) {
      content = in.readAllBytes();
    }
    keep(file.id(), content);
    return new ByteArrayInputStream(content);
  }

  private synchronized byte @Nullable [] kept(long id) {
    return contents.get(id);
  }

  private synchronized void keep(long id, byte[] content) {
    if (closed || contents.putIfAbsent(id, content) != null) {
      return;
    }
    bytes += content.length;
    Iterator<byte[]> oldest = contents.values().iterator();
    while (bytes > bytesMax && oldest.hasNext()) {
      bytes -= oldest.next().length;
      oldest.remove();
    }
  }

  /** Forgets all content. */
  @Override
  public synchronized void close() {
    closed = true;
    contents.clear();
    bytes = 0;
  }
}
