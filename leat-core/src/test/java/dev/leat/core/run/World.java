package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetType;
import dev.leat.api.DatasetType.Feed;
import dev.leat.api.DatasetType.Reading;
import dev.leat.api.EventListener;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.Offer;
import dev.leat.core.Leat;
import dev.leat.core.LeatOptions;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.CatalogSettings;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.Connectors;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.StoredFile;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.source.FakeFile;
import dev.leat.testkit.source.FakeSource;
import dev.leat.testkit.source.FakeSourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A project with fake sources, a real catalog and a real store, and a clock that stands still. */
final class World implements AutoCloseable {
  static final DatasetType MATCH =
      DatasetType.of(
          "match",
          List.of("competition_id", "season_id", "match_id"),
          List.of(
              Feed.snapshot("lineups", "v1"),
              new Feed("events", List.of("v1", "v2"), Reading.SNAPSHOT)));

  static final DatasetType PLAYER =
      DatasetType.of(
          "player",
          List.of("competition_id", "season_id", "match_id"),
          List.of(Feed.snapshot("facts", "v1")));

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String ONE_SOURCE = "sources:\n  fake:\n    type: fake\n";

  final ManualClock clock = ManualClock.start();
  final List<LeatEvent> events = new CopyOnWriteArrayList<>();
  final List<Progress> progress = new CopyOnWriteArrayList<>();
  private final Path folder;
  private final CatalogSettings catalog;
  private final FakeSourceType type;
  private final List<EventListener> listeners = new ArrayList<>(List.of(events::add));
  private final List<Leat> open = new ArrayList<>();

  private World(Path folder, CatalogSettings catalog, DatasetType... types) {
    this.folder = folder;
    this.catalog = catalog;
    this.type = FakeSourceType.of(types);
    yaml(ONE_SOURCE);
  }

  /** With one source, {@code fake}, of matches. */
  static World in(Path folder, TestCatalogs.Kind kind) {
    return in(folder, kind, MATCH);
  }

  static World in(Path folder, TestCatalogs.Kind kind, DatasetType... types) {
    return new World(folder, settings(folder, kind), types);
  }

  /** Every world is a bucket of its own; a database for each would cost far more. */
  private static CatalogSettings settings(Path folder, TestCatalogs.Kind kind) {
    String url =
        switch (kind) {
          case SQLITE -> kind.settings(folder).url();
          case POSTGRES -> Shared.URL;
        };
    return CatalogSettings.of(url, "", "world" + NUMBERS.incrementAndGet());
  }

  private static final class Shared {
    static final String URL = TestCatalogs.Kind.POSTGRES.settings(Path.of("")).url();
  }

  /** Everything in leat.yaml but the catalog. */
  World yaml(String text) {
    try {
      String where = "catalog: \"" + catalog.url() + "\"\nbucket: " + bucket() + "\n";
      Files.writeString(folder.resolve("leat.yaml"), where + text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one source with these plans, written as a YAML list. */
  World plans(String list) {
    return yaml(ONE_SOURCE + "plans:\n" + list.indent(2));
  }

  World hearing(EventListener listener) {
    listeners.add(listener);
    return this;
  }

  String bucket() {
    return catalog.bucket();
  }

  FakeSource source() {
    return source("fake");
  }

  FakeSource source(String name) {
    return type.source(name);
  }

  /** A newly opened project, closed with this world. */
  Leat leat() {
    LeatOptions options =
        LeatOptions.usual()
            .clock(clock)
            .connectors(Connectors.onClassPath().with(type))
            .progress(progress::add)
            .subscribers(listeners);
    Leat leat = Leat.open(folder, options);
    open.add(leat);
    return leat;
  }

  RunReport fetch() {
    return fetch(Scope.ALL);
  }

  /** Fetches as a process of its own would. */
  RunReport fetch(Scope scope) {
    try (Leat leat = leat()) {
      return leat.fetch(scope);
    }
  }

  List<Dataset> stored() {
    try (Leat leat = leat();
        Stream<Dataset> datasets = leat.datasets(Scope.ALL).stored()) {
      return datasets.toList();
    }
  }

  Dataset stored(Keys keys) {
    try (Leat leat = leat()) {
      return leat.dataset(new DatasetId("fake", "match", keys)).orElseThrow();
    }
  }

  String text(Keys keys, String file) {
    try (Leat leat = leat()) {
      Dataset dataset = leat.dataset(new DatasetId("fake", "match", keys)).orElseThrow();
      StoredFile stored = dataset.file(FeedVersion.parse(file)).orElseThrow();
      try (InputStream content = leat.open(stored)) {
        return new String(content.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Catalog catalog() {
    return Catalog.open(catalog, clock);
  }

  /** Jobs as recorded, oldest first. */
  List<Jobs.JobRow> jobs() {
    try (Catalog opened = catalog()) {
      return opened.jobs().newest(Long.MAX_VALUE, 1000).reversed();
    }
  }

  List<Jobs.FailedTask> failedTasks(Jobs.JobRow job) {
    try (Catalog opened = catalog()) {
      return opened.jobs().failedTasks(job.id());
    }
  }

  <E extends LeatEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<String> warnings() {
    return progress.stream()
        .flatMap(each -> each instanceof Progress.Warned it ? Stream.of(it.text()) : Stream.of())
        .toList();
  }

  static Keys match(long id) {
    return season(90).with("match_id", id);
  }

  static Keys season(long id) {
    return Keys.of("competition_id", 11).with("season_id", id);
  }

  static Offer offer(long match, FakeFile... files) {
    return offer(match(match), files);
  }

  static Offer offer(Keys keys, FakeFile... files) {
    Offer offer = Offer.of(keys);
    for (FakeFile file : files) {
      offer = offer.with(file.offered());
    }
    return offer;
  }

  static FakeFile file(String id, String text) {
    return FakeFile.of(id, text).modified(ManualClock.START);
  }

  @Override
  public void close() {
    open.forEach(Leat::close);
  }
}
