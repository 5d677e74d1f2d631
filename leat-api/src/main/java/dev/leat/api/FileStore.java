package dev.leat.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps files under relative, slash-separated paths; changes one that is there only on request.
 *
 * <p>Thread-safe. A path that is absolute, empty or leads outside is refused with a {@link
 * LeatException}; only a folder to list may be empty, which is the root.
 */
public interface FileStore extends AutoCloseable {
  /** Where it is, without credentials. */
  URI root();

  /**
   * Starts a file under a temporary name.
   *
   * @throws java.nio.file.FileAlreadyExistsException at {@link Upload#commit()} when the path is
   *     taken
   */
  Upload create(String path) throws IOException;

  /**
   * Starts a file under a temporary name, which takes the place of the one of this path at {@link
   * Upload#commit()}: whoever opens it finds the old bytes or the new, whole.
   */
  Upload replace(String path) throws IOException;

  /**
   * Opens a file's bytes from the start.
   *
   * @throws java.nio.file.NoSuchFileException when it is not there
   */
  InputStream open(String path) throws IOException;

  /** Bytes of a file, empty where there is none. */
  Optional<Long> size(String path) throws IOException;

  /**
   * Makes a file of this machine's disk a file of the store, durably, without copying its bytes;
   * the original stays, and either may be removed without the other.
   *
   * @return whether it was done; false where the store cannot do so with this file
   * @throws java.nio.file.FileAlreadyExistsException when the path is taken
   */
  default boolean adopt(String path, Path file) throws IOException {
    return false;
  }

  /** Removes a file and the folders that it leaves empty; nothing happens where there is none. */
  void delete(String path) throws IOException;

  /** Every file below a folder, lazily, unfinished uploads included; the caller closes. */
  Stream<Entry> list(String folder) throws IOException;

  /** The file on this machine's disk, where the store is one. */
  Optional<Path> local(String path);

  @Override
  default void close() throws IOException {}

  /** A file in the store. */
  record Entry(String path, long size, Instant modified, boolean unfinished) {}

  /** A file being written; closing it before {@link #commit()} leaves nothing behind. */
  abstract class Upload extends OutputStream {
    /** Makes the file durable, then visible, at once and whole. */
    public abstract void commit() throws IOException;
  }
}
