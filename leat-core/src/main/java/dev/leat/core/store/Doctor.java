package dev.leat.core.store;

import dev.leat.api.Cursor;
import dev.leat.api.DatasetId;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.CommitRequest;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.CommitRequest.Outcome;
import dev.leat.core.catalog.DatasetRow;
import dev.leat.core.catalog.FileRecord;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.Origin;
import dev.leat.core.catalog.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that catalog and files agree, and restores a lost catalog from the files. */
public final class Doctor {
  private final RawStore store;

  public Doctor(RawStore store) {
    this.store = store;
  }

  /** A file that is missing or is not what was recorded. */
  public record Damaged(StoredFile file, LeatException problem) {
    public Damaged {
      Objects.requireNonNull(file);
      Objects.requireNonNull(problem);
    }
  }

  /** Reads every stored byte as the stream is consumed and tells what is damaged. */
  public Stream<Damaged> damaged() {
    return store.all().flatMap(file -> check(file).stream());
  }

  /** Removes a file that a newer one has superseded: its row first, then its bytes. */
  public void remove(StoredFile superseded) {
    if (store.catalog().files().forget(superseded.id())) {
      store.remove(superseded.bytes().path());
    }
  }

  private List<Damaged> check(StoredFile file) {
    try {
      StoredReader.verifyStored(store.files(), file.bytes());
      return List.of();
    } catch (LeatException e) {
      return List.of(new Damaged(file, e));
    }
  }

  /**
   * What a rebuild brought back.
   *
   * @param unreadable one sentence for each manifest that could not be read
   */
  public record Rebuilt(long revisions, long files, List<String> unreadable) {
    public Rebuilt {
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * Adds every revision that has a manifest and that the catalog does not have.
   *
   * <p>Verdicts, runs, and checks that found nothing new at all are not in manifests: the next run
   * makes them again. A manifest that cannot be read keeps none of the others from coming back.
   */
  public Rebuilt rebuild(Lease lease) {
    long revisions = 0;
    long files = 0;
    var unreadable = new ArrayList<String>();
    for (Found found : manifests(unreadable)) {
      String path = found.path();
      Manifest manifest = Manifest.read(store.files(), path);
      boolean ours = manifest.bucket().equals(store.catalog().bucket());
      if (ours && add(manifest, path.substring(0, path.lastIndexOf('/')), lease)) {
        revisions++;
        files += manifest.files().size();
      }
    }
    return new Rebuilt(revisions, files, unreadable);
  }

  private record Found(String path, int revision) {}

  /**
   * Older revisions of a dataset before newer ones.
   *
   * <p>By their own numbers: a draft that was overtaken stays in the folder that it began with and
   * becomes a later revision than the folder's name says.
   */
  private List<Found> manifests(List<String> unreadable) {
    try (Stream<Entry> entries = store.files().list("")) {
      return entries
          .filter(entry -> !entry.unfinished())
          .map(Entry::path)
          .filter(path -> path.endsWith("/" + Manifest.FILE))
          .flatMap(path -> found(path, unreadable).stream())
          .sorted(Comparator.comparingInt(Found::revision).thenComparing(Found::path))
          .toList();
    } catch (IOException e) {
      throw FileError.reading(store.files(), "", e);
    }
  }

  private Optional<Found> found(String path, List<String> unreadable) {
    try {
      return Optional.of(new Found(path, Manifest.read(store.files(), path).revision()));
    } catch (LeatException e) {
      unreadable.add(e.problem());
      return Optional.empty();
    }
  }

  private boolean add(Manifest manifest, String folder, Lease lease) {
    int latest =
        store.catalog().datasets().find(manifest.dataset()).map(DatasetRow::latest).orElse(0);
    if (latest >= manifest.revision() || isDeleted(manifest.dataset())) {
      return false;
    }
    var request =
        new CommitRequest(
            manifest.dataset(),
            lease,
            null,
            latest,
            manifest.revision(),
            folder,
            manifest.files().stream().map(Doctor::record).toList(),
            CheckNotes.read(manifest.notes()),
            new Description(manifest.name(), manifest.state(), manifest.metadata()),
            origin(manifest),
            List.of());
    return switch (store.catalog().commits().commit(request)) {
      case Outcome.Created created -> true;
      case Outcome.Updated updated -> true;
      case Outcome.Described described -> false;
      case Outcome.Unchanged unchanged -> false;
      case Outcome.Overtaken overtaken -> false;
    };
  }

  private boolean isDeleted(DatasetId id) {
    return !store
        .catalog()
        .datasets()
        .tombstones(id.source(), id.type(), List.of(id.keys()))
        .isEmpty();
  }

  private static FileRecord record(Manifest.FileEntry file) {
    var from =
        new Provenance(
            file.url(),
            file.etag(),
            file.lastModified(),
            file.modified(),
            file.notes().get("content_type"),
            file.fetched(),
            new Cursor(file.notes().getOrDefault("cursor", "")));
    return StoredFile.record(file.id(), file.format(), file.stored(), from);
  }

  private static Origin origin(Manifest manifest) {
    String kind = manifest.notes().getOrDefault("origin", Origin.Kind.MANUAL.name());
    for (Origin.Kind known : Origin.Kind.values()) {
      if (known.name().equals(kind)) {
        return new Origin(
            known, manifest.notes().getOrDefault("origin_id", ""), manifest.created());
      }
    }
    return new Origin(Origin.Kind.MANUAL, kind, manifest.created());
  }
}
