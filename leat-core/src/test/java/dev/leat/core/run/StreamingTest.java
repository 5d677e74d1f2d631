package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static dev.leat.core.run.World.season;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetState;
import dev.leat.api.FileWriter;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.Selector;
import dev.leat.core.Leat;
import dev.leat.core.catalog.Holder;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.core.store.Dataset;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.source.FakeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Datasets in the hands of a program: stored, after a fetch, and while a fetch goes on. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
@Timeout(60)
final class StreamingTest {
  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  StreamingTest(TestCatalogs.Kind kind) {
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

  private static List<Long> matches(Iterable<Dataset> datasets) {
    var ids = new ArrayList<Long>();
    for (Dataset dataset : datasets) {
      ids.add(Long.valueOf(dataset.id().keys().value("match_id").orElseThrow().text()));
    }
    return ids.stream().sorted().toList();
  }

  private static List<Long> matches(Stream<Dataset> datasets) {
    try (datasets) {
      return matches(datasets.toList());
    }
  }

  private static List<Long> streamed(Leat leat, Scope scope) {
    try (DatasetFeed feed = leat.datasets(scope).streaming()) {
      Iterable<Dataset> once = () -> feed;
      return matches(once);
    }
  }

  private void offersFive() {
    List<FakeFile> files =
        LongStream.rangeClosed(1, 5).mapToObj(id -> file("events__v1", "match " + id)).toList();
    world
        .source()
        .offers(
            request ->
                LongStream.rangeClosed(1, 5)
                    .mapToObj(id -> offer(id, files.get((int) id - 1)))
                    .toList());
  }

  @Test
  void syncedFetchesFirstAndStoredDoesNot() {
    offersFive();
    try (Leat leat = world.leat()) {
      assertThat(matches(leat.datasets(Scope.ALL).stored())).isEmpty();
      assertThat(matches(leat.datasets(Scope.ALL).synced())).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(matches(leat.datasets(Scope.ALL).stored())).hasSize(5);
    }
  }

  @Test
  void whatNoPlanSelectsGivesNothingAndNoError() {
    world
        .plans("- {source: fake, select: {competition_id: 11, season_id: 90}}")
        .source()
        .lists(Selector.of(season(42)), Selector.of(season(90)))
        .offers(
            offer(1, file("events__v1", "1")),
            offer(season(42).with("match_id", 2), file("events__v1", "2")));
    try (Leat leat = world.leat()) {
      Scope other = Scope.of(Keys.of("season_id", 42));
      assertThat(matches(leat.datasets(other).synced())).isEmpty();
      assertThat(streamed(leat, other)).isEmpty();
      assertThat(world.source().requests()).isEmpty();
      assertThat(matches(leat.datasets(Scope.ALL).synced())).containsExactly(1L);
    }
    world.plans("- {source: fake}").fetch();
    world.plans("- {source: fake, select: {competition_id: 11, season_id: 90}}");
    try (Leat leat = world.leat()) {
      assertThat(matches(leat.datasets(Scope.ALL).synced())).containsExactly(1L);
      assertThat(matches(leat.datasets(Scope.ALL).stored())).containsExactly(1L, 2L);
    }
  }

  @Test
  void aNarrowerConditionGivesWhatItHoldsFor() {
    world
        .plans("- {source: fake, select: \"season_id in [42, 90]\"}")
        .source()
        .lists(Selector.of(season(42)), Selector.of(season(90)))
        .offers(
            request -> {
              boolean first = request.selector().keys().agreesWith(Keys.of("season_id", 42));
              return first
                  ? List.of(offer(season(42).with("match_id", 1), file("events__v1", "1")))
                  : List.of(offer(season(90).with("match_id", 2), file("events__v1", "2")));
            });
    world.fetch();
    world.plans("- {source: fake, select: \"season_id == 90\"}");
    try (Leat leat = world.leat()) {
      assertThat(matches(leat.datasets(Scope.ALL).synced())).containsExactly(2L);
      assertThat(matches(leat.datasets(Scope.ALL).stored())).containsExactly(1L, 2L);
    }
  }

  @Test
  void aSourceThatInterruptsItselfFailsAndItsConsumerHearsOfIt() {
    world
        .source()
        .lists(
            (type, discovery) -> {
              throw new InterruptedException("its own timer");
            });
    try (Leat leat = world.leat();
        DatasetFeed feed = leat.datasets(Scope.ALL).streaming()) {
      assertThatThrownBy(feed::hasNext)
          .isInstanceOfSatisfying(
              LeatException.class,
              error -> assertThat(error.problem()).contains("source 'fake'", "its own timer"));
    }
  }

  @Test
  void aFilterNarrowsTheSelectorsThatAreListed() {
    world
        .source()
        .lists(Selector.of(season(1)), Selector.of(season(2)), Selector.of(season(3)))
        .offers(
            offer(season(1).with("match_id", 1), file("events__v1", "1")),
            offer(season(2).with("match_id", 2), file("events__v1", "2")));
    try (Leat leat = world.leat()) {
      assertThat(streamed(leat, Scope.of(Keys.of("season_id", 2)))).containsExactly(2L);
      assertThat(world.source().requests()).hasSize(1);
      assertThat(streamed(leat, Scope.ALL)).containsExactly(1L, 2L);
    }
  }

  @Test
  void currentDatasetsAreStreamedToo() {
    offersFive();
    try (Leat leat = world.leat()) {
      for (int time = 0; time < 3; time++) {
        assertThat(streamed(leat, Scope.ALL)).containsExactly(1L, 2L, 3L, 4L, 5L);
      }
    }
  }

  @Test
  void datasetsOfASkippedSelectorAreStreamedToo() {
    world
        .source()
        .lists(Selector.of(season(90)).modified(ManualClock.START))
        .offers(offer(1, file("events__v1", "1")), offer(2, file("events__v1", "2")));
    try (Leat leat = world.leat()) {
      assertThat(streamed(leat, Scope.ALL)).containsExactly(1L, 2L);
      assertThat(streamed(leat, Scope.ALL)).containsExactly(1L, 2L);
      assertThat(world.source().requests()).hasSize(1);
    }
  }

  @Test
  void datasetsThatAnotherRunWorksOnAreStreamedAsTheyAre() {
    offersFive();
    world.fetch();
    try (Leat leat = world.leat();
        var catalog = world.catalog()) {
      String name = "job:" + world.bucket() + "/fake/match/";
      assertThat(catalog.leases().acquire(name, Holder.here("another"), Duration.ofMinutes(1)))
          .isPresent();
      assertThat(streamed(leat, Scope.ALL)).hasSize(5);
    }
  }

  @Test
  void onlyWantedStatesAreStreamed() {
    world
        .source()
        .offers(offer(1, file("events__v1", "1")), Offer.of(match(2)).in(DatasetState.SCHEDULED));
    try (Leat leat = world.leat();
        DatasetFeed feed = leat.datasets(Scope.ALL).in(DatasetState.SCHEDULED).streaming()) {
      Iterable<Dataset> once = () -> feed;
      assertThat(matches(once)).containsExactly(2L);
      assertThat(matches(leat.datasets(Scope.ALL).in(DatasetState.COMPLETE).stored()))
          .containsExactly(1L);
    }
  }

  @Test
  void theFirstDatasetIsThereBeforeTheLastIsFetched() {
    var received = new CountDownLatch(1);
    FakeFile last =
        file("events__v1", "last")
            .before(
                (file, current, sink) -> {
                  received.await();
                  return new FileWriter.Outcome.Complete(null, null);
                });
    world.source().offers(offer(1, file("events__v1", "first")), offer(2, last));
    try (Leat leat = world.leat();
        DatasetFeed feed = leat.datasets(Scope.ALL).streaming()) {
      assertThat(feed.next().id().keys()).isEqualTo(match(1));
      received.countDown();
      assertThat(feed.next().id().keys()).isEqualTo(match(2));
      assertThat(feed.hasNext()).isFalse();
    }
  }

  @Test
  @Timeout(5)
  void anErrorReachesTheConsumerAfterWhatWentWell() {
    world
        .source()
        .offers(
            offer(1, file("events__v1", "1")),
            offer(2, file("events__v1", "2").failing(new IllegalStateException("broken"))));
    try (Leat leat = world.leat();
        DatasetFeed feed = leat.datasets(Scope.ALL).streaming()) {
      assertThat(feed.next().id().keys()).isEqualTo(match(1));
      assertThatThrownBy(feed::hasNext)
          .isInstanceOf(LeatException.class)
          .hasMessage(
              "source 'fake': its code failed while it wrote events__v1:"
                  + " java.lang.IllegalStateException: broken");
      assertThat(feed.hasNext()).isFalse();
    }
  }

  @Test
  @Timeout(5)
  void evenAnErrorOfTheMachineReachesTheConsumer() {
    world
        .source()
        .offers(
            (request, discovery) -> {
              throw new OutOfMemoryError("made up");
            });
    try (Leat leat = world.leat();
        DatasetFeed feed = leat.datasets(Scope.ALL).streaming()) {
      assertThatThrownBy(feed::hasNext)
          .isInstanceOf(LeatException.class)
          .hasMessage("the fetch failed: java.lang.OutOfMemoryError: made up");
    }
  }

  @Test
  void closingCancelsTheFetch() {
    var never = new CountDownLatch(1);
    FakeFile hanging =
        file("events__v1", "2")
            .before(
                (file, current, sink) -> {
                  never.await();
                  return new FileWriter.Outcome.Complete(null, null);
                });
    world.source().offers(offer(1, file("events__v1", "1")), offer(2, hanging));
    try (Leat leat = world.leat()) {
      try (DatasetFeed feed = leat.datasets(Scope.ALL).streaming()) {
        assertThat(feed.next().id().keys()).isEqualTo(match(1));
      }
      assertThat(leat.datasets(Scope.ALL).count()).isEqualTo(1);
    }
    assertThat(world.jobs().getFirst().end().state()).isEqualTo(Jobs.State.ABORTED);
  }

  @Test
  void aConsumerThatStopsReadingHoldsTheFetchBack() {
    world
        .source()
        .offers(
            (request, discovery) ->
                LongStream.range(0, 50)
                    .mapToObj(page -> LongStream.range(page * 10, page * 10 + 10))
                    .map(ids -> ids.mapToObj(id -> Offer.of(match(id))).toList())
                    .iterator());
    try (Leat leat = world.leat();
        DatasetFeed feed = leat.datasets(Scope.ALL).streaming()) {
      assertThat(feed.hasNext()).isTrue();
      assertThat(leat.datasets(Scope.ALL).count()).isLessThan(200);
    }
  }

  @Test
  void workIsDoneOnManyAtOnceAndItsFailureIsTold() throws Exception {
    offersFive();
    try (Leat leat = world.leat()) {
      leat.fetch(Scope.ALL);
      Set<String> done = new ConcurrentSkipListSet<>();
      leat.datasets(Scope.ALL).each(3, dataset -> done.add(dataset.id().toString()));
      assertThat(done).hasSize(5);
      assertThatThrownBy(
              () ->
                  leat.datasets(Scope.of(match(2)))
                      .each(
                          3,
                          dataset -> {
                            throw new IOException("no room");
                          }))
          .isInstanceOf(LeatException.class)
          .hasMessage(
              "the work on fake/match/competition_id=11/season_id=90/match_id=2 failed:"
                  + " java.io.IOException: no room");
    }
  }
}
