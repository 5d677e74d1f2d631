package dev.leat.api;

/** Checks the relative, slash-separated paths that name files in a {@link FileStore}. */
public final class StorePath {
  /** Ends the name of every file that is still being written. */
  public static final String UNFINISHED = ".leat-tmp";

  private StorePath() {}

  /** The path of a file that is there or not. */
  public static String checked(String path) {
    if (path.isEmpty()) {
      throw refused(path, "it is empty");
    }
    if (path.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f)) {
      throw refused(path, "it holds a backslash or a control character");
    }
    for (String name : path.split("/", -1)) {
      if (name.isEmpty()) {
        throw refused(path, "it is absolute, or a part of it is empty");
      }
      if (name.equals(".") || name.equals("..")) {
        throw refused(path, "it leads elsewhere by '" + name + "'");
      }
    }
    return path;
  }

  /** The path of a file to be made. */
  public static String fresh(String path) {
    if (unfinished(path)) {
      throw refused(path, "its ending marks files that are still being written");
    }
    return checked(path);
  }

  /** The path of a folder; empty for the root. */
  public static String folder(String path) {
    return path.isEmpty() ? path : checked(path);
  }

  /** Whether a path names a file that is still being written. */
  public static boolean unfinished(String path) {
    return path.endsWith(UNFINISHED);
  }

  /** What is thrown for a path that must not be used. */
  public static LeatException refused(String path, String reason) {
    return new LeatException(
        FileStoreError.FILE_PATH_REFUSED,
        "the path '" + printable(path) + "' is refused: " + reason,
        "look where it came from: an imported catalog, a manifest or a plug-in");
  }

  private static String printable(String path) {
    return path.replaceAll("\\p{Cntrl}", "?");
  }
}
