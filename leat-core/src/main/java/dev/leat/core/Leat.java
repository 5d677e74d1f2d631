package dev.leat.core;

import dev.leat.api.DatasetId;
import dev.leat.api.EventListener;
import dev.leat.api.Export;
import dev.leat.api.LeatException;
import dev.leat.api.Origin;
import dev.leat.api.RowSink;
import dev.leat.api.Span;
import dev.leat.core.contract.CheckResult;
import dev.leat.core.load.Loader;
import dev.leat.core.observe.EventReader;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.FilePlace;
import dev.leat.core.project.Project;
import dev.leat.core.run.Administration;
import dev.leat.core.run.Datasets;
import dev.leat.core.run.DebugReport;
import dev.leat.core.run.ExportReport;
import dev.leat.core.run.FilePreview;
import dev.leat.core.run.PlanReport;
import dev.leat.core.run.RunReport;
import dev.leat.core.run.Runner;
import dev.leat.core.run.SourceTrial;
import dev.leat.core.run.Status;
import dev.leat.core.run.Stop;
import dev.leat.core.run.Subscriber;
import dev.leat.core.run.TrialReport;
import dev.leat.core.run.Workshop;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.FileCache;
import dev.leat.core.store.StoredFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A project, ready to run: the one door for programs and for the command line.
 *
 * <p>Opening reads and checks leat.yaml and connects to nothing. Thread-safe; runs of one object
 * happen one after the other, but for a fetch whose datasets are {@linkplain Datasets#streaming
 * given while it goes on}: its consumer may run others meanwhile.
 */
public final class Leat implements AutoCloseable {
  private final Workshop workshop;
  private final Runner.Company company;
  private final ReentrantLock one = new ReentrantLock();

  private Leat(Project project, LeatOptions options) {
    this.workshop = new Workshop(project, options.clock(), options.opening());
    this.company =
        new Runner.Company(
            options.progress(),
            new CopyOnWriteArrayList<>(options.subscribers()),
            Subscriber.of(project),
            new Stop());
  }

  /**
   * Opens the project in a folder.
   *
   * @throws LeatException with every mistake in its leat.yaml
   */
  public static Leat open(Path folder) {
    return open(folder, LeatOptions.usual());
  }

  public static Leat open(Path folder, LeatOptions options) {
    return of(Project.load(folder, options.environment(), options.connectors()), options);
  }

  /**
   * Opens the data of a source type without any leat.yaml, such as open data of a provider.
   *
   * @param type such as {@code statsbomb}
   * @param folder keeps catalog, store and tables
   * @param options of the source, such as {@code url}; none for its defaults
   */
  public static Leat openData(
      String type, Path folder, Map<String, String> options, LeatOptions around) {
    return of(
        Project.ofSource(type, folder, options, around.environment(), around.connectors()), around);
  }

  /** A project that was made by a program. */
  public static Leat of(Project project, LeatOptions options) {
    return new Leat(project, options);
  }

  public Project project() {
    return workshop.project();
  }

  /** The text without any secret that the project knows. */
  public String redact(String text) {
    return project().redactor().redact(text);
  }

  /** Fetches what is new, loads it, and writes the project's exports. */
  public RunReport run(Scope scope) {
    return alone(runner -> runner.run(scope));
  }

  /**
   * Fetches what a source lacks of a part of time, and loads it.
   *
   * @param datasetTypes empty for all that can be filled
   */
  public RunReport backfill(String source, Set<String> datasetTypes, Span span) {
    return run(Scope.filling(source, datasetTypes, span));
  }

  public RunReport fetch(Scope scope) {
    return alone(runner -> runner.fetch(scope));
  }

  /** Loads tables, all where none is named. */
  public RunReport load(Set<String> tables, Loader.Extent extent) {
    return alone(runner -> runner.load(tables, extent));
  }

  /** Holds what is loaded against the checks of tables, of all where none is named. */
  public List<CheckResult> check(Set<String> tables) {
    return new Runner(workshop, company).check(tables);
  }

