package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Blame;
import dev.leat.api.BulkSource.Collected;
import dev.leat.api.ErrorCode;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.Validation;
import dev.leat.core.Leat;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.source.FakeBulk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers that prepare datasets before their files can be fetched. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class BulkTest {
  private enum Quota implements ErrorCode {
    USED_UP;

    @Override
    public Blame blame() {
      return Blame.OPERATOR;
    }

    @Override
    public boolean endsSource() {
      return true;
    }
  }

  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  BulkTest(TestCatalogs.Kind kind) {
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

  private FakeBulk offering(long datasets, int capacity) {
    FakeBulk bulk =
        FakeBulk.ofCapacity(capacity)
            .answers(
                offer ->
                    new Collected.Ready(
                        offer.with(file("lineups__v1", "of " + offer.keys()).offered())));
    world
        .source()
        .prepares(bulk)
        .offers(
            request ->
                LongStream.rangeClosed(1, datasets)
                    .mapToObj(id -> offer(id, file("events__v1", "match " + id)))
                    .toList());
    return bulk;
  }

  @Test
  void aProviderThatIsSilentForADayIsGivenUp() throws InterruptedException {
    offering(2, 0);
    var over = new AtomicBoolean();
    Thread days =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!over.get()) {
                    world.clock.advance(Duration.ofHours(25));
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                  }
                });

    RunReport report = world.fetch();

    over.set(true);
    days.join();
    assertThat(report.jobs().getFirst().failed()).isEqualTo(2);
    assertThat(report.jobs().getFirst().failures().getFirst().problem()).contains("24 hours");
  }

  @Test
  void filesOfTheListingAndOfTheAnswerAreStored() {
    offering(3, 10);
    RunReport report = world.fetch();

    assertThat(report.jobs().getFirst().successful()).isEqualTo(3);
    assertThat(world.text(match(2), "events__v1")).isEqualTo("match 2");
    assertThat(world.text(match(2), "lineups__v1"))
        .isEqualTo("of competition_id=11/season_id=90/match_id=2");
  }

  @Test
  void noMoreAreSubmittedThanTheProviderTakes() {
    FakeBulk bulk = offering(5, 2);
    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(5);
    assertThat(bulk.pendingMax()).isEqualTo(2);
    assertThat(bulk.submitted()).hasSize(5);
  }

  @Test
  void whatIsCurrentIsNotSubmittedAgain() {
    FakeBulk bulk = offering(3, 10);
    world.fetch();
    RunReport second = world.fetch();

    assertThat(second.jobs().getFirst().skipped()).isEqualTo(3);
    assertThat(bulk.submitted()).hasSize(3);
    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(1);
  }

  @Test
  void whatTheProviderCouldNotPrepareIsRecordedForThatDatasetOnly() {
    offering(3, 10)
        .answers(
            offer ->
                offer.keys().equals(match(2))
                    ? new Collected.Failed(offer.keys(), "too large")
                    : new Collected.Ready(offer));
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(1);
    Jobs.JobRow row = world.jobs().getFirst();
    assertThat(row.end().state()).isEqualTo(Jobs.State.FINISHED);
    assertThat(row.end().counters().successful()).isEqualTo(2);
    assertThat(row.end().counters().failed()).isEqualTo(1);
    assertThat(world.failedTasks(row))
        .containsExactly(
            new Jobs.FailedTask(
                Jobs.Operation.CREATE,
                match(2),
                "BULK_FAILED",
                "the provider could not prepare"
                    + " fake/match/competition_id=11/season_id=90/match_id=2: too large"));
    assertThat(world.stored()).hasSize(2);
  }

  @Test
  void aRefetchThatFailsLeavesTheDatasetAsItWasUntilOneSucceeds() {
    FakeBulk bulk = offering(1, 1);
    world.fetch();
    try (Leat leat = world.leat()) {
      leat.administration().invalidate(Scope.of(match(1)), "looks wrong");
    }
    bulk.answers(offer -> new Collected.Failed(offer.keys(), "busy"));
    world.fetch();

    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(1);
    assertThat(world.stored(match(1)).row().validation()).isEqualTo(Validation.FAILED);
    assertThat(world.failedTasks(world.jobs().getLast()))
        .extracting(Jobs.FailedTask::operation)
        .containsExactly(Jobs.Operation.UPDATE);

    bulk.answers(
        offer -> new Collected.Ready(offer.with(file("lineups__v1", "corrected").offered())));
    assertThat(world.fetch().exitCode()).isZero();
    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(2);
  }

  @Test
  void aSubmissionThatFailsIsATaskThatFailed() {
    FakeBulk bulk = offering(3, 10);
    bulk.refuses(offer -> offer.keys().equals(match(1)));
    RunReport report = world.fetch();

    assertThat(report.jobs().getFirst().failed()).isEqualTo(1);
    assertThat(report.jobs().getFirst().successful()).isEqualTo(2);
  }

  @Test
  void aLookThatFailsFailsTheJob() {
    offering(2, 10)
        .answers(
            offer -> {
              throw new IllegalStateException("the queue is gone");
            });
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(world.jobs())
        .singleElement()
        .satisfies(row -> assertThat(row.end().state()).isEqualTo(Jobs.State.FAILED));
  }

  @Test
  void aLookThatEndsTheSourceAbortsTheJob() {
    offering(2, 10)
        .answers(
            offer -> {
              throw new LeatException(Quota.USED_UP, "the quota is used up", "buy more");
            });
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(world.jobs())
        .singleElement()
        .satisfies(row -> assertThat(row.end().state()).isEqualTo(Jobs.State.ABORTED));
  }

  @Test
  void afterAStopWhatWasSubmittedIsTakenInAndNothingElse() {
    try (Leat leat = world.leat()) {
      FakeBulk bulk = offering(5, 2);
      // A second stop would interrupt: only the first answer asks.
      bulk.answers(
          offer -> {
            bulk.answers(Collected.Ready::new);
            leat.stop();
            return new Collected.Ready(offer);
          });
      RunReport report = leat.fetch(Scope.ALL);

      assertThat(report.jobs().getFirst().state()).isEqualTo(JobReport.State.ABORTED);
      assertThat(report.jobs().getFirst().successful()).isEqualTo(2);
      assertThat(bulk.submitted()).hasSize(2);
    }
    assertThat(world.stored()).hasSize(2);
  }

  @Test
  void aStrayAnswerIsAWarning() {
    offering(1, 10).also(new Collected.Ready(Offer.of(match(99))));
    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(1);
    assertThat(world.warnings())
        .containsExactly(
            "The source prepared competition_id=11/season_id=90/match_id=99, which nobody had"
                + " submitted.");
    assertThat(world.stored()).hasSize(1);
  }
}
