package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.Discovery.Listing;
import dev.leat.api.FeedVersion;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Validation;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.Origin;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.run.Progress.TaskOutcome;
import dev.leat.core.store.Draft;
import dev.leat.core.store.DraftOutcome;
import dev.leat.core.store.RawStore;
import dev.leat.core.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps listings in the store, as datasets of their own; each is asked for once in a run.
 *
 * <p>Thread-safe. Where another run is fetching a listing at the moment, it waits its turn.
 */
final class KeptListings implements Listings {
  /** Another run fetches a listing in seconds; then this one asks whether it has changed. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final Parts parts;
  private final FetchSettings settings;
  private final LeaseKeeper keeper;
  private final Switches switches;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  /**
   * @param switches of what these bar, only what the store has is lent
   */
  KeptListings(Parts parts, FetchSettings settings, LeaseKeeper keeper, Switches switches) {
    this.parts = parts;
    this.settings = settings;
    this.keeper = keeper;
    this.switches = switches;
  }

  /** How far a listing may be from what upstream has now. */
  private enum Need {
    /** What upstream says has not changed need not be asked for. */
    CURRENT,
    /** It is to be asked for. */
    FRESH
  }

  /** One listing of this run; who asks for it second waits for the first. */
  private static final class Asked {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Kept answer;
    private @Nullable LeatException failure;
  }

  @Override
  public Listing listing(DatasetId id, Offer offer) throws IOException, InterruptedException {
    return switches.bar(id) || Boolean.FALSE.equals(offer.refetch())
        ? stored(parts.store(), id, offer.files().getFirst().id())
        : once(id, offer, Boolean.TRUE.equals(offer.refetch()) ? Need.FRESH : Need.CURRENT);
  }

  /** What the store has, and be it nothing; nobody is asked for more. */
  static Listing stored(RawStore store, DatasetId id, FeedVersion file) {
    Optional<StoredFile> held = store.dataset(id).flatMap(dataset -> dataset.file(file));
    return new Kept(store, held, new DraftOutcome.Unchanged(), 0);
  }

  /** The same as a task: the listing is a dataset that a plan is about. */
  DatasetTask.Result bring(Decisions.Task task) throws IOException, InterruptedException {
    if (task.files().isEmpty()) {
      return new DatasetTask.Result(TaskOutcome.UNCHANGED, 0, List.of());
    }
    Kept kept = once(task.id(), task.offer(), Need.FRESH);
    return new DatasetTask.Result(DatasetTask.outcome(kept.outcome()), kept.bytes(), List.of());
  }

  private Kept once(DatasetId id, Offer offer, Need need) throws IOException, InterruptedException {
    OfferedFile file = offer.files().getFirst();
    Asked one = asked.computeIfAbsent(id + "/" + file.id(), name -> new Asked());
    one.lock.lockInterruptibly();
    try {
      LeatException failure = one.failure;
      if (failure != null) {
        throw failure;
      }
      Kept answer = one.answer;
      if (answer == null && need == Need.CURRENT) {
        answer = held(id, file);
      }
      if (answer == null) {
        answer = fetch(id, offer);
        one.answer = answer;
      }
      return answer;
    } catch (LeatException failed) {
      one.failure = failed;
      throw failed;
    } finally {
      one.lock.unlock();
    }
  }

  /** What is in the store and not known to be bad, where upstream names no later change. */
  private @Nullable Kept held(DatasetId id, OfferedFile file) {
    Instant now = file.modified();
    if (now == null) {
      return null;
    }
    return parts
        .store()
        .dataset(id)
        .filter(dataset -> dataset.row().validation() != Validation.FAILED)
        .flatMap(dataset -> dataset.file(file.id()))
        .filter(held -> isCurrent(held, now))
        .map(held -> new Kept(parts.store(), Optional.of(held), new DraftOutcome.Unchanged(), 0))
        .orElse(null);
  }

  private static boolean isCurrent(StoredFile held, Instant now) {
    Instant then = held.known().modified();
    return then != null && !now.isAfter(then);
  }

  private Kept fetch(DatasetId id, Offer offer) throws IOException, InterruptedException {
    String leaseName = "listing:" + parts.catalog().bucket() + "/" + id;
    Lease lease =
        keeper
            .acquire(leaseName, PATIENCE, BETWEEN)
            .orElseThrow(
                () ->
                    new LeatException(
                        RunError.LISTING_BUSY,
                        "another run is fetching the listing " + id + " right now",
                        "wait for it to end, then run again"));
    try {
      return fetch(id, offer, lease);
    } finally {
      keeper.release(leaseName);
    }
  }

  private Kept fetch(DatasetId id, Offer offer, Lease lease)
      throws IOException, InterruptedException {
    OfferedFile file = offer.files().getFirst();
    Draft draft = parts.store().draft(id, lease);
    Intake.Result taken = Intake.take(parts, draft, file, settings);
    DatasetState state = taken.there() ? DatasetState.COMPLETE : DatasetState.MISSING;
    var origin = new Origin(Origin.Kind.TASK, parts.holder().run());
    DraftOutcome outcome =
        draft.commit(new Description(offer.name(), state, offer.metadata()), origin);
    draft.events().forEach(parts::tell);
    Optional<StoredFile> stored =
        taken.there()
            ? parts.store().dataset(id).flatMap(dataset -> dataset.file(file.id()))
            : Optional.empty();
    return new Kept(parts.store(), stored, outcome, taken.bytes());
  }

  /** A listing in the store. */
  private record Kept(RawStore store, Optional<StoredFile> stored, DraftOutcome outcome, long bytes)
      implements Listing {
    @Override
    public boolean changed() {
      return outcome instanceof DraftOutcome.Created || outcome instanceof DraftOutcome.Updated;
    }

    @Override
    public InputStream openAll() {
      return stored.map(file -> store.history(file.dataset(), file.feed())).orElseGet(this::open);
    }

    @Override
    public InputStream open() {
      return stored.map(store::open).orElseGet(InputStream::nullInputStream);
    }

    @Override
    public Optional<KnownFile> file() {
      return stored.map(StoredFile::known);
    }
  }
}
