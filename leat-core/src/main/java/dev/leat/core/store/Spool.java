package dev.leat.core.store;

import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.FileStore.Upload;
import dev.leat.api.LeatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives stored files as verified local paths, for readers that know nothing else.
 *
 * <p>A file of a local store is given itself. One of a remote store is copied into a folder that is
 * bounded in bytes: what was used longest ago goes first, and never while someone holds it. Copies
 * are named by hash, so they serve any store and survive the process. Thread-safe; one process at a
 * time may use a folder.
 */
public final class Spool {
  /** A verified local path, there until it is closed. */
  public static final class Held implements AutoCloseable {
    private final Path path;
    private final Runnable release;

    private Held(Path path, Runnable release) {
      this.path = path;
      this.release = release;
    }

    public Path path() {
      return path;
    }

    @Override
    public void close() {
      release.run();
    }
  }

  private static final class Copy {
    private final long size;
    private int holders;

    Copy(long size) {
      this.size = size;
    }
  }

  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;
  private final LocalFileStore files;
  private final long bytesMax;
  private final InstantSource clock;

  /** Copies by name, those used longest ago first; one that is being fetched counts in full. */
  private final Map<String, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;
  private boolean known;

  /** The folder is made when it is first needed. */
  public Spool(Path folder, long bytesMax, InstantSource clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.files = new LocalFileStore(folder);
    this.bytesMax = bytesMax;
    this.clock = clock;
  }

  /** The file's stored bytes on this machine, checked by hash just now. */
  public Held local(FileStore store, StoredBytes stored) {
    Optional<Path> own = store.local(stored.path());
    if (own.isPresent()) {
      StoredReader.verifyStored(store, stored);
      return new Held(own.get(), () -> {});
    }
    String name = name(stored);
    hold(name, stored.storedSize());
    boolean there = false;
    try {
      fetch(store, stored, name);
      Path path = folder.resolve(name);
      Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
      there = true;
      return new Held(path, () -> release(name));
    } catch (IOException e) {
      throw FileError.writing(files, name, e);
    } finally {
      if (!there) {
        release(name);
      }
    }
  }

  /** The hash, then the endings by which readers know format and codec. */
  private static String name(StoredBytes stored) {
    String codec = stored.codec().extension();
    String path = stored.path();
    String bare = path.endsWith(codec) ? path.substring(0, path.length() - codec.length()) : path;
    int dot = bare.lastIndexOf('.');
    boolean named = dot > bare.lastIndexOf('/');
    return stored.storedSha256() + (named ? bare.substring(dot) : "") + codec;
  }

  private synchronized void hold(String name, long size) {
    if (!known) {
      recall();
    }
    Copy copy = copies.get(name);
    if (copy == null) {
      copy = new Copy(size);
      copies.put(name, copy);
      bytes += size;
    }
    copy.holders++;
    makeRoom(name, copy);
  }

  /** Takes up what an earlier process left. */
  private void recall() {
    try (Stream<Entry> entries = files.list("")) {
      List<Entry> byAge = entries.sorted(Comparator.comparing(Entry::modified)).toList();
      Instant abandoned = clock.instant().minus(ABANDONED);
      for (Entry entry : byAge) {
        boolean othersMaybe = !entry.modified().isBefore(abandoned);
        if (entry.unfinished() && !othersMaybe) {
          files.delete(entry.path());
        } else if (!entry.unfinished()) {
          copies.put(entry.path(), new Copy(entry.size()));
          bytes += entry.size();
        }
      }
    } catch (IOException e) {
      throw FileError.writing(files, folder.toString(), e);
    }
    known = true;
  }

  private void makeRoom(String name, Copy wanted) {
    Iterator<Map.Entry<String, Copy>> oldest = copies.entrySet().iterator();
    while (bytes > bytesMax && oldest.hasNext()) {
      Map.Entry<String, Copy> next = oldest.next();
      if (next.getValue().holders == 0) {
        delete(next.getKey());
        bytes -= next.getValue().size;
        oldest.remove();
      }
    }
    if (bytes > bytesMax) {
      wanted.holders--;
      if (wanted.holders == 0) {
        copies.remove(name);
        bytes -= wanted.size;
      }
      throw new LeatException(
          FileError.SPOOL_FULL,
          "the cache of remote files in "
              + folder
              + " may hold "
              + bytesMax
              + " bytes, too few for the files that are read together",
          "raise its limit, or load fewer files at once");
    }
  }

  private void delete(String name) {
    try {
      files.delete(name);
    } catch (IOException e) {
      throw FileError.writing(files, name, e);
    }
  }

  private void fetch(FileStore store, StoredBytes stored, String name) throws IOException {
    if (isSound(stored, name)) {
      return;
    }
    try (InputStream from = StoredReader.openStored(store, stored);
        Upload to = files.create(name)) {
      from.transferTo(to);
      to.commit();
    } catch (FileAlreadyExistsException e) {
      // Another thread fetched the same; both copies were checked.
    }
  }

  private boolean isSound(StoredBytes stored, String name) throws IOException {
    if (files.size(name).isEmpty()) {
      return false;
    }
    if (StoredReader.damage(files, stored.at(name)).isEmpty()) {
      return true;
    }
    files.delete(name);
    return false;
  }

  private synchronized void release(String name) {
    Copy copy = copies.get(name);
    if (copy != null) {
      copy.holders--;
    }
  }
}
