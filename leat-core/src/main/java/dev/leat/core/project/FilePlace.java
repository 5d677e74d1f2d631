package dev.leat.core.project;

import dev.leat.api.Export;
import dev.leat.api.LeatException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where files are written to: a file where its name ends as files do, else a folder. */
public sealed interface FilePlace {
  /** On this machine. */
  record Local(Path path) implements FilePlace {
    @Override
    public String name() {
      return String.valueOf(path.getFileName());
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * In a store that a URL names.
   *
   * @param folder the store that is the folder, or holds the file, with its settings
   * @param file its name there; empty for a folder
   */
  record Remote(URI folder, String file) implements FilePlace {
    @Override
    public String name() {
      return file.isEmpty() ? shownFolder().replaceAll(".*/", "") : file;
    }

    private String shownFolder() {
      return folder.getScheme() + "://" + folder.getAuthority() + folder.getPath();
    }

    /** As a person knows it: without the settings of the store. */
    @Override
    public String toString() {
      return file.isEmpty() ? shownFolder() : shownFolder() + "/" + file;
    }
  }

  /** Two letters at least: one is a drive. */
  Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

  /** Whether a text is meant as a URL, not as a path. */
  static boolean isUrl(String text) {
    return URL.matcher(text).lookingAt();
  }

  /**
   * @param to a URL, or a path that may be relative to the folder
   */
  static FilePlace of(String to, Path folder) {
    if (!isUrl(to)) {
      return new Local(folder.resolve(to).normalize());
    }
    try {
      URI url = new URI(to);
      if ("file".equalsIgnoreCase(url.getScheme())) {
        return new Local(Path.of(url).normalize());
      }
      return remote(url);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new LeatException(
          ProjectError.PROJECT_VALUE_INVALID,
          "'"
              + to.replaceAll("[?#].*", "").replaceAll("//.*@", "//")
              + "' is no URL that files can be written to.",
          "Write it as s3://bucket/folder/name, and encode what a URL may not hold, such as a space"
              + " as %20.",
          e);
    }
  }

  private static Remote remote(URI url) throws URISyntaxException {
    if (url.getRawAuthority() == null || url.getRawAuthority().contains("@")) {
      throw new URISyntaxException("", "it names no bucket, or credentials beside it");
    }
    String path = url.getPath().replaceAll("/+$", "");
    int slash = path.lastIndexOf('/');
    boolean file = slash >= 0 && named(path.substring(slash)).isPresent();
    String above = file ? path.substring(0, slash) : path;
    var bare = new URI(url.getScheme(), url.getRawAuthority(), above, null, null);
    URI folder = url.getRawQuery() == null ? bare : new URI(bare + "?" + url.getRawQuery());
    return new Remote(folder, file ? path.substring(slash + 1) : "");
  }

  /** The last part of it. */
  String name();

  /** How a file of this name is written; empty for a folder. */
  default Optional<Export.Format> format() {
    return named("/" + name());
  }

  /** With the slash before the name, so that a name without an ending is none. */
  private static Optional<Export.Format> named(String name) {
    return Export.Format.named(name);
  }
}
