package dev.leat.core.store;

import dev.leat.api.FileStore.Entry;
import dev.leat.api.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Walks the files below a folder, one folder open per level; what vanishes meanwhile is skipped.
 */
final class FolderWalk extends Spliterators.AbstractSpliterator<Entry> {
  private final Path root;
  private final Deque<Level> levels = new ArrayDeque<>();

  private record Level(DirectoryStream<Path> folder, Iterator<Path> rest) {}

  private FolderWalk(Path root) {
    super(Long.MAX_VALUE, Spliterator.DISTINCT | Spliterator.NONNULL);
    this.root = root;
  }

  static Stream<Entry> of(Path root, Path folder) throws IOException {
    var walk = new FolderWalk(root);
    walk.enter(folder);
    return StreamSupport.stream(walk, false).onClose(walk::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Entry> action) {
    try {
      while (!levels.isEmpty()) {
        Iterator<Path> rest = levels.element().rest();
        if (!rest.hasNext()) {
          levels.pop().folder().close();
        } else if (visit(rest.next(), action)) {
          return true;
        }
      }
      return false;
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean visit(Path path, Consumer<? super Entry> action) throws IOException {
    try {
      BasicFileAttributes is =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (is.isDirectory()) {
        enter(path);
      }
      if (!is.isRegularFile()) {
        return false;
      }
      String name = root.relativize(path).toString().replace('\\', '/');
      action.accept(
          new Entry(
              name, is.size(), is.lastModifiedTime().toInstant(), StorePath.unfinished(name)));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @SuppressWarnings("StreamResourceLeak") // its level closes it
  private void enter(Path folder) throws IOException {
    try {
      DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
      levels.push(new Level(stream, stream.iterator()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Nothing is below it.
    }
  }

  private void close() {
    for (Level level : levels) {
      try {
        level.folder().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    levels.clear();
  }
}
