package dev.leat.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Coverage;
import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Summary;
import dev.leat.core.catalog.CommitRequest.Check;
import dev.leat.core.catalog.CommitRequest.Description;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class DatasetsTest {
  private static final Instant MONDAY = Instant.parse("2025-12-01T00:00:00.123456789Z");
  private static final FeedVersion EVENTS = new FeedVersion("events", "v1");

  private final TestCatalogs.Kind kind;
  private final MovingClock clock = new MovingClock();
  private Catalog catalog;
  private Lease lease;

  DatasetsTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    catalog = kind.open(folder, clock);
    lease =
        catalog
            .leases()
            .acquire("all", new Holder("elsewhere", 1, 1, "run"), Duration.ofDays(1))
            .orElseThrow();
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void keysKeepTheirOrderAndTheirTypes() {
    Keys keys = Keys.of("z", 7).with("a", "7").with("m", "x/y %'\"").with("é", -1);
    create(keys, DatasetState.COMPLETE, null);

    Keys read = catalog.datasets().page(DatasetFilter.ALL, 0, 1).getFirst().id().keys();

    assertThat(read.values()).isEqualTo(keys.values());
    assertThat(read.names()).containsExactly("z", "a", "m", "é");
    assertThat(catalog.datasets().find(new DatasetId("s", "t", Keys.parse(keys.canonical()))))
        .isPresent();
  }

  @Test
  void filtersByValuesOfKeys() {
    for (int match = 1; match <= 6; match++) {
      create(Keys.of("season", match % 2).with("match", match), DatasetState.COMPLETE, null);
    }
    create(Keys.of("match", "6x"), DatasetState.COMPLETE, null);
    DatasetFilter all = DatasetFilter.of("s", "t");

    assertThat(matches(all.key("match", KeyValue.of(5)))).containsExactly("5");
    assertThat(matches(all.key("match", KeyValue.of("5")))).containsExactly("5");
    assertThat(matches(all.key("match", KeyValue.of(1), KeyValue.of(6)))).containsExactly("1", "6");
    assertThat(matches(all.key("match", KeyValue.of("6x"), KeyValue.of(6))))
        .containsExactly("6", "6x");
    assertThat(matches(all.key("season", KeyValue.of(0)))).containsExactly("2", "4", "6");
    assertThat(matches(all.keys(Keys.of("season", 0).with("match", 3)))).isEmpty();
    assertThat(matches(all.key("other", KeyValue.of(1)))).isEmpty();
    assertThat(matches(all.key("match", List.of()))).isEmpty();
    assertThat(matches(all.identities(List.of(Keys.of("match", 2).with("season", 0)))))
        .containsExactly("2");
    assertThat(matches(DatasetFilter.of("s", "other"))).isEmpty();
    assertThat(catalog.datasets().count(all.key("season", KeyValue.of(1)))).isEqualTo(3);
  }

  private List<String> matches(DatasetFilter filter) {
    return catalog.datasets().page(filter, 0, 100).stream()
        .map(row -> row.id().keys().value("match").orElseThrow().text())
        .toList();
  }

  @Test
  void filtersByStateInAnyCase() {
    for (int i = 0; i < 3; i++) {
      create(Keys.of("i", i), DatasetState.SCHEDULED, null);
      create(Keys.of("j", i), DatasetState.PARTIAL, null);
      create(Keys.of("k", i), DatasetState.COMPLETE, null);
    }

    assertThat(catalog.datasets().count(DatasetFilter.ALL.states(DatasetState.PARTIAL)))
        .isEqualTo(3);
    assertThat(catalog.datasets().count(DatasetFilter.ALL.states(List.of("complete", "PARTIAL"))))
        .isEqualTo(6);
    assertThatThrownBy(() -> DatasetFilter.ALL.states(List.of("done")))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.problem()).isEqualTo("'done' is not a state of a dataset");
              assertThat(e.remedy()).isEqualTo("use one of scheduled, partial, complete, missing");
            });
  }

  @Test
  void pagingSkipsAndRepeatsNothingWhileOthersCreateAndDelete() {
    for (int i = 0; i < 1000; i++) {
      create(Keys.of("i", i), DatasetState.COMPLETE, null);
    }
    var seen = new ArrayList<Keys>();
    long after = 0;
    int made = 0;
    List<DatasetRow> page = catalog.datasets().page(DatasetFilter.ALL, after, 37);
    while (!page.isEmpty()) {
      page.forEach(row -> seen.add(row.id().keys()));
      after = page.getLast().ref().row();
      catalog.datasets().delete(page.subList(0, Math.min(20, page.size())), id -> false);
      for (int i = 0; i < 20 && made < 1000; i++) {
        create(Keys.of("new", made++), DatasetState.COMPLETE, null);
      }
      page = catalog.datasets().page(DatasetFilter.ALL, after, 37);
    }

    assertThat(seen).hasSize(2000);
    assertThat(new HashSet<>(seen)).hasSize(2000);
  }

  @Test
  void coverageTellsHowMuchThereIsOfASelector() {
    create(Keys.of("season", 1).with("match", 1), DatasetState.COMPLETE, MONDAY);
    create(Keys.of("season", 1).with("match", 2), DatasetState.COMPLETE, null);
    create(Keys.of("season", 2).with("match", 3), DatasetState.COMPLETE, MONDAY.plusNanos(1));

    assertThat(catalog.datasets().coverage("s", "t", Keys.of("season", 1)))
        .isEqualTo(new Coverage(2, MONDAY));
    assertThat(catalog.datasets().coverage("s", "t", Keys.NONE))
        .isEqualTo(new Coverage(3, MONDAY.plusNanos(1)));
    assertThat(catalog.datasets().coverage("s", "t", Keys.of("season", 3)))
        .isEqualTo(Coverage.NONE);
  }

  @Test
  void summariesAreFoundByKeysInAnyOrderAndOfAnyType() {
    for (int i = 0; i < 700; i++) {
      create(Keys.of("season", 1).with("match", i), DatasetState.COMPLETE, MONDAY);
    }
    var asked = new ArrayList<Keys>();
    for (int i = 0; i < 1400; i++) {
      asked.add(Keys.of("match", Integer.toString(i)).with("season", "1"));
    }

    Map<Keys, Summary> found = catalog.summaries().of("s", "t", asked);

    assertThat(found).hasSize(700);
    Summary one = Objects.requireNonNull(found.get(asked.get(699)));
    assertThat(one.files()).isEqualTo(Map.of(EVENTS, new Summary.FileSummary(MONDAY, null)));
    assertThat(catalog.summaries().of("s", "t", List.of())).isEmpty();
  }

  @Test
  void failuresAreOutstandingUntilTheirDatasetIsCommitted() {
    Keys keys = Keys.of("season", 1).with("match", 1);
    long job = catalog.jobs().start(new Jobs.Start("r", "s", "t", "*", List.of(), lease));
    var task = new Jobs.FailedTask(Jobs.Operation.CREATE, keys, "HTTP_STATUS", "500");
    catalog.jobs().failed(job, task);
    catalog.jobs().failed(job, task);

    assertThat(catalog.jobs().failedTasks(job)).containsExactly(task, task);
    assertThat(catalog.jobs().failures("s", "t", Keys.of("season", 1))).containsExactly(keys);
    assertThat(catalog.jobs().outstanding("s", "t", Keys.of("season", 1)))
        .isEqualTo(new Jobs.Outstanding(1, 0, 0));
    assertThat(catalog.jobs().outstanding("s", "t", Keys.of("season", 2)).none()).isTrue();
    Summary failed =
        Objects.requireNonNull(catalog.summaries().of("s", "t", List.of(keys)).get(keys));
    assertThat(failed.failed()).isTrue();
    assertThat(failed.revisions()).isZero();

    create(keys, DatasetState.PARTIAL, null);

    assertThat(catalog.jobs().outstanding("s", "t", Keys.of("season", 1)))
        .isEqualTo(new Jobs.Outstanding(0, 0, 1));
  }

  @Test
  void jobsAreRecordedWhileTheyRunAndWhenTheyEnd() {
    var start = new Jobs.Start("run", "s", "t", "a=1", List.of("events__v1"), null);
    long job = catalog.jobs().start(start);
    var counters = new Jobs.Counters(5, 2, 1, 1, 1, 1000);
    catalog.jobs().progress(job, counters);

    Jobs.JobRow running = catalog.jobs().find(job).orElseThrow();
    assertThat(running.end()).isEqualTo(new Jobs.End(Jobs.State.RUNNING, counters, Map.of(), null));
    clock.advance(Duration.ofSeconds(3));
    var end = new Jobs.End(Jobs.State.FAILED, counters, Map.of("offers", 12L), "it broke");
    catalog.jobs().end(job, end);

    Jobs.JobRow ended = catalog.jobs().newest(Long.MAX_VALUE, 10).getFirst();
    assertThat(ended.start()).isEqualTo(start);
    assertThat(ended.end()).isEqualTo(end);
    assertThat(ended.endedAt()).isEqualTo(clock.instant());
  }

  private void create(
      Keys keys, DatasetState state, @org.jspecify.annotations.Nullable Instant at) {
    catalog
        .commits()
        .commit(
            new CommitRequest(
                new DatasetId("s", "t", keys),
                lease,
                null,
                0,
                1,
                "main/s/t/" + keys + "/1",
                List.of(),
                List.of(new Check(EVENTS, at, null, null, null)),
                new Description("", state, Map.of()),
                new Origin(Origin.Kind.TASK, "run"),
                List.of()));
  }
}
