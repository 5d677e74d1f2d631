package dev.leat.core.store;

import dev.leat.api.FileStore;
import dev.leat.api.LeatException;
import dev.leat.api.StorePath;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streams one body into a store, hashing and encoding on the way; visible only once landed.
 *
 * <p>{@link #finish()} tells what was written while nobody else can see it, so that a body whose
 * hash is that of the current file can be closed instead of {@linkplain #land() landed}. The first
 * 64 KB decide how the body is kept: one that is gzip or Zstandard already stays as it came, a
 * format that is compressed by nature and a head that does not shrink are kept plain, anything else
 * is encoded with the preferred codec. Memory does not grow with the body. A store that refuses a
 * write ends it with a {@link LeatException}, never with an IOException, so that a source which
 * copies into a deposit cannot take the store's trouble for its own.
 *
 * <p>For one thread at a time.
 */
public final class Deposit extends OutputStream {
  private static final int SLICE = 1 << 16;

  /** Enough to know a codec by. */
  private static final int HEAD = 8;

  /** A smaller saving is not worth decoding for. */
  private static final double SHRUNK = 0.95;

  private static final Set<String> COMPRESSED =
      Set.of(
          ("7z avro br bz2 docx epub gif gz heic jar jpeg jpg lz4 m4a mkv mov mp3 mp4 ods odt ogg"
                  + " orc parquet pdf png pptx rar tgz webm webp woff2 xlsx xz zip zst")
              .split(" "));

  private final FileStore store;
  private final String path;
  private final Codec preferred;
  private final byte[] buffer = new byte[SLICE];
  private String finalPath;
  private int filled;
  private boolean wrapped;
  private boolean sound = true;
  private FileStore.@Nullable Upload upload;
  private @Nullable Flow flow;
  private @Nullable StoredBytes finished;

  private Deposit(FileStore store, String path, Codec preferred) {
    this.store = store;
    this.path = path;
    this.preferred = preferred;
    this.finalPath = path;
  }

  /**
   * Starts a body; nothing is written before its first 64 KB or its end.
   *
   * @param path in the store without the ending of a codec, such as {@code a/0/events__v1.json}
   */
  public static Deposit begin(FileStore store, String path, Codec preferred) {
    return new Deposit(store, StorePath.fresh(path), preferred);
  }

  /**
   * Whether stored bytes such as this file's would be kept as they came, and read with the codec.
   */
  static boolean keeps(String format, Codec codec, Path file) {
    byte[] head;
    try (InputStream bytes = Files.newInputStream(file)) {
      head = bytes.readNBytes(HEAD);
    } catch (IOException e) {
      throw FileError.unadoptable(file, "it cannot be read: " + e.getMessage(), e);
    }
    boolean announced = Codec.announced(head, head.length) == codec;
    boolean bare = COMPRESSED.contains(format.toLowerCase(Locale.ROOT));
    return announced && (codec == Codec.NONE || !bare);
  }

  /**
   * Says before the first byte that the sender gzipped the body for its way.
   *
   * <p>It is kept as it came, except where the format is compressed by nature, whose readers want
   * it plain. One that does not decode was damaged on the way and ends in an error.
   */
  public Deposit gzippedInTransit() {
    wrapped = true;
    return this;
  }

  /** Writes here, but leaves the deposit open when it is closed: for code that is not ours. */
  public OutputStream sink() {
    return new FilterOutputStream(this) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    writable();
    sound = false;
    try {
      take(bytes, offset, offset + length);
    } catch (IOException e) {
      throw FileError.writing(store, path, e);
    }
    sound = true;
  }

  private void writable() {
    if (!sound || finished != null) {
      throw new IllegalStateException(path + " is finished or closed, or a write to it failed");
    }
  }

  /** In slices, so that hashing and encoding find the bytes in the processor's cache. */
  private void take(byte[] bytes, int offset, int end) throws IOException {
    int at = offset;
    while (at < end) {
      if (flow != null && filled == 0 && end - at >= SLICE) {
        flow.write(bytes, at, SLICE);
        at += SLICE;
      } else {
        int part = Math.min(SLICE - filled, end - at);
        System.arraycopy(bytes, at, buffer, filled, part);
        filled += part;
        at += part;
        if (filled == SLICE) {
          drain();
        }
      }
    }
  }

  private Flow drain() throws IOException {
    Flow open = flow;
    if (open == null) {
      open = flowOfHead();
    } else {
      open.write(buffer, 0, filled);
    }
    filled = 0;
    return open;
  }

  /** Decides by the head, which is in the flow afterwards. */
  private Flow flowOfHead() throws IOException {
    Codec came = Codec.announced(buffer, filled);
    if (COMPRESSED.contains(format())) {
      OutputStream plain = create(Codec.NONE);
      return headInto(
          wrapped && came == Codec.GZIP ? new Flow.Unwrapped(came, plain) : new Flow.Plain(plain));
    }
    if (came != Codec.NONE) {
      return headInto(new Flow.Kept(came, create(came)));
    }
    return preferred == Codec.NONE ? headInto(new Flow.Plain(create(Codec.NONE))) : encoded();
  }

  private String format() {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private Flow encoded() throws IOException {
    var encoded = new Flow.Encoded(preferred);
    headInto(encoded);
    if (encoded.encodedSize() >= filled * SHRUNK) {
      encoded.close();
      return headInto(new Flow.Plain(create(Codec.NONE)));
    }
    encoded.into(create(preferred));
    return encoded;
  }

  private Flow headInto(Flow next) throws IOException {
    flow = next;
    next.write(buffer, 0, filled);
    return next;
  }

  private OutputStream create(Codec codec) throws IOException {
    finalPath = path + codec.extension();
    var created = store.create(finalPath);
    upload = created;
    return created;
  }

  /** Ends the body and tells what was written; it stays invisible. */
  public StoredBytes finish() {
    if (finished == null) {
      writable();
      sound = false;
      try (Flow whole = drain()) {
        StoredBytes stored = whole.finish(finalPath);
        requireWhole(whole);
        finished = stored;
      } catch (IOException e) {
        throw FileError.writing(store, finalPath, e);
      }
      sound = true;
    }
    return finished;
  }

  private void requireWhole(Flow flow) {
    if (wrapped && !flow.whole()) {
      throw new LeatException(
          FileError.FILE_BODY_BROKEN,
          "the gzipped body of " + path + " is cut short or damaged",
          "run again; if it comes back, ask the provider: what it sends cannot be unpacked");
    }
  }

  /** Makes the file durable and visible at its final path, which the answer names. */
  public StoredBytes land() {
    StoredBytes stored = finish();
    if (upload == null) {
      throw new IllegalStateException(finalPath + " has landed already");
    }
    try {
      upload.commit();
      upload = null;
    } catch (IOException e) {
      throw FileError.writing(store, finalPath, e);
    }
    return stored;
  }

  /** Discards what was written, unless it has landed. */
  @Override
  public void close() {
    sound = false;
    discard(flow);
    discard(upload);
  }

  private static void discard(@Nullable Closeable part) {
    try {
      if (part != null) {
        part.close();
      }
    } catch (IOException e) {
      // What could not be removed keeps its unfinished name until `leat gc` takes it away.
    }
  }
}
