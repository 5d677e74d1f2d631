package dev.leat.core.store;

import static dev.leat.api.Validation.FAILED;

import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.api.PastStore;
import dev.leat.core.catalog.CommitRequest.Check;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.DatasetRow;
import dev.leat.core.catalog.Drafts;
import dev.leat.core.catalog.Drafts.DraftRow;
import dev.leat.core.catalog.FileRecord;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.Origin;
import dev.leat.core.catalog.Provenance;
import dev.leat.core.catalog.RevisionRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A revision being fetched: invisible to readers, and able to survive its process.
 *
 * <p>Leaving it without {@link #commit} keeps what has landed for the next run. Thread-safe: the
 * files of a dataset may be received side by side.
 */
public final class Draft {
  private final RawStore store;
  private final DatasetId id;
  private final Lease lease;
  private final Drafts drafts;
  private final Map<FeedVersion, FileRecord> landed = new LinkedHashMap<>();
  private final Map<FeedVersion, Check> checks = new LinkedHashMap<>();
  private final int base;
  private final Map<FeedVersion, KnownFile> known;
  private @Nullable DraftRow row;
  private List<LeatEvent> events = List.of();

  private Draft(RawStore store, DatasetId id, Lease lease) {
    this.store = store;
    this.id = id;
    this.lease = lease;
    this.drafts = store.catalog().drafts();
    Optional<DatasetRow> dataset = store.catalog().datasets().find(id);
    this.base = dataset.map(DatasetRow::latest).orElse(0);
    boolean invalid = dataset.map(DatasetRow::validation).filter(FAILED::equals).isPresent();
    this.known =
        base == 0 || (invalid && isDamaged())
            ? Map.of()
            : new HashMap<>(store.catalog().files().known(id));
  }

  /** Then nothing of it is ground to compare with: all of the dataset is taken in anew. */
  private boolean isDamaged() {
    return store.dataset(id).stream()
        .flatMap(dataset -> dataset.files().stream())
        .anyMatch(file -> StoredReader.isDamaged(store.files(), file.bytes()));
  }

  static Draft open(RawStore store, DatasetId id, Lease lease) {
    var draft = new Draft(store, id, lease);
    if (draft.drafts.left(id, lease).isPresent()) {
      draft.reserved();
    }
    return draft;
  }

  public DatasetId dataset() {
    return id;
  }

  /** The dataset's current files, by feed and version. */
  public Map<FeedVersion, KnownFile> known() {
    return Map.copyOf(known);
  }

  /**
   * Whether the file has landed already and the offer is not newer than what landed.
   *
   * @param offered the modification time on offer, or null where the source does not know
   */
  public synchronized boolean landed(FeedVersion feed, @Nullable Instant offered) {
    FileRecord file = landed.get(feed);
    if (file == null) {
      return false;
    }
    Instant has = file.from().modified();
    return offered == null || (has != null && !offered.isAfter(has));
  }

  /** The number and the folder that this draft has for itself, from its first byte on. */
  synchronized DraftRow reserved() {
    DraftRow known = row;
    if (known == null) {
      known =
          drafts.open(
              id, lease, number -> store.rules().folder(store.catalog().bucket(), id, number));
      takeOver(known);
      row = known;
    }
    return known;
  }

  /**
   * Keeps what the rows say has landed; removes whatever else a crash has left in the folder.
   *
   * @throws LeatException where the folder is that of a revision, and the catalog has lost it
   */
  private void takeOver(DraftRow draft) {
    var found = new HashMap<String, Long>();
    try (Stream<Entry> entries = store.files().list(draft.folder())) {
      entries.forEach(entry -> found.put(entry.path(), entry.size()));
    } catch (IOException e) {
      throw FileError.reading(store.files(), draft.folder(), e);
    }
    if (draft.begun() && !found.isEmpty()) {
      requireNoRevision(draft);
    }
    for (FileRecord file : draft.files()) {
      Long size = found.get(file.path());
      if (size != null && size == file.storedSize()) {
        landed.put(file.id(), file);
        found.remove(file.path());
      } else {
        drafts.drop(draft, lease, file.id());
      }
    }
    found.keySet().forEach(store::remove);
  }

  private void requireNoRevision(DraftRow begun) {
    try {
      Manifest.find(store.files(), begun.folder() + "/" + Manifest.FILE)
          .ifPresent(manifest -> manifest.requireKnown(store.catalog().datasets()));
    } catch (LeatException e) {
      drafts.abandon(begun.id());
      throw e;
    }
  }

  /**
   * Starts to take in one file.
   *
   * @param format the ending of its name, such as json
   */
  public Incoming receive(FeedVersion feed, String format) {
    String path = reserved().folder() + "/" + feed + "." + format;
    return new Incoming(feed, format, Deposit.begin(store.files(), path, store.codec()));
  }

  /** A file on its way in; closing it before {@link #land} discards it. */
  public final class Incoming implements AutoCloseable {
    private final FeedVersion feed;
    private final String format;
    private final Deposit deposit;

    private Incoming(FeedVersion feed, String format, Deposit deposit) {
      this.feed = feed;
      this.format = format;
      this.deposit = deposit;
    }

    /** Says before the first byte that the body was gzipped for its way. */
    public Incoming gzippedInTransit() {
      deposit.gzippedInTransit();
      return this;
    }

    /** Takes the bytes; closing it closes nothing. */
    public OutputStream sink() {
      return deposit.sink();
    }

    /**
     * Keeps the file, unless its content is the current one's; then only the check is remembered.
     *
     * @return whether the content is new
     */
    public boolean land(Provenance from) {
      return Draft.this.land(this, from);
    }

    /**
     * As {@link #land(Provenance)}, for a copy that must be what was found.
     *
     * @throws LeatException where it is not, which means that the original changed meanwhile
     */
    public boolean land(PastStore.Found found, Provenance from) {
      StoredBytes bytes = deposit.finish();
      boolean same =
          bytes.sha256().equals(found.sha256())
              || bytes.storedSha256().equals(found.storedSha256());
      if (!same) {
        throw FileError.corrupt(
            store.files(), bytes.path(), found.path() + " changed while it was copied");
      }
      return land(from);
    }

    @Override
    public void close() {
      deposit.close();
    }
  }

  private synchronized boolean land(Incoming incoming, Provenance from) {
    StoredBytes bytes = incoming.deposit.finish();
    if (isCurrent(incoming.feed, bytes.sha256(), from)) {
      incoming.close();
      return false;
    }
    incoming.deposit.land();
    keep(StoredFile.record(incoming.feed, incoming.format, bytes, from));
    return true;
  }

  /** Whether the content is the current file's; then only the check is remembered. */
  private boolean isCurrent(FeedVersion feed, String sha256, Provenance from) {
    forget(feed);
    KnownFile current = known.get(feed);
    boolean same = current != null && current.sha256().equals(sha256);
    if (same) {
      checks.put(feed, check(feed, from));
    }
    return same;
  }

  private void keep(FileRecord file) {
    drafts.land(reserved(), lease, file);
    landed.put(file.id(), file);
    checks.remove(file.id());
  }

  /** What became of a file to be taken over where it is. */
  public enum Adopted {
    NEW,
    /** Its content is the current one's. */
    SAME,
    /** Its bytes are not as this store keeps them: receive it instead. */
    UNFIT
  }

  /**
   * Takes over a file of this machine's disk without copying its bytes.
   *
   * @param codec gzip or none, as the file was found to be
   * @param found checked just now
   * @throws LeatException where the store cannot refer to bytes at that place
   */
  public synchronized Adopted adopt(
      FeedVersion feed, String format, Codec codec, PastStore.Found found, Provenance from) {
    if (!Deposit.keeps(format, codec, found.path())) {
      return Adopted.UNFIT;
    }
    if (isCurrent(feed, found.sha256(), from)) {
      return Adopted.SAME;
    }
    String path = reserved().folder() + "/" + feed + "." + format + codec.extension();
    link(path, found.path());
    var bytes =
        new StoredBytes(
            path, codec, found.sha256(), found.size(), found.storedSha256(), found.storedSize());
    keep(StoredFile.record(feed, format, bytes, from));
    return Adopted.NEW;
  }

  private void link(String path, Path file) {
    try {
      if (!store.files().adopt(path, file)) {
        String reason = store.files().root() + " cannot refer to a file on another disk";
        throw FileError.unadoptable(file, reason, null);
      }
    } catch (IOException e) {
      throw FileError.writing(store.files(), path, e);
    }
  }

  private static Check check(FeedVersion feed, Provenance from) {
    return new Check(feed, from.modified(), from.etag(), from.lastModified(), null);
  }

  /** A file that landed before and is about to be replaced: row first, then bytes. */
  private void forget(FeedVersion feed) {
    FileRecord before = landed.remove(feed);
    if (before != null) {
      drafts.drop(reserved(), lease, feed);
      store.remove(before.path());
    }
  }

  /**
   * Remembers that upstream still has what the store has.
   *
   * @param modified the modification time on offer, if any
   */
  public synchronized void unchanged(FeedVersion feed, @Nullable Instant modified) {
    checks.put(feed, new Check(feed, modified, null, null, null));
  }

  /**
   * Remembers that upstream does not have the file.
   *
   * @param until when to ask again, unless something newer is offered
   * @param modified the modification time on offer, if any
   */
  public synchronized void absent(FeedVersion feed, Instant until, @Nullable Instant modified) {
    checks.put(feed, new Check(feed, modified, null, null, Objects.requireNonNull(until)));
  }

  /** The content of a file as it would be after the commit: just landed, or kept. */
  public Optional<InputStream> open(FeedVersion feed) {
    FileRecord file;
    synchronized (this) {
      file = landed.get(feed);
    }
    if (file != null) {
      return Optional.of(StoredReader.open(store.files(), StoredFile.bytes(file)));
    }
    return store.dataset(id).flatMap(dataset -> dataset.file(feed)).map(store::open);
  }

  /**
   * Makes everything visible at once, or nothing.
   *
   * @throws LeatException where the lease has a newer holder or the dataset was deleted on purpose
   */
  public DraftOutcome commit(Description description, Origin origin) {
    return commit(description, origin, List.of());
  }

  /** As {@link #commit(Description, Origin)}, for files computed from other revisions. */
  public synchronized DraftOutcome commit(
      Description description, Origin origin, List<RevisionRef> lineage) {
    return new Commit(store, this, new Commit.Said(description, origin, lineage)).run();
  }

  /** What the commit has told the outbox; empty before it, and where nothing changed. */
  public synchronized List<LeatEvent> events() {
    return events;
  }

  synchronized void told(List<LeatEvent> by) {
    events = List.copyOf(by);
  }

  Lease lease() {
    return lease;
  }

  int base() {
    return base;
  }

  Optional<DraftRow> row() {
    return Optional.ofNullable(row);
  }

  List<FileRecord> landed() {
    return List.copyOf(landed.values());
  }

  List<Check> checks() {
    return List.copyOf(checks.values());
  }

  /** Forgets the draft and removes its bytes. */
  public synchronized void abandon() {
    DraftRow draft = row;
    if (draft != null) {
      drafts.abandon(draft.id());
      landed.values().forEach(file -> store.remove(file.path()));
      landed.clear();
      row = null;
    }
  }
}
