package dev.leat.core.store;

import dev.leat.api.FileStore;
import dev.leat.api.LeatException;
import dev.leat.api.StorePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Keeps files in memory, or only their sizes: for trials, tests and load tests. */
public final class MemoryFileStore implements FileStore {
  private enum Keeps {
    CONTENT,
    SIZES
  }

  /** What becomes of a file that is there already. */
  private enum Taken {
    REFUSED,
    REPLACED
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Held(byte[] content, long size, Instant modified) {}

  private final InstantSource clock;
  private final Keeps keeps;
  private final NavigableMap<String, Held> files = new ConcurrentSkipListMap<>();
  private final ConcurrentMap<String, MemoryUpload> unfinished = new ConcurrentHashMap<>();
  private final AtomicLong uploads = new AtomicLong();

  public MemoryFileStore(InstantSource clock) {
    this(clock, Keeps.CONTENT);
  }

  private MemoryFileStore(InstantSource clock, Keeps keeps) {
    this.clock = clock;
    this.keeps = keeps;
  }

  /** Knows the files that were written, but discards their content. */
  public static MemoryFileStore discarding(InstantSource clock) {
    return new MemoryFileStore(clock, Keeps.SIZES);
  }

  @Override
  public URI root() {
    return URI.create(keeps == Keeps.CONTENT ? "memory:/" : "null:/");
  }

  @Override
  public Upload create(String path) {
    return begin(path, Taken.REFUSED);
  }

  @Override
  public Upload replace(String path) {
    return begin(path, Taken.REPLACED);
  }

  private Upload begin(String path, Taken taken) {
    StorePath.fresh(path);
    String name = "." + uploads.incrementAndGet() + StorePath.UNFINISHED;
    var upload = new MemoryUpload(path, path.substring(0, path.lastIndexOf('/') + 1) + name, taken);
    unfinished.put(upload.name, upload);
    return upload;
  }

  @Override
  public InputStream open(String path) throws IOException {
    Held held = files.get(StorePath.checked(path));
    if (held == null) {
      throw new NoSuchFileException(path);
    }
    if (keeps == Keeps.SIZES) {
      throw new LeatException(
          FileError.STORE_KEEPS_NOTHING,
          path + " cannot be read: the store null: discards what is written",
          "set `store` in leat.yaml to a folder or a URL that keeps files");
    }
    return new ByteArrayInputStream(held.content());
  }

  @Override
  public Optional<Long> size(String path) {
    return Optional.ofNullable(files.get(StorePath.checked(path))).map(Held::size);
  }

  @Override
  public void delete(String path) {
    files.remove(StorePath.checked(path));
    unfinished.remove(path);
  }

  @Override
  public Stream<Entry> list(String folder) {
    String checked = StorePath.folder(folder);
    String prefix = checked.isEmpty() ? "" : checked + "/";
    Stream<Entry> whole =
        files.tailMap(prefix).entrySet().stream()
            .takeWhile(file -> file.getKey().startsWith(prefix))
            .map(file -> entry(file.getKey(), file.getValue()));
    Stream<Entry> parts =
        unfinished.values().stream()
            .filter(upload -> upload.name.startsWith(prefix))
            .map(upload -> new Entry(upload.name, upload.size, upload.begun, true));
    return Stream.concat(whole, parts);
  }

  private static Entry entry(String path, Held held) {
    return new Entry(path, held.size(), held.modified(), false);
  }

  @Override
  public Optional<Path> local(String path) {
    StorePath.checked(path);
    return Optional.empty();
  }

  private final class MemoryUpload extends Upload {
    private final String path;
    private final String name;
    private final Instant begun = clock.instant();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final OutputStream sink =
        keeps == Keeps.CONTENT ? content : OutputStream.nullOutputStream();
    private final Taken taken;
    private volatile long size;

    MemoryUpload(String path, String name, Taken taken) {
      this.path = path;
      this.name = name;
      this.taken = taken;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; lists may read
    public void write(byte[] bytes, int offset, int length) throws IOException {
      open();
      sink.write(bytes, offset, length);
      size += length;
    }

    private void open() throws IOException {
      if (!unfinished.containsKey(name)) {
        throw new ClosedChannelException();
      }
    }

    @Override
    public void commit() throws IOException {
      open();
      var held = new Held(content.toByteArray(), size, clock.instant());
      if (taken == Taken.REPLACED) {
        files.put(path, held);
      } else if (files.putIfAbsent(path, held) != null) {
        throw new FileAlreadyExistsException(path);
      }
      unfinished.remove(name);
    }

    @Override
    public void close() {
      unfinished.remove(name);
    }
  }
}
