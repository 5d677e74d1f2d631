package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static dev.leat.core.run.World.season;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Content;
import dev.leat.api.DatasetType;
import dev.leat.api.FeedVersion;
import dev.leat.api.FileWriter;
import dev.leat.api.Keys;
import dev.leat.api.OfferedFile;
import dev.leat.api.Selector;
import dev.leat.core.Leat;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.Holder;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.source.FakeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One run at a time for each selector, whatever becomes of it. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class LeaseTest {
  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  LeaseTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    world = World.in(folder, kind);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private String lease() {
    return "job:" + world.bucket() + "/fake/match/";
  }

  @Test
  void aSecondRunSkipsWhatTheFirstIsDoing() throws Exception {
    var working = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    FakeFile slow =
        file("events__v1", "1")
            .before(
                (file, current, sink) -> {
                  working.countDown();
                  goOn.await();
                  return new FileWriter.Outcome.Complete(null, null);
                });
    world.source().offers(request -> List.of(offer(1, slow)));
    var first = new AtomicReference<RunReport>();
    try (Leat one = world.leat();
        Leat other = world.leat()) {
      Thread running = Thread.ofVirtual().start(() -> first.set(one.fetch(Scope.ALL)));
      working.await();
      RunReport second = other.fetch(Scope.ALL);
      goOn.countDown();
      running.join();

      assertThat(second.exitCode()).isZero();
      assertThat(second.jobs().getFirst().state()).isEqualTo(JobReport.State.SKIPPED);
      assertThat(second.jobs().getFirst().reason()).isEqualTo("another run is working on it");
      assertThat(Objects.requireNonNull(first.get()).jobs().getFirst().state())
          .isEqualTo(JobReport.State.FINISHED);
      assertThat(world.source().requests()).hasSize(1);
      assertThat(other.fetch(Scope.ALL).jobs().getFirst().state())
          .isEqualTo(JobReport.State.FINISHED);
    }
    assertThat(world.jobs())
        .extracting(row -> row.end().state())
        .containsExactly(Jobs.State.FINISHED, Jobs.State.SKIPPED, Jobs.State.FINISHED);
  }

  @Test
  void otherSelectorsRunAtTheSameTime() throws Exception {
    world.source().lists(Selector.of(season(42)), Selector.of(season(90)));
    try (Catalog catalog = world.catalog()) {
      Lease taken =
          catalog
              .leases()
              .acquire(
                  lease() + season(42).canonical(), Holder.here("another"), Duration.ofMinutes(1))
              .orElseThrow();
      RunReport report = world.fetch();
      catalog.leases().release(taken);

      assertThat(report.jobs())
          .extracting(JobReport::state)
          .containsExactly(JobReport.State.SKIPPED, JobReport.State.FINISHED);
    }
  }

  @Test
  void theJobsOfADeadProcessAreAbandonedAndTakenOver() {
    Holder self = Holder.here("dead");
    var dead = new Holder(self.machine(), 4_194_305, 1, "dead");
    try (Catalog catalog = world.catalog()) {
      Lease held = catalog.leases().acquire(lease(), dead, Duration.ofMinutes(1)).orElseThrow();
      catalog.jobs().start(new Jobs.Start("dead", "fake", "match", "*", List.of(), held));
    }
    world.source().offers(offer(1, file("events__v1", "1")));
    RunReport report = world.fetch();

    assertThat(report.jobs().getFirst().state()).isEqualTo(JobReport.State.FINISHED);
    assertThat(world.jobs())
        .extracting(row -> row.end().state())
        .containsExactly(Jobs.State.ABANDONED, Jobs.State.FINISHED);
  }

  @Test
  void aHolderOnAnotherMachineIsWaitedOutUntilItsLeaseEnds() {
    try (Catalog catalog = world.catalog()) {
      var far = new Holder("far-away", 1, 1, "other");
      Lease held = catalog.leases().acquire(lease(), far, Duration.ofMinutes(1)).orElseThrow();
      catalog.jobs().start(new Jobs.Start("other", "fake", "match", "*", List.of(), held));
    }
    assertThat(world.fetch().jobs().getFirst().state()).isEqualTo(JobReport.State.SKIPPED);
    assertThat(world.jobs().getFirst().end().state()).isEqualTo(Jobs.State.RUNNING);

    world.clock.advance(Duration.ofMinutes(1));
    assertThat(world.fetch().jobs().getFirst().state()).isEqualTo(JobReport.State.FINISHED);
    assertThat(world.jobs().getFirst().end().state()).isEqualTo(Jobs.State.ABANDONED);
  }

  @Test
  void aRunThatLostItsLeaseStoresNothing() {
    FakeFile sleepy =
        file("events__v1", "1")
            .before(
                (file, current, sink) -> {
                  world.clock.advance(Duration.ofHours(1));
                  try (Catalog catalog = world.catalog()) {
                    var other = new Holder("far-away", 1, 1, "other");
                    assertThat(catalog.leases().acquire(lease(), other, Duration.ofMinutes(1)))
                        .isPresent();
                  }
                  return new FileWriter.Outcome.Complete(null, null);
                });
    world.source().offers(request -> List.of(offer(1, sleepy)));
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.allFailures())
        .extracting(failure -> failure.error().code().name())
        .containsExactly("LEASE_LOST");
    assertThat(world.stored()).isEmpty();
  }

  @Test
  void aJobIsSeenRunningBeforeItsSourceIsAskedAndCountsWhileItWorks() {
    var seen = new ArrayList<Jobs.JobRow>();
    world
        .source()
        .offers(
            (request, discovery) -> {
              seen.addAll(world.jobs());
              return List.of(
                      List.of(offer(1, file("events__v1", "1"))),
                      List.of(
                          offer(
                              2,
                              file("events__v1", "2")
                                  .before(
                                      (file, current, sink) -> {
                                        seen.addAll(world.jobs());
                                        return new FileWriter.Outcome.Complete(null, null);
                                      }))))
                  .iterator();
            });
    world.fetch();

    assertThat(seen).extracting(row -> row.end().state()).containsOnly(Jobs.State.RUNNING);
    assertThat(seen)
        .extracting(row -> row.end().counters())
        .containsExactly(Jobs.Counters.NONE, new Jobs.Counters(2, 1, 0, 0, 0, 1));
    Jobs.JobRow row = world.jobs().getFirst();
    assertThat(row.end().state()).isEqualTo(Jobs.State.FINISHED);
    assertThat(row.end().counters()).isEqualTo(new Jobs.Counters(2, 2, 0, 0, 0, 2));
    assertThat(world.failedTasks(row)).isEmpty();
  }

  @Test
  void aRunWaitsForAListingThatAnotherIsFetching() throws Exception {
    var seasons =
        DatasetType.listing(
            "season", List.of(), List.of(DatasetType.Feed.snapshot("seasons", "v1")));
    try (World both = World.in(folder, kind, World.MATCH, seasons);
        Catalog catalog = both.catalog()) {
      both.source()
          .lists(
              (type, discovery) -> {
                OfferedFile listing =
                    OfferedFile.of(
                        new FeedVersion("seasons", "v1"),
                        "json",
                        new Content.Inline("[]".getBytes(StandardCharsets.UTF_8)));
                discovery.listing("season", Keys.NONE, listing);
                return List.of(Selector.ALL);
              });
      Lease other =
          catalog
              .leases()
              .acquire(
                  "listing:" + both.bucket() + "/fake/season",
                  Holder.here("other"),
                  Duration.ofMinutes(1))
              .orElseThrow();
      var report = new AtomicReference<RunReport>();
      Thread running = Thread.ofVirtual().start(() -> report.set(both.fetch()));
      while (both.source().selections() == 0) {
        Thread.onSpinWait();
      }
      catalog.leases().release(other);
      running.join();

      assertThat(Objects.requireNonNull(report.get()).exitCode()).isZero();
      assertThat(Objects.requireNonNull(report.get()).jobs().getFirst().state())
          .isEqualTo(JobReport.State.FINISHED);
    }
  }

  @Test
  void twoJobsOfOneRunThatShareASelectorTakeTurns() {
    world
        .plans(
            """
            - {source: fake, select: {competition_id: 11, season_id: 90, match_id: 1}}
            - source: fake
              select: {competition_id: 11, season_id: 90, match_id: 2}
              feeds: {events: v1}
            """)
        .source()
        .lists(Selector.of(season(90)))
        .offers(offer(1, file("events__v1", "1")), offer(2, file("events__v1", "2")));
    RunReport report = world.fetch();

    assertThat(report.jobs())
        .extracting(JobReport::selector)
        .containsOnly("competition_id=11/season_id=90 (part)");
    assertThat(report.jobs()).extracting(JobReport::successful).containsExactly(1L, 1L);
    assertThat(world.stored())
        .extracting(dataset -> dataset.id().keys())
        .containsExactlyInAnyOrder(match(1), match(2));
  }
}
