package dev.leat.core.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Rewrites files that DuckDB cannot read as lines of JSON, and keeps those until they were read.
 *
 * <p>Not thread-safe; files are rewritten side by side on the workbench's threads.
 */
final class Rewriting {
  private static final long KEPT_MAX = 4L << 30;

  private final Workbench workbench;
  private final Map<Key, Ready> kept = new LinkedHashMap<>();
  private final Set<Long> insisted = new HashSet<>();
  private long bytes;

  private record Key(String table, long file) {}

  Rewriting(Workbench workbench) {
    this.workbench = workbench;
  }

  /** Each file as it is to be read, in their order. */
  List<Ready> ready(List<InputFile> files, TableRequest request) throws InterruptedException {
    List<InputFile> unknown =
        files.stream()
            .filter(file -> !isNative(file, request))
            .filter(file -> !kept.containsKey(new Key(request.name(), file.id())))
            .toList();
    List<Callable<Ready>> tasks =
        unknown.stream().map(file -> (Callable<Ready>) () -> ready(file, request)).toList();
    List<Ready> found = tasks.isEmpty() ? List.of() : workbench.scan(tasks);
    makeRoom(request.name(), files, found.stream().mapToLong(Rewriting::size).sum());
    for (Ready ready : found) {
      kept.put(new Key(request.name(), ready.file().id()), ready);
      bytes += size(ready);
    }
    return files.stream()
        .map(it -> kept.getOrDefault(new Key(request.name(), it.id()), Ready.asItIs(it)))
        .toList();
  }

  private Ready ready(InputFile file, TableRequest request) throws IOException {
    return new FileRewriter(workbench, request, insisted.contains(file.id())).ready(file);
  }

  /** From now on these CSV files are not left to DuckDB, however plain they seem. */
  void insist(List<InputFile> files, TableRequest request) {
    files.forEach(file -> insisted.add(file.id()));
    forget(request.name(), files);
  }

  /** Whether it takes no look into a file to know that DuckDB reads it. */
  private static boolean isNative(InputFile file, TableRequest request) {
    return Formats.named(request.reading().word(file))
        .filter(format -> format != Formats.CSV && !Unpacking.packs(file.format()))
        .isPresent();
  }

  private void makeRoom(String table, List<InputFile> wanted, long more) {
    Set<Key> spared =
        wanted.stream().map(file -> new Key(table, file.id())).collect(Collectors.toSet());
    for (Key key : new ArrayList<>(kept.keySet())) {
      if (bytes + more > KEPT_MAX && !spared.contains(key)) {
        forget(key);
      }
    }
  }

  /** Drops what was rewritten of these files: their records have been read. */
  void forget(String table, List<InputFile> files) {
    files.forEach(file -> forget(new Key(table, file.id())));
  }

  private void forget(Key key) {
    Ready ready = kept.remove(key);
    if (ready != null && ready.isRewritten()) {
      bytes -= size(ready);
      delete(ready.file().path());
    }
  }

  private static long size(Ready ready) {
    return ready.isRewritten() ? ready.file().size() : 0;
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
