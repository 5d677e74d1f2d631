package dev.leat.core.store;

import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.api.FileStore;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.DatasetRow;
import dev.leat.core.catalog.Datasets;
import dev.leat.core.catalog.FileRow;
import dev.leat.core.catalog.Files.Wanted;
import dev.leat.core.catalog.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keeps every original, byte for byte, in datasets that grow by revisions.
 *
 * <p><b>How a revision comes to be.</b> Bytes and rows live in two systems without a common
 * transaction, so the order of writes carries the promise:
 *
 * <ol>
 *   <li>A <em>draft</em> row reserves a revision number and with it a folder that nobody else
 *       writes to.
 *   <li>Each file is written under a temporary name, hashed on the way, synced, and renamed to its
 *       final path; then, and only then, a draft row says that it has landed. Content that equals
 *       the current file's is discarded instead.
 *   <li>The folder gets a manifest that could restore the rows.
 *   <li>One transaction of the catalog turns the draft into a revision: dataset, revision, files,
 *       checks and events together, under the lease's epoch.
 * </ol>
 *
 * <p>Readers see rows of step 4 alone, so there is never a half revision. A crash between any two
 * steps leaves bytes that no row names (orphans, which {@link GarbageCollector} removes after a
 * grace period) or a draft with files that have landed, which the next run resumes: what landed is
 * not fetched again. A crash after step 4 has lost nothing. Deleting goes the other way: rows
 * first, then bytes.
 *
 * <p>Two runs may fetch the same dataset at once, as when two plans overlap. Each has its own
 * number and folder. The second to commit finds that the dataset has moved on, compares its files
 * with what is current now, takes the next number, and tries again; identical content then makes no
 * second revision. A run whose lease was taken over cannot commit at all.
 *
 * <p>Thread-safe; a {@link Draft} is too.
 */
public final class RawStore {
  private static final int PAGE = 500;

  private final Catalog catalog;
  private final FileStore files;
  private final PathRules rules;
  private final Codec codec;

  /**
   * @param codec for new files; older ones keep theirs
   */
  public RawStore(Catalog catalog, FileStore files, PathRules rules, Codec codec) {
    this.catalog = Objects.requireNonNull(catalog);
    this.files = Objects.requireNonNull(files);
    this.rules = Objects.requireNonNull(rules);
    this.codec = Objects.requireNonNull(codec);
  }

  public Catalog catalog() {
    return catalog;
  }

  public FileStore files() {
    return files;
  }

  PathRules rules() {
    return rules;
  }

  Codec codec() {
    return codec;
  }

  /** A new revision of a dataset, or one that an earlier run has left unfinished. */
  public Draft draft(DatasetId id, Lease lease) {
    return Draft.open(this, id, lease);
  }

  public Optional<Dataset> dataset(DatasetId id) {
    return catalog.datasets().find(id).map(row -> withFiles(List.of(row)).getFirst());
  }

  /**
   * Datasets in order of creation, read as the stream is consumed.
   *
   * <p>Those created meanwhile may appear at the end; none is skipped or repeated.
   */
  public Stream<Dataset> datasets(DatasetFilter filter) {
    Datasets datasets = catalog.datasets();
    return Pages.stream(
            after -> datasets.page(filter, after, PAGE), (DatasetRow row) -> row.ref().row(), PAGE)
        .flatMap(page -> withFiles(page).stream());
  }

  private List<Dataset> withFiles(List<DatasetRow> rows) {
    List<Long> datasets = rows.stream().map(row -> row.ref().row()).toList();
    Map<Long, List<FileRow>> current = catalog.files().current(datasets);
    Map<Long, List<FileRow>> aside = catalog.files().setAside(datasets);
    return rows.stream()
        .map(row -> new Dataset(row, files(current, row), files(aside, row)))
        .toList();
  }

  private static List<StoredFile> files(Map<Long, List<FileRow>> found, DatasetRow of) {
    return found.getOrDefault(of.ref().row(), List.of()).stream().map(StoredFile::of).toList();
  }

  public long count(DatasetFilter filter) {
    return catalog.datasets().count(filter);
  }

