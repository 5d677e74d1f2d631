package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetType;
import dev.leat.api.FeedVersion;
import dev.leat.api.KeyValue;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.CheckHistory;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.Datasets;
import dev.leat.core.catalog.Flags;
import dev.leat.core.catalog.Holder;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.KeyIndexes;
import dev.leat.core.catalog.RevisionRow;
import dev.leat.core.catalog.SetAside;
import dev.leat.core.fetch.Pause;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.DatasetTypeRules;
import dev.leat.core.project.SourceDefinition;
import dev.leat.core.report.Exporter;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.Doctor;
import dev.leat.core.store.GarbageCollector;
import dev.leat.core.store.RawStore;
import dev.leat.core.store.StoredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** Changes and looks after the store and the catalog. */
public final class Administration {
  private static final int PAGE = 500;
  private static final Duration EVENTS_KEPT = Duration.ofDays(90);

  /** Longer than any export takes from its last file until all are sent. */
  private static final Duration EXPORT_LONGEST = Duration.ofDays(1);

  private final Workshop workshop;

  public Administration(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * Deletes datasets with their files and leaves tombstones; rows go with the next load.
   *
   * <p>What other datasets are found in gets no tombstone: the next run asks for it again.
   *
   * @throws LeatException where the scope is everything: name a source or a key
   */
  public RawStore.Deletion delete(Scope scope) {
    long datasets = 0;
    long files = 0;
    long bytes = 0;
    for (DatasetFilter filter : filters(scope)) {
      RawStore.Deletion deletion = workshop.store().delete(filter, this::leadsToOthers);
      datasets += deletion.datasets();
      files += deletion.files();
      bytes += deletion.bytes();
    }
    return new RawStore.Deletion(datasets, files, bytes);
  }

  private boolean leadsToOthers(DatasetId id) {
    return workshop
        .project()
        .source(id.source())
        .flatMap(source -> source.datasetType(id.type()))
        .filter(type -> type.role() != DatasetType.Role.PLANNED)
        .isPresent();
  }

  /** How the project's flags stand now. */
  public List<FlagReport> flags() {
    Map<String, Flags.Setting> turned = workshop.catalog().flags().all();
    Parts parts = workshop.parts(Progress.Listener.NONE, List.of(), new Stop());
    Map<String, Boolean> now = Switches.now(parts).values();
    return workshop.project().flags().stream()
        .map(
            flag ->
                new FlagReport(
                    flag,
                    now.getOrDefault(flag.name(), flag.fallback()),
                    Optional.ofNullable(turned.get(flag.name()))
                        .filter(any -> workshop.project().flagsQuery().isEmpty())
                        .map(Flags.Setting::changedAt)))
        .toList();
  }

  /**
   * Turns a flag, from the next run on.
   *
   * @param on empty to let the project's default decide again
   * @throws LeatException where the project has no such flag, or has flags elsewhere
   */
  public void turn(String name, Optional<Boolean> on) {
    Names.requireFlag(workshop.project(), name);
    if (workshop.project().flagsQuery().isPresent()) {
      throw new LeatException(
          RunError.FLAGS_ELSEWHERE,
          "the flags of this project are where its flags_query looks, not in the catalog",
          "change them there");
    }
    Flags flags = workshop.catalog().flags();
    on.ifPresentOrElse(value -> flags.set(name, value), () -> flags.forget(name));
  }

  /** Lifts the tombstones of deleted datasets, so that the next run fetches them again. */
  public long restore(Scope scope) {
    Datasets datasets = workshop.catalog().datasets();
    long restored = 0;
    for (String source : sources(scope)) {
      List<DatasetId> page = datasets.deleted(source, null, PAGE);
      while (!page.isEmpty()) {
        restored += datasets.restore(page.stream().filter(id -> holds(scope, id)).toList());
        page = datasets.deleted(source, page.getLast(), PAGE);
      }
    }
    return restored;
  }

  /** As a filter of datasets does, for those that are no longer there. */
  private static boolean holds(Scope scope, DatasetId id) {
    Map<String, KeyValue> has = id.keys().values();
    return has.keySet().containsAll(scope.keys().keySet()) && scope.admits(id.keys());
  }

  /** Marks what is current as wrong, so that the next run fetches it again. */
  public long invalidate(Scope scope, String reason) {
    return filters(scope).stream()
        .mapToLong(filter -> workshop.store().invalidate(filter, reason))
        .sum();
  }

  /**
   * Sets files of one revision aside: nothing reads them any more, and they stay where they are.
   *
   * @param feed empty for all of the revision's files
   * @return the files that were read until now
   */
  public List<FeedVersion> setAside(
      DatasetId dataset, int revision, Optional<String> feed, String reason) {
    return workshop.catalog().setAside().set(chosen(dataset, revision, feed), reason);
  }

  /** Takes back what {@link #setAside} set aside; returns those files. */
  public List<FeedVersion> takeBack(DatasetId dataset, int revision, Optional<String> feed) {
    return workshop.catalog().setAside().restore(chosen(dataset, revision, feed));
  }

  private SetAside.Choice chosen(DatasetId dataset, int revision, Optional<String> feed) {
    return new Chosen(workshop).of(dataset, revision, feed);
  }

  /** Datasets in scope, listings included. */
  public long count(Scope scope) {
    return filters(scope).stream().mapToLong(workshop.store()::count).sum();
  }

  private List<DatasetFilter> filters(Scope scope) {
    var filters = new ArrayList<DatasetFilter>();
    for (String source : sources(scope)) {
      DatasetFilter filter = DatasetFilter.ALL.source(source);
      for (var key : scope.keys().entrySet()) {
        filter = filter.key(key.getKey(), key.getValue().stream().map(KeyValue::of).toList());
      }
      filters.add(filter);
    }
    return filters;
  }

  /**
   * The project's sources in scope; what Leat computed itself, and what came from a source that the
   * project no longer has, only where it is named.
   */
  private List<String> sources(Scope scope) {
    List<String> known =
        new ArrayList<>(workshop.project().sources().stream().map(SourceDefinition::name).toList());
    if (scope.sources().isEmpty()) {
      return known;
    }
    known.add(ExportRegister.SOURCE);
    known.addAll(Names.formerSources(workshop, scope.sources()));
    scope.sources().forEach(name -> Names.requireSource(name, known));
    return List.copyOf(scope.sources());
  }

  /**
   * Removes files that nothing refers to, and events of long ago that all readers have read; spares
   * drafts that can be resumed.
   */
  public GarbageCollector.Removed collectGarbage(Duration grace) {
    Catalog catalog = workshop.catalog();
    catalog.outbox().prune(catalog.clock().instant().minus(EVENTS_KEPT));
    Instant now = catalog.clock().instant();
    return collector(grace)
        .run()
        .plus(Exporter.sweep(workshop.staging(), now.minus(EXPORT_LONGEST)));
  }

  /** What {@link #collectGarbage} would remove of the store; removes nothing. */
  public GarbageCollector.Removed garbage(Duration grace) {
    return collector(grace).look();
  }

  private GarbageCollector collector(Duration grace) {
    var limits = new GarbageCollector.Limits(grace, GarbageCollector.Limits.USUAL.draft());
    return new GarbageCollector(workshop.store(), limits);
  }

  public Catalog.Migrated migrate() {
    return Catalog.migrate(workshop.catalogSettings());
  }

  /** Makes the indexes that leat.yaml wants on keys; does nothing on SQLite. */
  public KeyIndexes.Synced syncIndexes() {
    var wanted = new ArrayList<KeyIndexes.Wanted>();
    for (DatasetTypeRules type : workshop.project().datasetTypes()) {
      if (type.index() == DatasetTypeRules.Index.WANTED) {
        Map<String, KeyIndexes.KeyType> keys = new LinkedHashMap<>();
        type.keys()
            .forEach(
                (key, rule) ->
                    keys.put(
                        key,
                        rule.type() == DatasetTypeRules.KeyType.INTEGER
                            ? KeyIndexes.KeyType.INTEGER
                            : KeyIndexes.KeyType.TEXT));
        wanted.add(new KeyIndexes.Wanted(type.source(), type.datasetType(), keys));
      }
    }
    return workshop.catalog().keyIndexes().sync(wanted);
  }

  /** Looks at every part of the project and changes nothing; reads no stored file. */
  public Diagnosis diagnose() {
    try (Workshop untouched = workshop.untouched()) {
      return new Physician(untouched).examine();
    }
  }

  /** Files whose bytes are not what the catalog says; reads them all. */
  public List<Damage> damaged() {
    try (var damaged = new Doctor(workshop.store()).damaged()) {
      return damaged.map(each -> new Damage(each, use(each.file()))).toList();
    }
  }

  private Damage.Use use(StoredFile file) {
    boolean current =
        workshop.store().dataset(file.dataset()).stream()
            .flatMap(dataset -> dataset.files().stream())
            .anyMatch(each -> each.id() == file.id());
    if (current) {
      return file.dataset().source().equals(ExportRegister.SOURCE)
          ? Damage.Use.EXPORT
          : Damage.Use.CURRENT;
    }
    return workshop.project().tables().stream()
            .map(TableTasks::wanted)
            .anyMatch(wanted -> TableTasks.reads(wanted, file))
        ? Damage.Use.HISTORY
        : Damage.Use.NONE;
  }

  /** Removes damaged files of older revisions that no table reads; returns how many. */
  public int removeDamaged() {
    List<Damage> unused = damaged().stream().filter(each -> each.use() == Damage.Use.NONE).toList();
    var doctor = new Doctor(workshop.store());
    unused.forEach(each -> doctor.remove(each.found().file()));
    return unused.size();
  }

  /** Restores rows of the catalog from the manifests beside the files. */
  public Doctor.Rebuilt rebuild() {
    var holder = Holder.here("rebuild");
    try (var keeper = new LeaseKeeper(workshop.catalog().leases(), holder, Pause.SLEEP)) {
      var lease =
          keeper
              .take("rebuild:" + workshop.catalog().bucket())
              .orElseThrow(
                  () ->
                      new LeatException(
                          RunError.LISTING_BUSY,
                          "another process is rebuilding this catalog",
                          "wait for it to end"));
      return new Doctor(workshop.store()).rebuild(lease);
    }
  }

  /**
   * Takes over what another program has stored; a second time takes over what is new since.
   *
   * @param progress told after each dataset how many are done, from several threads
   * @throws LeatException where it cannot go on at all; damaged files are in the report
   */
  public ImportReport importFrom(ImportRequest request, LongConsumer progress)
      throws InterruptedException {
    return new ImportStage(workshop, request).run(progress);
  }

  /** The revisions of a dataset, oldest first. */
  public List<RevisionRow> revisions(Dataset dataset) {
    return workshop.catalog().datasets().revisions(dataset.row().ref().row());
  }

  /** The newest jobs. */
  public List<Jobs.JobRow> jobs(int max) {
    return workshop.catalog().jobs().newest(Long.MAX_VALUE, max);
  }

  /** What the newest checks of tables found, of all where none is named. */
  public List<CheckHistory.CheckRow> checks(Set<String> tables, int max) {
    CheckHistory history = workshop.catalog().checks();
    String destination = workshop.destination().name();
    if (tables.isEmpty()) {
      return history.newest(destination, "", max);
    }
    return tables.stream()
        .flatMap(table -> history.newest(destination, table, max).stream())
        .sorted(Comparator.comparing(CheckHistory.CheckRow::at).reversed())
        .limit(max)
        .toList();
  }

  public List<Jobs.FailedTask> failedTasks(long job) {
    return workshop.catalog().jobs().failedTasks(job);
  }
}
