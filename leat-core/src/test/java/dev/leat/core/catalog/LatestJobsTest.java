package dev.leat.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.catalog.Jobs.JobRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class LatestJobsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestCatalogs.Kind kind;
  private final MovingClock clock = new MovingClock();
  private Catalog catalog;

  LatestJobsTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    catalog = kind.open(folder, clock);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  /** Starts a job, an hour after the one before; ends it where a state is given. */
  private void job(String run, String about, @Nullable Lease lease, Jobs.@Nullable State state) {
    clock.advance(HOUR);
    String[] named = about.split("/", 2);
    long job = catalog.jobs().start(new Jobs.Start(run, named[0], named[1], "*", List.of(), lease));
    if (state != null) {
      catalog.jobs().end(job, new Jobs.End(state, Jobs.Counters.NONE, Map.of(), null));
    }
  }

  private Lease lease(String run) {
    var holder = new Holder("elsewhere", 1, 1, run);
    return catalog.leases().acquire(run, holder, Duration.ofDays(30)).orElseThrow();
  }

  private static List<String> told(List<JobRow> jobs) {
    return jobs.stream()
        .map(it -> it.start().run() + " " + it.start().datasetType() + " " + it.end().state())
        .toList();
  }

  @Test
  void aRunThatLeftTheWorkToAnotherHidesNothing() {
    job("one", "shop/sales", lease("one"), Jobs.State.FINISHED);
    Instant well = clock.instant();
    job("two", "shop/sales", lease("two"), Jobs.State.FAILED);
    job("two", "shop/stock", lease("two b"), Jobs.State.FINISHED);
    job("three", "shop/sales", null, Jobs.State.SKIPPED);

    assertThat(told(catalog.latestJobs().of("shop")))
        .containsExactly("two stock FINISHED", "two sales FAILED");
    assertThat(told(catalog.latestJobs().ended("shop", "sales")))
        .containsExactly("two sales FAILED");
    assertThat(catalog.latestJobs().lastWell("shop", "sales")).contains(well);
    assertThat(catalog.latestJobs().lastWell("shop")).contains(well.plus(HOUR).plus(HOUR));

    job("four", "shop/sales", lease("four"), null);
    job("five", "shop/sales", null, Jobs.State.SKIPPED);
    assertThat(told(catalog.latestJobs().of("shop"))).containsExactly("four sales RUNNING");
    assertThat(told(catalog.latestJobs().ended("shop", "sales")))
        .containsExactly("two sales FAILED");

    job("six", "shop/sales", lease("six"), Jobs.State.SKIPPED);
    assertThat(told(catalog.latestJobs().of("shop"))).containsExactly("six sales SKIPPED");
    assertThat(catalog.latestJobs().lastWell("shop", "sales")).contains(clock.instant());
  }

  @Test
  void aSourceThatIsAskedOnceAWeekIsFoundBehindManyOthers() {
    job("weekly", "slow/sales", lease("weekly"), Jobs.State.FINISHED);
    Instant well = clock.instant();
    for (int i = 0; i < 600; i++) {
      job("hourly " + i, "fast/sales", null, Jobs.State.FINISHED);
    }

    assertThat(told(catalog.latestJobs().of("slow"))).containsExactly("weekly sales FINISHED");
    assertThat(told(catalog.latestJobs().ended("slow", "sales"))).hasSize(1);
    assertThat(catalog.latestJobs().lastWell("slow")).contains(well);
    assertThat(catalog.latestJobs().of("nobody")).isEmpty();
    assertThat(catalog.latestJobs().lastWell("nobody")).isEmpty();
  }
}
