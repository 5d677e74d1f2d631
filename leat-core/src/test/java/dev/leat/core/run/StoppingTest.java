package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static dev.leat.core.run.World.season;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;
import dev.leat.api.FileWriter;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.Selector;
import dev.leat.core.Leat;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.source.FakeFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that somebody or something ends early. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class StoppingTest {
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

  private static LeatException usedUp() {
    return new LeatException(Quota.USED_UP, "the quota is used up", "buy more, or wait for a day");
  }

  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  StoppingTest(TestCatalogs.Kind kind) {
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

  private static List<Offer> one(long id, FakeFile file) {
    return List.of(offer(id, file));
  }

  @Test
  void aStopWhileTasksRunEndsAsAbortedWithWhatWasStored() {
    try (Leat leat = world.leat()) {
      FakeFile third =
          file("events__v1", "3")
              .before(
                  (file, current, sink) -> {
                    leat.stop();
                    return new FileWriter.Outcome.Complete(null, null);
                  });
      world
          .source()
          .offers(
              (request, discovery) ->
                  List.of(
                          one(1, file("events__v1", "1")),
                          one(2, file("events__v1", "2")),
                          one(3, third),
                          one(4, file("events__v1", "4")))
                      .iterator());
      RunReport report = leat.run(Scope.ALL);

      assertThat(report.aborted()).isTrue();
      assertThat(report.jobs().getFirst().state()).isEqualTo(JobReport.State.ABORTED);
      assertThat(report.jobs().getFirst().reason()).isEqualTo("stopped");
    }
    assertThat(world.stored()).hasSize(3);
    Jobs.JobRow row = world.jobs().getFirst();
    assertThat(row.end().state()).isEqualTo(Jobs.State.ABORTED);
    assertThat(row.end().counters().successful()).isEqualTo(3);
  }

  @Test
  void aStopWhileListingEndsAsAborted() {
    try (Leat leat = world.leat()) {
      world
          .source()
          .offers(
              (request, discovery) -> {
                leat.stop();
                return List.of(one(1, file("events__v1", "1"))).iterator();
              });
      assertThat(leat.fetch(Scope.ALL).jobs().getFirst().state())
          .isEqualTo(JobReport.State.ABORTED);
    }
    assertThat(world.jobs())
        .extracting(row -> row.end().state())
        .containsExactly(Jobs.State.ABORTED);
    assertThat(world.stored()).isEmpty();
  }

  @Test
  void aSecondStopInterruptsWhatHangs() {
    var hanging = new CountDownLatch(1);
    try (Leat leat = world.leat()) {
      FakeFile never =
          file("events__v1", "1")
              .before(
                  (file, current, sink) -> {
                    hanging.countDown();
                    new CountDownLatch(1).await();
                    return new FileWriter.Outcome.Complete(null, null);
                  });
      world.source().offers(request -> one(1, never));
      var report = new AtomicReference<RunReport>();
      Thread running = Thread.ofVirtual().start(() -> report.set(leat.fetch(Scope.ALL)));
      await(hanging);
      leat.stop();
      leat.stop();
      join(running);

      assertThat(Objects.requireNonNull(report.get()).jobs().getFirst().state())
          .isEqualTo(JobReport.State.ABORTED);
      assertThat(Objects.requireNonNull(report.get()).jobs().getFirst().failed()).isZero();
    }
    assertThat(world.jobs())
        .extracting(row -> row.end().state())
        .containsExactly(Jobs.State.ABORTED);
  }

  @Test
  void anInterruptOfTheCallerEndsTheRunAsAborted() {
    var hanging = new CountDownLatch(1);
    world
        .source()
        .offers(
            (request, discovery) -> {
              hanging.countDown();
              new CountDownLatch(1).await();
              return List.<List<Offer>>of().iterator();
            });
    var report = new AtomicReference<RunReport>();
    var interrupted = new AtomicReference<Boolean>();
    Thread running =
        Thread.ofVirtual()
            .start(
                () -> {
                  report.set(world.fetch());
                  interrupted.set(Thread.currentThread().isInterrupted());
                });
    await(hanging);
    running.interrupt();
    join(running);

    assertThat(Objects.requireNonNull(report.get()).jobs().getFirst().state())
        .isEqualTo(JobReport.State.ABORTED);
    assertThat(interrupted.get()).isTrue();
    assertThat(world.jobs())
        .extracting(row -> row.end().state())
        .containsExactly(Jobs.State.ABORTED);
  }

  @Test
  void anErrorThatEndsTheSourceKeepsWhatCameBefore() {
    world
        .source()
        .offers(
            (request, discovery) ->
                List.of(
                        one(1, file("events__v1", "1")),
                        one(2, file("events__v1", "2")),
                        one(3, file("events__v1", "3").failing(usedUp())),
                        one(4, file("events__v1", "4")))
                    .iterator());
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.aborted()).isFalse();
    assertThat(report.jobs().getFirst().state()).isEqualTo(JobReport.State.ABORTED);
    assertThat(report.jobs().getFirst().reason()).isEqualTo("the quota is used up");
    assertThat(world.jobs().getFirst().end().counters())
        .isEqualTo(new Jobs.Counters(3, 2, 0, 0, 1, 2));
    assertThat(world.stored()).hasSize(2);
  }

  @Test
  void anErrorThatEndsTheSourceHasTheSameVerdictWhileListing() {
    world
        .source()
        .offers(
            (request, discovery) -> {
              throw usedUp();
            });
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.jobs().getFirst().state()).isEqualTo(JobReport.State.ABORTED);
    assertThat(world.jobs().getFirst().end().error()).isEqualTo("USED_UP: the quota is used up");
  }

  @Test
  void anErrorThatEndsOneSourceLeavesTheOthersAlone() {
    world.yaml("sources:\n  first: {type: fake}\n  second: {type: fake}\n");
    world
        .source("first")
        .lists(
            IntStream.range(0, 20).mapToObj(id -> Selector.of(season(id))).toArray(Selector[]::new))
        .offers(
            (request, discovery) -> {
              throw usedUp();
            });
    world.source("second").offers(request -> one(1, file("events__v1", "1")));
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(world.source("first").requests()).hasSizeLessThan(20);
    assertThat(world.stored())
        .extracting(dataset -> dataset.id().toString())
        .containsExactly("second/match/" + match(1));
  }

  @Test
  void anErrorOfTheMachineIsRecordedAndThrown() {
    FakeFile fatal =
        file("events__v1", "1")
            .before(
                (file, current, sink) -> {
                  throw new OutOfMemoryError("made up");
                });
    world.source().offers(request -> one(1, fatal));
    try {
      world.fetch();
      throw new AssertionError("nothing was thrown");
    } catch (OutOfMemoryError e) {
      assertThat(e).hasMessage("made up");
    }
    assertThat(world.jobs().getFirst().end().state()).isEqualTo(Jobs.State.FAILED);
    assertThat(world.jobs().getFirst().end().error())
        .isEqualTo("java.lang.OutOfMemoryError: made up");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
