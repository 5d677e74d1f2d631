package dev.leat.core.report;

import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.FileStore.Upload;
import dev.leat.core.project.FilePlace;
import dev.leat.core.report.ExportedFiles.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file or a folder of a file store, such as S3.
 *
 * <p>Files are written to this machine's disk, then sent one by one. Each takes the place of the
 * one before whole; a folder of several changes file by file, new ones first, and those that are no
 * longer part of it go last.
 */
final class StoreOutlet implements Outlet {
  private final FilePlace.Remote place;
  private final FileStore store;
  private final Path staging;
  private final boolean file;

  /**
   * @param staging a folder of this export's own; what is written stays there
   */
  StoreOutlet(FilePlace.Remote place, FileStore store, Path staging) {
    this.place = place;
    this.store = store;
    this.staging = staging;
    this.file = place.format().isPresent();
  }

  @Override
  public boolean isForeign() throws IOException {
    return !file && store.size(MARKER).isEmpty() && !there().isEmpty();
  }

  private Set<String> there() throws IOException {
    try (Stream<Entry> entries = store.list("")) {
      Set<String> paths = new HashSet<>();
      entries.filter(entry -> !entry.unfinished()).forEach(entry -> paths.add(entry.path()));
      return paths;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public Path fresh() throws IOException {
    Outlet.delete(staging);
    return Files.createDirectories(staging);
  }

  @Override
  public List<Written> publish(long rows) throws IOException {
    List<Path> fresh = Outlet.files(staging);
    return file ? publishFile(fresh) : publishFolder(rows > 0 ? fresh : List.of());
  }

  private List<Written> publishFile(List<Path> fresh) throws IOException {
    if (fresh.isEmpty()) {
      store.delete(place.file());
      return List.of();
    }
    send(fresh.getFirst(), place.file());
    return List.of(new Written(place.file(), place.toString(), fresh.getFirst()));
  }

  private List<Written> publishFolder(List<Path> fresh) throws IOException {
    Set<String> gone = there();
    var written = new ArrayList<Written>();
    if (!fresh.isEmpty()) {
      mark();
      gone.remove(MARKER);
    }
    for (Path each : fresh) {
      String path = staging.relativize(each).toString().replace('\\', '/');
      send(each, path);
      gone.remove(path);
      written.add(new Written(path, place + "/" + path, each));
    }
    boolean marked = gone.remove(MARKER);
    for (String path : gone) {
      store.delete(path);
    }
    if (marked) {
      store.delete(MARKER);
    }
    return written;
  }

  /** First of all, so that what a killed export left can be taken over. */
  private void mark() throws IOException {
    try (Upload upload = store.replace(MARKER)) {
      upload.commit();
    }
  }

  private void send(Path from, String path) throws IOException {
    try (Upload upload = store.replace(path)) {
      Files.copy(from, upload);
      upload.commit();
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
