package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.api.CommitOutcome;
import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.Destination;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.LeatException;
import dev.leat.api.Load;
import dev.leat.api.Load.Staged;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.core.contract.Profile;
import dev.leat.core.load.Loader.Work;
import dev.leat.core.load.WantedFiles.WantedFile;
import dev.leat.core.read.InputFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stages, applies and commits the work on one table. */
final class Attempt {
  /** How it ended, where it did not fail. */
  sealed interface Result {
    record Done(
        long load,
        long read,
        Effects effects,
        long leftOut,
        Optional<Profile> profile,
        String shape,
        List<String> warnings)
        implements Result {}

    /** There is no file, and what columns the table has is not known without. */
    record Nothing() implements Result {}

    /** The table is no longer what the work was planned for. */
    record Moved(Reason reason) implements Result {}

    /** The commit failed, and the record knows nothing of it. */
    record Undone(LeatException error) implements Result {}
  }

  /** So many portions may stay where they were read until they are written. */
  private static final int LASTING_MAX = 3;

  /** Once from the files that are new, once from those that are lacking. */
  private static final int LEARNT_MAX = 2;

  private static final Comparator<WantedFile> FETCHED =
      Comparator.comparing((WantedFile file) -> file.facts().fetchedAt())
          .thenComparingInt(file -> file.facts().revision())
          .thenComparingLong(file -> file.facts().id());

  private final Destination destination;
  private final TableTask task;
  private final Reading reading;
  private final LoadListener listener;
  private final String run;
  private final InstantSource clock;
  private final Breaker breaker;
  private final Inspection inspection;
  private Optional<Batch> blank = Optional.empty();
  private long read;
  private long unreadable;
  private List<InputFile> lacking = List.of();

  /** Which run attempts it, the time it sees, and who may end it. */
  record Of(String run, InstantSource clock, Breaker breaker) {}

  Attempt(Destination destination, TableTask task, Reading reading, LoadListener listener, Of of) {
    this.destination = destination;
    this.task = task;
    this.reading = reading;
    this.listener = listener;
    this.run = of.run();
    this.clock = of.clock();
    this.breaker = of.breaker();
    this.inspection = new Inspection(task, listener);
  }

  Result make(Work work) {
    blank = work.add().isEmpty() && work.previous() == 0 ? reading.blank() : Optional.empty();
    if (work.add().isEmpty() && work.previous() == 0 && blank.isEmpty()) {
      return new Result.Nothing();
    }
    listener.started(task.table(), work.add().size(), work.remove().size());
    List<WantedFile> added = inOrder(describe(work.add()));
    List<InputFile> files = added.stream().map(WantedFile::input).toList();
    LoadRequest request = request(work, added);
    boolean learnt = reading.isBlank();
    if (learnt && !files.isEmpty()) {
      learn(files);
    }
    Optional<CommitOutcome> outcome = load(request, files);
    for (int times = 0; outcome.isEmpty() && times < LEARNT_MAX; times++) {
      learn(unknown(files));
      outcome = load(request, files);
    }
    return resolve(
        request,
        outcome.orElseThrow(
            () -> new IllegalStateException(task.table() + " is unknown to its own shape")));
  }

  private void learn(List<InputFile> files) {
    try (var part = breaker.during(reading::end)) {
      reading.learn(files);
    }
  }

  /** What is to be learnt from: also files of rows that the table turned out to lack. */
  private List<InputFile> unknown(List<InputFile> files) {
    Set<InputFile> all = new LinkedHashSet<>(files);
    all.addAll(lacking);
    return List.copyOf(all);
  }

  /** Empty where the files say something that must be learnt first; nothing was written then. */
  private Optional<CommitOutcome> load(LoadRequest request, List<InputFile> files) {
    var tally = new Tally(task, request);
    try (Load load = destination.open(fitting(request))) {
      return prepare(load, request, files, tally) ? Optional.of(load.commit()) : Optional.empty();
    } finally {
      reading.release();
    }
  }

  /** A cursor that was only ever null is no column yet, and decides nothing. */
  private LoadRequest fitting(LoadRequest request) {
    Set<String> columns = reading.columns();
    return columns.isEmpty() ? request : request.among(columns);
  }

