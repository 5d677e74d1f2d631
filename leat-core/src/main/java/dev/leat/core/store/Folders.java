package dev.leat.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes, syncs and removes the folders of a local store.
 *
 * <p>A file survives a power cut only when its folder and every new folder above it were synced.
 * Whoever commits first syncs a new folder's parent; the parent stays pending until a sync that
 * began after its newest entry has ended, so nobody relies on a sync that is still under way.
 */
final class Folders {
  /** Folders with entries that were not synced yet, by the number of their newest entry. */
  private final Map<Path, Long> pending = new HashMap<>();

  private final boolean syncable = !System.getProperty("os.name", "").startsWith("Windows");
  private long entries;

  /** Makes a folder and those above it. */
  synchronized void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      make(parent);
      pending.put(parent, ++entries);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw new FileSystemException(folder.toString(), null, "Not a directory");
      }
    }
  }

  /** Makes the entries of a folder durable, and the folder itself. */
  void sync(Path folder) throws IOException {
    for (Map.Entry<Path, Long> each : unsynced(folder).entrySet()) {
      force(each.getKey());
      synced(each.getKey(), each.getValue());
    }
  }

  private synchronized Map<Path, Long> unsynced(Path folder) {
    var found = new LinkedHashMap<Path, Long>();
    found.put(folder, pending.getOrDefault(folder, 0L));
    Path up = pending.isEmpty() ? null : folder.getParent();
    while (up != null) {
      Long newest = pending.get(up);
      if (newest != null) {
        found.put(up, newest);
      }
      up = up.getParent();
    }
    return found;
  }

  private synchronized void synced(Path folder, long newest) {
    pending.remove(folder, newest);
  }

  private void force(Path folder) throws IOException {
    if (syncable) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Removes a folder and those above it as long as they are empty, up to the root. */
  void prune(Path folder, Path root) throws IOException {
    Path next = folder;
    while (next != null && !next.equals(root) && next.startsWith(root)) {
      try {
        Files.delete(next);
        forget(next);
      } catch (DirectoryNotEmptyException e) {
        return;
      } catch (NoSuchFileException e) {
        // Someone else removed it; the one above may still be ours to remove.
      }
      next = next.getParent();
    }
  }

  private synchronized void forget(Path folder) {
    pending.remove(folder);
  }
}
