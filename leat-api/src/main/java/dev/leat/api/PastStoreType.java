package dev.leat.api;

import java.nio.file.Path;
import java.util.Objects;

/** Another program whose stores can be taken over, found by {@link java.util.ServiceLoader}. */
public interface PastStoreType {
  /** The program's name in lower case, such as {@code ingestify}. */
  String name();

  /**
   * Opens a store of that program.
   *
   * @throws LeatException where there is none at that place
   */
  PastStore open(Place place);

  /**
   * Where the other program keeps what it has.
   *
   * @param catalog the URL of its catalog, which may hold a password
   * @param files the URL of its files
   * @param prefix of its tables, may be empty
   * @param folder against which relative paths are resolved
   */
  record Place(Secret catalog, String files, String prefix, Path folder) {
    public Place {
      Objects.requireNonNull(catalog);
      Objects.requireNonNull(files);
      Objects.requireNonNull(prefix);
      Objects.requireNonNull(folder);
    }
  }
}
