package dev.leat.core.store;

import dev.leat.api.FileStore;
import dev.leat.api.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Keeps files in a folder of this machine.
 *
 * <p>A file is written under an unfinished name beside its place, synced, and linked to its name,
 * which fails where the name is taken; then its folder is synced. So a file is whole or absent
 * after a crash and after a power cut. Links inside the folder are followed as long as they stay
 * inside it.
 */
public final class LocalFileStore implements FileStore {
  private static final int SLICE = 1 << 16;
  private static final int FOLDER_TRIES = 100;

  private final Path root;
  private final Folders folders = new Folders();

  /** The folder need not exist yet. */
  public LocalFileStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public URI root() {
    return root.toUri();
  }

  @Override
  public Upload create(String path) throws IOException {
    return begin(path, this::claim);
  }

  @Override
  public Upload replace(String path) throws IOException {
    return begin(path, LocalFileStore::takeOver);
  }

  private Upload begin(String path, Publishing publishing) throws IOException {
    Path target = inside(StorePath.fresh(path));
    Path folder = above(target);
    for (int tries = 1; ; tries++) {
      Path unfinished = folder.resolve("." + token() + StorePath.UNFINISHED);
      try {
        folders.make(folder);
        FileChannel channel =
            FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new LocalUpload(channel, unfinished, target, publishing);
      } catch (NoSuchFileException e) {
        // A delete found the folder, or one above it, empty in between.
        if (tries == FOLDER_TRIES) {
          throw e;
        }
      }
    }
  }

  private static Path above(Path inside) {
    return Objects.requireNonNull(inside.getParent());
  }

  private static String token() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  @Override
  public InputStream open(String path) throws IOException {
    Path file = inside(StorePath.checked(path));
    if (attributes(file).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
      throw new NoSuchFileException(path);
    }
    return Files.newInputStream(file);
  }

  @Override
  public Optional<Long> size(String path) throws IOException {
    return attributes(inside(StorePath.checked(path)))
        .filter(BasicFileAttributes::isRegularFile)
        .map(BasicFileAttributes::size);
  }

  /** Fails where a right is missing, so that this is not taken for a missing file. */
  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Not there, or below a file, or with a name that cannot be there.
      return Optional.empty();
    }
  }

  /** By a hard link: both names have the same bytes, and the bytes stay while either is there. */
  @Override
  public boolean adopt(String path, Path file) throws IOException {
    Path target = inside(StorePath.fresh(path));
    folders.make(above(target));
    try {
      Files.createLink(target, file.toRealPath());
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      folders.prune(above(target), root);
      return false;
    }
    folders.sync(above(target));
    return true;
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = inside(StorePath.checked(path));
    boolean isFile =
        Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    if (isFile && Files.deleteIfExists(file)) {
      folders.prune(above(file), root);
    }
  }

  @Override
  public Stream<Entry> list(String folder) throws IOException {
    String checked = StorePath.folder(folder);
    return FolderWalk.of(root, checked.isEmpty() ? root : inside(checked));
  }

  @Override
  public Optional<Path> local(String path) {
    StorePath.checked(path);
    try {
      return Optional.of(inside(path)).filter(Files::isRegularFile);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The place of a path, after a look at where the part of it that exists really is. */
  private Path inside(String path) throws IOException {
    Path target = root.resolve(path);
    Path there = target;
    while (!there.equals(root) && !exists(there)) {
      there = above(there);
    }
    if (!there.equals(root) && !staysInside(there)) {
      throw StorePath.refused(path, "a link in it leads out of " + root);
    }
    return target;
  }

  /** Without the exception that {@link Files#exists} makes for each path that is not there. */
  private static boolean exists(Path there) throws IOException {
    return there
            .getFileSystem()
            .provider()
            .readAttributesIfExists(there, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        != null;
  }

  private boolean staysInside(Path there) throws IOException {
    try {
      return there.toRealPath().startsWith(root.toRealPath());
    } catch (NoSuchFileException e) {
      // Deleted in between, which is fine, or a link to nowhere, which is not.
      return !Files.isSymbolicLink(there);
    }
  }

  /** Gives a finished file its name. */
  @FunctionalInterface
  private interface Publishing {
    void publish(Path unfinished, Path target) throws IOException;
  }

  private static void takeOver(Path unfinished, Path target) throws IOException {
    Files.move(
        unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void claim(Path unfinished, Path target) throws IOException {
    try {
      Files.createLink(target, unfinished);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      rename(unfinished, target);
    }
  }

  /** For file systems without hard links: as safe as long as one process writes. */
  private void rename(Path unfinished, Path target) throws IOException {
    synchronized (folders) {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private final class LocalUpload extends Upload {
    private final FileChannel channel;
    private final Path unfinished;
    private final Path target;
    private final Publishing publishing;
    private boolean landed;

    LocalUpload(FileChannel channel, Path unfinished, Path target, Publishing publishing) {
      this.channel = channel;
      this.unfinished = unfinished;
      this.target = target;
      this.publishing = publishing;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    /** In slices, because the channel copies each to memory outside the heap and keeps that. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int end = offset + length;
      int at = offset;
      while (at < end) {
        at += channel.write(ByteBuffer.wrap(bytes, at, Math.min(SLICE, end - at)));
      }
    }

    @Override
    public void commit() throws IOException {
      channel.force(false);
      channel.close();
      publishing.publish(unfinished, target);
      landed = true;
      Files.deleteIfExists(unfinished);
      folders.sync(above(target));
    }

    @Override
    public void close() throws IOException {
      channel.close();
      if (!landed && Files.deleteIfExists(unfinished)) {
        folders.prune(above(unfinished), root);
      }
    }
  }
}
