package dev.leat.connect.files;

import static dev.leat.connect.files.FilesError.FILES_LEFT_OUT;

import dev.leat.api.LeatException;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks a folder in order of names; holds one listing per level in memory.
 *
 * <p>Links are followed as long as they stay inside the folder. What cannot be read, or must not
 * be, is remembered and never stops the walk. What vanishes meanwhile was never there.
 */
final class FolderWalk implements Iterator<FolderWalk.Found> {
  /**
   * A file to offer.
   *
   * @param path relative, with slashes
   * @param file where to read it
   * @param modified the later of its times of change
   */
  record Found(String path, Path file, long size, Instant modified) {
    Found {
      Objects.requireNonNull(path);
      Objects.requireNonNull(file);
      Objects.requireNonNull(modified);
    }
  }

  private record Level(Path real, Iterator<Path> entries) {}

  private static final int PROBLEMS_MAX = 5;

  /** Stands in a text for bytes that are no letters; names that differ in them alone look alike. */
  private static final char REPLACEMENT = '\uFFFD';

  private final Path folder;
  private final FolderSource.Choice choice;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final List<String> problems = new ArrayList<>();
  private int problemCount;
  private Path real;
  private @Nullable Found next;

  FolderWalk(Path folder, FolderSource.Choice choice) {
    this.folder = folder;
    this.choice = choice;
    this.real = folder;
    try {
      real = folder.toRealPath();
      enter(folder, real);
    } catch (IOException unreadable) {
      remember(folder.toString(), unreadable);
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null && !levels.isEmpty()) {
      Iterator<Path> entries = levels.element().entries();
      if (entries.hasNext()) {
        next = look(entries.next());
      } else {
        levels.pop();
      }
    }
    return next != null;
  }

  @Override
  public Found next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Found result = next;
    next = null;
    return result;
  }

  /** Throws where something was left out; says what. */
  void complain() {
    if (problemCount > 0) {
      int more = problemCount - problems.size();
      throw new LeatException(
          FILES_LEFT_OUT,
          (problemCount == 1 ? "1 entry" : problemCount + " entries")
              + " of "
              + folder
              + " left out: "
              + String.join("; ", problems)
              + (more > 0 ? "; and " + more + " more" : "")
              + ".",
          "Give access, or rename the entry, or move it into the folder, or leave it out by"
              + " 'exclude'.");
    }
  }

  private @Nullable Found look(Path entry) {
    String path = folder.relativize(entry).toString().replace(File.separatorChar, '/');
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (choice.leavesOut(path, name)) {
      return null;
    }
    try {
      if (!isText(entry, name)) {
        throw new IOException("has a name that is not UTF-8");
      }
      var attributes = Files.readAttributes(entry, BasicFileAttributes.class);
      Path target = Files.isSymbolicLink(entry) ? inside(entry) : entry;
      if (attributes.isDirectory()) {
        descend(entry);
      } else if (!attributes.isRegularFile()) {
        throw new IOException("is neither a file nor a folder");
      } else if (choice.takes(path)) {
        return new Found(path, target, attributes.size(), modified(entry, attributes));
      }
    } catch (NoSuchFileException gone) {
      if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
        remember(path, new IOException("is a link that leads nowhere", gone));
      }
    } catch (IOException unreadable) {
      remember(path, unreadable);
    }
    return null;
  }

  private static boolean isText(Path entry, String name) {
    try {
      return name.indexOf(REPLACEMENT) < 0 || entry.equals(entry.resolveSibling(name));
    } catch (InvalidPathException inAnotherLanguage) {
      return false;
    }
  }

  private Path inside(Path link) throws IOException {
    Path target = link.toRealPath();
    if (!target.startsWith(real)) {
      throw new IOException("is a link that leads outside the folder");
    }
    return target;
  }

  private void descend(Path entry) throws IOException {
    if (choice.recursive()) {
      Path target = entry.toRealPath();
      if (levels.stream().anyMatch(level -> level.real().equals(target))) {
        throw new IOException("is a link that leads back to a folder it lies in");
      }
      enter(entry, target);
    }
  }

  private void enter(Path entry, Path target) throws IOException {
    try (Stream<Path> entries = Files.list(entry)) {
      levels.push(new Level(target, entries.sorted().toList().iterator()));
    }
  }

  /** A file that replaces another may be older than it; its inode's time of change is not. */
  private static Instant modified(Path file, BasicFileAttributes attributes) throws IOException {
    Instant modified = attributes.lastModifiedTime().toInstant();
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(file, "unix:ctime") instanceof FileTime changed
        && changed.toInstant().isAfter(modified)) {
      modified = changed.toInstant();
    }
    return modified;
  }

  private void remember(String path, IOException problem) {
    problemCount++;
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(path + " " + describe(problem));
    }
  }

  private static String describe(IOException problem) {
    return switch (problem) {
      case AccessDeniedException denied -> "may not be read";
      case FileSystemException failed -> "cannot be read: " + failed.getReason();
      default -> Objects.requireNonNullElse(problem.getMessage(), "cannot be read");
    };
  }
}
