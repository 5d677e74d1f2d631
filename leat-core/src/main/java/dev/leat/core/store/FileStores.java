package dev.leat.core.store;

import dev.leat.api.FileStore;
import dev.leat.api.FileStoreType;
import dev.leat.api.LeatException;
import dev.leat.core.project.FilePlace;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * Opens the file store that a URL names; plug-ins are looked for only when the scheme is theirs.
 */
public final class FileStores {
  private FileStores() {}

  /**
   * Opens what {@code store} in leat.yaml names.
   *
   * @param place a URL, or a folder that may be relative to the project's
   */
  public static FileStore open(String place, Path project) {
    if (!FilePlace.isUrl(place)) {
      return open(project.resolve(place));
    }
    try {
      return open(new URI(place.endsWith(":") ? place + "/" : place));
    } catch (URISyntaxException e) {
      throw new LeatException(
          FileError.STORE_URL_UNKNOWN,
          "the store '" + place + "' is no URL: " + e.getReason(),
          "encode what a URL may not hold, such as a space as %20",
          e);
    }
  }

  public static FileStore open(Path folder) {
    return new LocalFileStore(folder);
  }

  /**
   * @param url {@code file:}, {@code memory:/} (empty at each start), {@code null:/} (discards), or
   *     the scheme of a {@link FileStoreType} on the class path of this thread
   */
  public static FileStore open(URI url) {
    String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "" -> open(Path.of(url.getPath()));
      case "file" -> open(folder(url));
      case "memory" -> new MemoryFileStore(InstantSource.system());
      case "null" -> MemoryFileStore.discarding(InstantSource.system());
      default -> plugged(scheme, url);
    };
  }

  private static Path folder(URI url) {
    try {
      return url.isOpaque() ? Path.of(url.getSchemeSpecificPart()) : Path.of(url);
    } catch (IllegalArgumentException e) {
      throw new LeatException(
          FileError.STORE_URL_UNKNOWN,
          "the store URL " + url + " names no folder of this machine: " + e.getMessage(),
          "write it as file:///folder, or as a folder relative to the project",
          e);
    }
  }

  private static FileStore plugged(String scheme, URI url) {
    List<FileStoreType> types =
        ServiceLoader.load(FileStoreType.class).stream().map(ServiceLoader.Provider::get).toList();
    for (FileStoreType type : types) {
      if (type.scheme().equals(scheme)) {
        return type.open(url);
      }
    }
    var known = new TreeSet<>(List.of("file", "memory", "null"));
    types.forEach(type -> known.add(type.scheme()));
    throw new LeatException(
        FileError.STORE_URL_UNKNOWN,
        "no file store is known for '" + scheme + ":'",
        "use one of " + String.join(", ", known) + ", or name the jar that brings it in `plugins`");
  }
}