  /** Everything but the commit. */
  private boolean prepare(Load load, LoadRequest request, List<InputFile> files, Tally tally) {
    Runnable end =
        () -> {
          load.end();
          reading.end();
        };
    try (var part = breaker.during(end)) {
      blank.ifPresent(load::stage);
      if (!stage(load, files, request.scope(), tally)) {
        return false;
      }
      read = tally.rows();
      unreadable = tally.quarantined();
      lacking = describe(load.lacking()).stream().map(WantedFile::input).toList();
      if (!stage(load, lacking, request.scope(), tally)) {
        return false;
      }
      tally.judge();
      if (load.apply()) {
        inspection.look(load, request, tally.rows(), clock.instant());
      }
      return true;
    }
  }

  private boolean stage(Load load, List<InputFile> files, Scope scope, Tally tally) {
    int done = 0;
    List<List<InputFile>> portions = reading.batches(files);
    // A rebuild writes rows where they belong as they come; many portions would fill the memory.
    boolean few = scope == Scope.CHANGES && portions.size() <= LASTING_MAX;
    Lifetime lifetime = few ? Lifetime.LOAD : Lifetime.NEXT_BATCH;
    for (List<InputFile> portion : portions) {
      Optional<Batch> batch = reading.rows(portion, lifetime);
      if (batch.isEmpty()) {
        return false;
      }
      Staged staged = load.stage(batch.get());
      tally.add(batch.get(), staged);
      done += portion.size();
      listener.advanced(task.table(), done);
    }
    return true;
  }

  private Result resolve(LoadRequest request, CommitOutcome outcome) {
    return switch (outcome) {
      case CommitOutcome.Committed committed -> done(request, committed.effects());
      case CommitOutcome.AlreadyCommitted before -> done(request, before.effects());
      case CommitOutcome.Rejected rejected -> new Result.Moved(rejected.reason());
      case CommitOutcome.Unknown unknown -> ask(request, unknown.error());
    };
  }

  /** The answer to a commit got lost: the destination's record tells what became of it. */
  private Result ask(LoadRequest request, LeatException error) {
    long newest = destination.states(List.of(task.table())).values().iterator().next().load();
    if (newest == request.previous()) {
      return new Result.Undone(error);
    }
    if (newest == request.id()) {
      try (Load load = destination.open(fitting(request))) {
        load.apply();
        return resolve(request, load.commit());
      }
    }
    throw new LeatException(
        LoadError.LOAD_UNRESOLVED,
        "Whether the load of " + task.table() + " was committed is unknown: " + error.problem(),
        "Run the load again: it starts from what the destination's records say.",
        error);
  }

  private Result done(LoadRequest request, Effects effects) {
    var warnings = new ArrayList<>(reading.warnings());
    warnings.addAll(inspection.warnings());
    // Rows that refer to nothing were readable, and are in quarantine now.
    long orphans = Math.max(0, effects.root().quarantined() - unreadable);
    return new Result.Done(
        request.id(),
        read - orphans,
        effects,
        reading.leftOut(),
        inspection.profile(),
        reading.shape(),
        warnings);
  }

  private LoadRequest request(Work work, List<WantedFile> added) {
    List<LoadFile> facts = added.stream().map(WantedFile::facts).toList();
    Instant newest =
        facts.stream().map(LoadFile::fetchedAt).max(Comparator.naturalOrder()).orElse(null);
    var id =
        new LoadId(
            destination.name(),
            task.table(),
            work.previous(),
            task.configuration(),
            work.scope(),
            work.add(),
            work.remove());
    return new LoadRequest(
        id.value(),
        work.previous(),
        task.table(),
        work.scope(),
        task.disposition(),
        facts,
        work.remove(),
        task.configuration(),
        newest,
        run,
        work.references());
  }

  /** In order of id, so that the same work reads its files in the same order. */
  private List<WantedFile> describe(FileIds ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<Long, WantedFile> described =
        task.files().describe(ids).stream()
            .collect(Collectors.toMap(file -> file.facts().id(), Function.identity()));
    var files = new ArrayList<WantedFile>();
    ids.stream().forEach(id -> files.add(known(described, id)));
    return files;
  }

  /** A vault tells what became of rows in the order in which files were fetched. */
  private List<WantedFile> inOrder(List<WantedFile> files) {
    return task.disposition() instanceof Disposition.Vault
        ? files.stream().sorted(FETCHED).toList()
        : files;
  }

  private WantedFile known(Map<Long, WantedFile> described, long id) {
    WantedFile file = described.get(id);
    if (file == null) {
      throw new LeatException(
          LoadError.FILE_UNDESCRIBED,
          "The table " + task.table() + " wants the stored file " + id + ", which is not there.",
          "Run `leat doctor` to compare the catalog with the store.");
    }
    return file;
  }
}