  /**
   * Reads the stored files of a table as its next load would, and writes nothing.
   *
   * @param rowsMax how many rows, and how many of what would be quarantined, are kept
   */
  public FilePreview preview(String table, int rowsMax) throws InterruptedException {
    return new Runner(workshop, company).preview(table, rowsMax);
  }

  /** Writes the project's exports from what is loaded. */
  public RunReport report() {
    return alone(Runner::report);
  }

  /**
   * Writes what a table holds, or what a SELECT finds, into a file or a folder.
   *
   * @param what the name of a table, or a SELECT in the destination's words
   * @param to in a folder, what is written is all that there is afterwards
   * @param partitionBy columns that become folders {@code column=value}
   */
  public ExportReport export(
      String what, FilePlace to, Export.Format format, List<String> partitionBy) {
    return new Runner(workshop, company).export(what, to, format, partitionBy);
  }

  /**
   * Tries a source out: fetches a few datasets into a folder of their own, and nothing else.
   *
   * @param datasetsMax how many at most
   * @param elsewhere an empty folder, which keeps what came
   */
  public DebugReport debugSource(String source, Scope scope, int datasetsMax, Path elsewhere) {
    return new SourceTrial(project(), workshop.clock(), company)
        .run(source, scope, datasetsMax, elsewhere);
  }

  /**
   * Looks at a source's first records: asks for no more than they need, and writes nothing that
   * stays.
   *
   * @param feed the only one to look at, empty for all
   * @param recordsMax how many of each feed at most
   */
  public TrialReport testSource(String source, Scope scope, Optional<String> feed, int recordsMax) {
    return new SourceTrial(project(), workshop.clock(), company)
        .look(source, scope, feed, recordsMax);
  }

  /** Says what a fetch would do now, and writes nothing. */
  public PlanReport plan(Scope scope) {
    return new Runner(workshop, company).plan(scope);
  }

  private RunReport alone(Function<Runner, RunReport> run) {
    one.lock();
    try {
      return run.apply(new Runner(workshop, company));
    } finally {
      one.unlock();
    }
  }

  /**
   * Asks what is going on to start nothing more, and what has not finished five seconds later to
   * let go; asked again, it does not wait. Nothing can be run afterwards. May be called from any
   * thread.
   */
  public void stop() {
    company.stop().ask();
  }

  /** The datasets in scope, to read, to fetch first, or to receive while they are fetched. */
  public Datasets datasets(Scope scope) {
    return new Datasets(workshop, company, one, scope);
  }

  public Optional<Dataset> dataset(DatasetId id) {
    return workshop.store().dataset(id);
  }

  /** The decoded content of a file; reading to its end proves its hash. The caller closes. */
  public InputStream open(StoredFile file) {
    return workshop.store().open(file);
  }

  /**
   * Opens files so that each is read and decoded once until the cache is closed.
   *
   * @param bytesMax of decoded content that is kept in memory
   */
  public FileCache cache(long bytesMax) {
    return new FileCache(workshop.store(), bytesMax);
  }

  /** Runs one SQL statement on the destination that cannot change anything. */
  public void query(String sql, RowSink sink) {
    workshop
        .threads()
        .onNative(
            () -> {
              workshop.destination().query(sql, sink);
              return true;
            });
  }

  /** Tells what tables hold, how fresh that is, and how the last run of their source went. */
  public void status(Status by, RowSink sink) {
    new Runner(workshop, company).status(by, sink);
  }

  /** Follows rows back to file, URL, time, hash and run. */
  public List<Origin> explain(String table, Map<String, String> where) {
    return workshop.threads().onNative(() -> workshop.destination().origins(table, where));
  }

  /** Calls the listener for every event until the answer is closed. */
  public AutoCloseable subscribe(EventListener listener) {
    company.listeners().add(listener);
    return () -> company.listeners().remove(listener);
  }

  /** The events in the catalog, for one named reader. */
  public EventReader events(String reader) {
    return new EventReader(workshop.catalog(), reader);
  }

  /** What changes the store or looks after it. */
  public Administration administration() {
    return new Administration(workshop);
  }

  @Override
  public void close() {
    workshop.close();
    project().connectors().close();
  }
}
