package dev.leat.core.store;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Upload;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.Datasets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in a revision's folder all that the catalog says of the revision.
 *
 * <p>From these files alone {@code leat doctor --rebuild} restores a lost catalog.
 *
 * @param name a title for people, may be empty
 * @param notes further facts, such as the run
 */
public record Manifest(
    String bucket,
    DatasetId dataset,
    String name,
    DatasetState state,
    Map<String, String> metadata,
    int revision,
    Instant created,
    Map<String, String> notes,
    List<FileEntry> files) {
  /** Its name in the revision's folder. */
  public static final String FILE = "_leat.json";

  /**
   * One file of the revision.
   *
   * @param modified when upstream last changed it, where that is known
   * @param notes further facts
   */
  public record FileEntry(
      FeedVersion id,
      String format,
      StoredBytes stored,
      @Nullable String url,
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable Instant modified,
      Instant fetched,
      Map<String, String> notes) {
    public FileEntry {
      Objects.requireNonNull(id);
      Objects.requireNonNull(format);
      Objects.requireNonNull(stored);
      Objects.requireNonNull(fetched);
      notes = Map.copyOf(notes);
    }
  }

  public Manifest {
    Objects.requireNonNull(bucket);
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
    Objects.requireNonNull(created);
    metadata = Map.copyOf(metadata);
    notes = Map.copyOf(notes);
    files = List.copyOf(files);
  }

  /** Writes it into the folder of a draft, over one that an interrupted try left there. */
  public void write(FileStore store, String folder) {
    String path = folder + "/" + FILE;
    byte[] json = ManifestJson.write(this);
    try {
      if (!put(store, path, json)) {
        store.delete(path);
        put(store, path, json);
      }
    } catch (IOException e) {
      throw FileError.writing(store, path, e);
    }
  }

  private static boolean put(FileStore store, String path, byte[] json) throws IOException {
    try (Upload upload = store.create(path)) {
      upload.write(json);
      upload.commit();
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Reads the one at a path; later versions may have written more than is known here. */
  public static Manifest read(FileStore store, String path) {
    try {
      return parsed(store, path);
    } catch (IOException e) {
      throw FileError.reading(store, path, e);
    }
  }

  /** The one at a path, where there is one. */
  static Optional<Manifest> find(FileStore store, String path) {
    try {
      return Optional.of(parsed(store, path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileError.reading(store, path, e);
    }
  }

  /**
   * @throws dev.leat.api.LeatException where the catalog has neither the revision, nor a newer one,
   *     nor a tombstone of the dataset
   */
  void requireKnown(Datasets datasets) {
    boolean known =
        datasets.find(dataset).filter(row -> row.latest() >= revision).isPresent()
            || !datasets
                .tombstones(dataset.source(), dataset.type(), List.of(dataset.keys()))
                .isEmpty();
    if (!known) {
      throw new LeatException(
          StoreError.CATALOG_LACKS_REVISIONS,
          "the store has revision "
              + revision
              + " of "
              + dataset
              + ", and the catalog does not: it is lost, older than the files, or not theirs",
          "correct `catalog` in leat.yaml where it names the wrong one; where the catalog is lost,"
              + " run `leat doctor --rebuild`");
    }
  }

  private static Manifest parsed(FileStore store, String path) throws IOException {
    byte[] json;
    try (InputStream input = store.open(path)) {
      json = input.readAllBytes();
    }
    try {
      return ManifestJson.read(json);
    } catch (IllegalArgumentException e) {
      throw FileError.corrupt(store, path, "it is no manifest: " + e.getMessage());
    }
  }
}