  /** What a table reads, in order of file id: old before new. */
  public Stream<StoredFile> wanted(Wanted wanted) {
    return Pages.stream(after -> catalog.files().wanted(wanted, after, PAGE), FileRow::id, PAGE)
        .flatMap(List::stream)
        .map(StoredFile::of);
  }

  /** Every file, superseded ones included, in order of id. */
  public Stream<StoredFile> all() {
    return Pages.stream(after -> catalog.files().page(after, PAGE), FileRow::id, PAGE)
        .flatMap(List::stream)
        .map(StoredFile::of);
  }

  public Optional<StoredFile> file(long id) {
    return catalog.files().find(id).map(StoredFile::of);
  }

  /** Opens the decoded content; reading to its end proves it. The caller closes. */
  public InputStream open(StoredFile file) {
    return StoredReader.open(files, file.bytes());
  }

  /**
   * The content of every file that a feed ever had, oldest first, parted by line breaks; without
   * what is set aside.
   */
  public InputStream history(DatasetId id, FeedVersion feed) {
    Iterator<StoredFile> files =
        catalog.datasets().find(id).stream()
            .flatMap(row -> catalog.files().all(row.ref()).stream())
            .map(StoredFile::of)
            .filter(file -> file.feed().equals(feed) && file.setAside() == null)
            .iterator();
    return new JoinedFiles(files, this::open);
  }

  /**
   * Marks what makes up the current view as failed, so that the next run fetches it again.
   *
   * @return how many revisions were marked
   */
  public int invalidate(DatasetFilter filter, String reason) {
    return Pages.stream(
            after -> catalog.datasets().page(filter, after, PAGE),
            (DatasetRow row) -> row.ref().row(),
            PAGE)
        .mapToInt(page -> catalog.datasets().invalidate(page, reason))
        .sum();
  }

  /** What a deletion removed. */
  public record Deletion(long datasets, long files, long bytes) {
    private Deletion plus(Deletion more) {
      return new Deletion(datasets + more.datasets, files + more.files, bytes + more.bytes);
    }
  }

  /**
   * Deletes datasets with all their files, and leaves a tombstone of each.
   *
   * <p>What was computed from them, which holds their content too, goes with them: its files count,
   * its datasets do not, and it may be computed again.
   *
   * @param returning those that get none: the next run brings them back
   */
  public Deletion delete(DatasetFilter filter, Predicate<DatasetId> returning) {
    return Pages.stream(
            after -> catalog.datasets().page(filter, after, PAGE),
            (DatasetRow row) -> row.ref().row(),
            PAGE)
        .map(page -> deleteWithDerived(page, returning))
        .reduce(new Deletion(0, 0, 0), Deletion::plus);
  }

  private Deletion deleteWithDerived(List<DatasetRow> page, Predicate<DatasetId> returning) {
    // First: as long as its origins are there, a deletion that is cut short can be repeated.
    Deletion derived = delete(catalog.datasets().derivedFrom(page), id -> true);
    return delete(page, returning).plus(new Deletion(0, derived.files, derived.bytes));
  }

  /** Manifests go first: where there is one, all the files that it names are there. */
  private Deletion delete(List<DatasetRow> page, Predicate<DatasetId> returning) {
    // Of these nothing will say that they were deleted.
    page.stream()
        .filter(row -> returning.test(row.id()))
        .flatMap(row -> catalog.datasets().revisions(row.ref().row()).stream())
        .forEach(revision -> remove(revision.folder() + "/" + Manifest.FILE));
    Datasets.Deleted deleted = catalog.datasets().delete(page, returning);
    deleted.folders().forEach(folder -> remove(folder + "/" + Manifest.FILE));
    long bytes = 0;
    for (FileRow file : deleted.files()) {
      remove(file.file().path());
      bytes += file.file().storedSize();
    }
    return new Deletion(deleted.datasets(), deleted.files().size(), bytes);
  }

  void remove(String path) {
    try {
      files.delete(path);
    } catch (IOException e) {
      throw FileError.writing(files, path, e);
    }
  }
}
