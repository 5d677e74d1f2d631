package dev.leat.core.store;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;
import dev.leat.api.FileStore;
import dev.leat.api.LeatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can go wrong with the bytes of the raw store. */
public enum FileError implements ErrorCode {
  /** The URL of the store is none that a file store is known for. */
  STORE_URL_UNKNOWN(Blame.OPERATOR),
  /** The store cannot be written with the rights of this user. */
  STORE_UNWRITABLE(Blame.OPERATOR),
  /** No space is left in the store. */
  STORE_FULL(Blame.CAPACITY),
  /** A file could not be written to the store, for another reason. */
  STORE_WRITE_FAILED(Blame.CAPACITY),
  /** A file could not be read from the store, for another reason than that it is gone. */
  STORE_READ_FAILED(Blame.CAPACITY),
  /** A file is wanted back from a store that discards everything. */
  STORE_KEEPS_NOTHING(Blame.OPERATOR),
  /** The files that are read together do not fit into the cache of remote files. */
  SPOOL_FULL(Blame.CAPACITY),
  /** A file that no row names is in the way of a new one. */
  FILE_PATH_TAKEN(Blame.OPERATOR),
  /** A key does not fit the path rule that leat.yaml has for it. */
  FILE_KEY_UNFIT(Blame.OPERATOR),
  /** A file cannot be taken over where it is. */
  FILE_NOT_ADOPTABLE(Blame.OPERATOR),
  /** A file is recorded and not in the store. */
  FILE_MISSING(Blame.DATA),
  /** The bytes of a file are not those that were recorded. */
  FILE_CORRUPT(Blame.DATA),
  /** A compressed body unpacks to far more than it should. */
  FILE_UNPACKS_TOO_FAR(Blame.DATA),
  /** A compressed body was cut short or damaged on its way. */
  FILE_BODY_BROKEN(Blame.SOURCE);

  private static final String CHECK =
      "run `leat doctor --verify`: it finds every damaged file and says what to do about each";

  private final Blame blame;

  FileError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }

  /** What a failed write means, and whose move it is. */
  public static LeatException writing(FileStore store, String path, IOException cause) {
    String root = store.root().toString();
    if (cause instanceof FileAlreadyExistsException) {
      return new LeatException(
          FILE_PATH_TAKEN,
          path + " is in " + root + " already, and a stored file is never overwritten",
          "run `leat gc` to remove what a crash left behind, then run again",
          cause);
    }
    String reason = reason(cause);
    if (mentions(reason, "no space left", "not enough space", "quota exceeded")) {
      return new LeatException(
          STORE_FULL,
          "no space is left in " + root + " for " + path,
          "make room there, or move `store` in leat.yaml to a larger disk, then run again",
          cause);
    }
    if (cause instanceof AccessDeniedException
        || mentions(reason, "denied", "not permitted", "read-only", "not a directory")) {
      return unwritable(root, reason, cause);
    }
    return new LeatException(
        STORE_WRITE_FAILED,
        path + " could not be written to " + root + ": " + reason,
        "run again; if it comes back, check the disk or the connection to the store",
        cause);
  }

  /** What a failed read means. */
  public static LeatException reading(FileStore store, String path, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new LeatException(
          FILE_MISSING, path + " is recorded but not in " + store.root(), CHECK, cause);
    }
    return new LeatException(
        STORE_READ_FAILED,
        path + " could not be read from " + store.root() + ": " + reason(cause),
        "run again; if it comes back, check the disk or the connection to the store",
        cause);
  }

  /** A file that cannot be taken over where it is. */
  static LeatException unadoptable(Path file, String reason, @Nullable IOException cause) {
    return new LeatException(
        FILE_NOT_ADOPTABLE,
        file + " cannot be taken over in place: " + reason,
        "put the store on the same disk, or copy: leat import ingestify --copy",
        cause);
  }

  static LeatException corrupt(FileStore store, String path, String finding) {
    return corrupt(store, path, finding, null);
  }

  static LeatException corrupt(
      FileStore store, String path, String finding, @Nullable IOException cause) {
    return new LeatException(
        FILE_CORRUPT, path + " in " + store.root() + " is damaged: " + finding, CHECK, cause);
  }

  private static LeatException unwritable(String root, String reason, Exception cause) {
    return new LeatException(
        STORE_UNWRITABLE,
        root + " cannot be written: " + reason,
        "give this user write access there, or name another `store` in leat.yaml",
        cause);
  }

  private static String reason(IOException cause) {
    Optional<String> named =
        cause instanceof FileSystemException at
            ? Optional.ofNullable(at.getReason())
            : Optional.ofNullable(cause.getMessage());
    return named.orElseGet(
        () ->
            cause instanceof AccessDeniedException
                ? "permission denied"
                : cause.getClass().getSimpleName());
  }

  private static boolean mentions(String reason, String... words) {
    String text = reason.toLowerCase(Locale.ROOT);
    return Stream.of(words).anyMatch(text::contains);
  }
}
