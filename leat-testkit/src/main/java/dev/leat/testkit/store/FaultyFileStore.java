package dev.leat.testkit.store;

import dev.leat.api.FileStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Passes everything on to a store, except that the n-th operation goes wrong.
 *
 * <p>Operations are counted from 1: every create, write, commit, close of an upload, open, read,
 * size, delete and list. A loop over n until {@link #struck()} stays false has tried all of them.
 * Thread-safe as the store within is.
 */
public final class FaultyFileStore implements FileStore {
  /** How the operation goes wrong. */
  public enum Fault {
    /** It does nothing and throws an IOException; later ones work. */
    FAIL,
    /** The process dies before it: {@link Crash}, and nothing is possible any more. */
    CRASH_BEFORE,
    /** The process dies when it is done, but before anybody hears of it. */
    CRASH_AFTER
  }

  /** Stands for the death of the process. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String operation) {
      super("the process died at " + operation);
    }
  }

  private interface Operation<T> {
    T run() throws IOException;
  }

  private interface Act {
    void run() throws IOException;
  }

  private final FileStore store;
  private final Fault fault;
  private final int at;
  private final AtomicInteger operations = new AtomicInteger();
  private volatile boolean dead;

  /** Hands out faults to the operation of a number, from 1. */
  public FaultyFileStore(FileStore store, Fault fault, int at) {
    this.store = store;
    this.fault = fault;
    this.at = at;
  }

  /** Only counts. */
  public static FaultyFileStore counting(FileStore store) {
    return new FaultyFileStore(store, Fault.FAIL, Integer.MAX_VALUE);
  }

  public int operations() {
    return operations.get();
  }

  /** Whether the fault has happened. */
  public boolean struck() {
    return operations() >= at;
  }

  private <T> T run(String name, Operation<T> operation) throws IOException {
    int number = operations.incrementAndGet();
    String what = "operation " + number + ", " + name;
    boolean strikes = number == at;
    if (dead || (strikes && fault == Fault.CRASH_BEFORE)) {
      dead = true;
      throw new Crash(what);
    }
    if (strikes && fault == Fault.FAIL) {
      throw new IOException(what + ", was made to fail");
    }
    T result = operation.run();
    if (strikes) {
      dead = true;
      throw new Crash(what);
    }
    return result;
  }

  private void act(String name, Act act) throws IOException {
    run(
        name,
        () -> {
          act.run();
          return at;
        });
  }

  @Override
  public URI root() {
    return store.root();
  }

  @Override
  public Upload create(String path) throws IOException {
    return run("create " + path, () -> new FaultyUpload(store.create(path), path));
  }

  @Override
  public Upload replace(String path) throws IOException {
    return run("replace " + path, () -> new FaultyUpload(store.replace(path), path));
  }

  @Override
  public InputStream open(String path) throws IOException {
    return run("open " + path, () -> new FaultyInput(store.open(path), path));
  }

  @Override
  public Optional<Long> size(String path) throws IOException {
    return run("size of " + path, () -> store.size(path));
  }

  @Override
  public void delete(String path) throws IOException {
    act("delete " + path, () -> store.delete(path));
  }

  @Override
  public Stream<Entry> list(String folder) throws IOException {
    return run("list " + folder, () -> store.list(folder));
  }

  @Override
  public Optional<Path> local(String path) {
    return store.local(path);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  private final class FaultyUpload extends Upload {
    private final Upload upload;
    private final String path;

    FaultyUpload(Upload upload, String path) {
      this.upload = upload;
      this.path = path;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      act("write " + path, () -> upload.write(bytes, offset, length));
    }

    @Override
    public void commit() throws IOException {
      act("commit " + path, () -> upload.commit());
    }

    /** After a crash nobody cleans up. */
    @Override
    public void close() throws IOException {
      act("close " + path, () -> upload.close());
    }
  }

  private final class FaultyInput extends FilterInputStream {
    private final String path;

    FaultyInput(InputStream input, String path) {
      super(input);
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      return run("read " + path, in::read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return run("read " + path, () -> in.read(bytes, offset, length));
    }
  }
}
