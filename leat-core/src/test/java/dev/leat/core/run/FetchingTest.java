package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static dev.leat.core.run.World.season;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.KnownFile;
import dev.leat.api.Offer;
import dev.leat.api.Selector;
import dev.leat.core.Leat;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.StoredFile;
import dev.leat.testkit.source.FakeFile;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run brings into the store. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class FetchingTest {
  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  FetchingTest(TestCatalogs.Kind kind) {
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

  @Test
  void aFirstRunStoresEveryFileAndASecondOnlyWhatChanged() {
    FakeFile lineups = file("lineups__v1", "lineups");
    FakeFile events = file("events__v1", "events");
    FakeFile more = file("events__v2", "more events");
    world.source().offers(request -> List.of(offer(1, lineups, events, more)));

    assertThat(world.fetch().exitCode()).isZero();
    assertThat(world.stored())
        .singleElement()
        .satisfies(
            dataset -> {
              assertThat(dataset.id().toString())
                  .isEqualTo("fake/match/competition_id=11/season_id=90/match_id=1");
              assertThat(dataset.row().revisions()).isEqualTo(1);
              assertThat(dataset.row().lastModifiedAt()).isEqualTo(world.clock.instant());
              assertThat(dataset.files()).hasSize(3);
            });

    events.text("corrected events").modified(world.clock.advance(Duration.ofDays(1)));
    world.fetch();
    Dataset second = world.stored(match(1));
    assertThat(second.row().revisions()).isEqualTo(2);
    assertThat(second.files())
        .filteredOn(stored -> stored.revision() == 2)
        .extracting(StoredFile::feed)
        .containsExactly(new FeedVersion("events", "v1"));
    assertThat(lineups.loads()).hasSize(1);
    assertThat(world.text(match(1), "events__v1")).isEqualTo("corrected events");
  }

  @Test
  void twoPlansFetchTwoSeasons() throws Exception {
    world
        .plans(
            """
            - {source: fake, select: {competition_id: 1, season_id: 2}}
            - {source: fake, select: {competition_id: 1, season_id: 3}}
            """)
        .source()
        .offers(
            request ->
                List.of(
                    offer(
                        request.selector().keys().with("match_id", 7),
                        file("events__v1", "content1"))));

    world.fetch();

    assertThat(world.stored()).hasSize(2);
    try (Leat again = world.leat()) {
      Dataset third =
          again.datasets(Scope.of(Keys.of("season_id", 3))).stored().findFirst().orElseThrow();
      assertThat(again.datasets(Scope.of(Keys.of("season_id", 3))).count()).isEqualTo(1);
      try (InputStream content = again.open(third.files().getFirst())) {
        assertThat(content.readAllBytes()).isEqualTo("content1".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(third.row().lastModifiedAt()).isEqualTo(world.clock.instant());
    }
  }

  @Test
  void twoPlansForOneSelectorAreOneJobWithTheFeedsOfBoth() {
    world
        .plans(
            """
            - {source: fake, select: {competition_id: 11, season_id: 90}, feeds: {events: v1}}
            - {source: fake, select: {competition_id: 11, season_id: 90}, feeds: {events: v2}}
            """)
        .fetch();

    assertThat(world.source().requests())
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.wanted("events"))
                    .containsExactly(
                        new FeedVersion("events", "v1"), new FeedVersion("events", "v2")));
  }

  @Test
  void twoPlansOfOneSelectorWithDifferentMatchesBothRun() {
    world
        .plans(
            """
            - {source: fake, select: {competition_id: 11, season_id: 90, match_id: [1, 2]}}
            """)
        .source()
        .lists(Selector.of(season(90)))
        .offers(offer(1, file("events__v1", "1")), offer(2, file("events__v1", "2")));

    RunReport report = world.fetch();

    assertThat(report.jobs()).extracting(JobReport::state).containsOnly(JobReport.State.FINISHED);
    assertThat(world.stored()).hasSize(2);
  }

  @Test
  void aBatchIsStoredBeforeTheNextIsAskedFor() {
    var storedBefore = new ArrayList<Long>();
    try (Leat watching = world.leat()) {
      world
          .source()
          .offers(
              (request, discovery) ->
                  IntStream.range(0, 10)
                      .peek(batch -> storedBefore.add(watching.datasets(Scope.ALL).count()))
                      .mapToObj(FetchingTest::batch)
                      .iterator());

      watching.fetch(Scope.ALL);
      assertThat(storedBefore).containsExactly(0L, 10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L);
      assertThat(watching.datasets(Scope.ALL).count()).isEqualTo(100);
      world.clock.advance(Duration.ofDays(1));
      assertThat(watching.fetch(Scope.ALL).jobs().getFirst().unchanged()).isEqualTo(100);
      assertThat(watching.datasets(Scope.ALL).stored())
          .allSatisfy(dataset -> assertThat(dataset.row().revisions()).isEqualTo(1));
    }
  }

  private static List<Offer> batch(int number) {
    return IntStream.range(number * 10, number * 10 + 10)
        .mapToObj(id -> offer(id, file("events__v1", "match " + id).modified(null)))
        .toList();
  }

  @Test
  void aFailingFileFailsItsTaskAndNoOther() {
    world
        .source()
        .offers(
            offer(1, file("events__v1", "1")),
            offer(2, file("events__v1", "2").failing(new IllegalStateException("some failure"))),
            offer(3, file("events__v1", "3")));

    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.jobs())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.state()).isEqualTo(JobReport.State.FINISHED);
              assertThat(job.successful()).isEqualTo(2);
              assertThat(job.failed()).isEqualTo(1);
            });
    Jobs.JobRow row = world.jobs().getFirst();
    assertThat(row.end().state()).isEqualTo(Jobs.State.FINISHED);
    assertThat(world.failedTasks(row))
        .containsExactly(
            new Jobs.FailedTask(
                Jobs.Operation.CREATE,
                match(2),
                "SOURCE_CODE_FAILED",
                "source 'fake': its code failed while it wrote events__v1:"
                    + " java.lang.IllegalStateException: some failure"));
    assertThat(world.stored()).extracting(dataset -> dataset.id().keys()).doesNotContain(match(2));
  }

  @Test
  void aFailingListingFailsItsJobAndSaysWhy() {
    world
        .source()
        .offers(
            (request, discovery) -> {
              throw new IllegalStateException("some failure");
            });

    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(3);
    Jobs.JobRow row = world.jobs().getFirst();
    assertThat(row.end().state()).isEqualTo(Jobs.State.FAILED);
    assertThat(row.end().error())
        .isEqualTo(
            "PLUGIN_FAILED: source 'fake' failed: java.lang.IllegalStateException: some failure");
    assertThat(row.end().timings()).containsOnlyKeys("discover");
    assertThat(row.endedAt()).isNotNull();
  }

  @Test
  void aListingThatFailsHalfWayKeepsWhatItHasBrought() {
    world.source().offers((request, discovery) -> failingAfter(offer(1, file("events__v1", "1"))));

    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(1);
    Jobs.JobRow row = world.jobs().getFirst();
    assertThat(row.end().state()).isEqualTo(Jobs.State.FAILED);
    assertThat(row.end().counters().successful()).isEqualTo(1);
    assertThat(row.end().timings()).containsOnlyKeys("discover", "decide", "tasks");
    assertThat(world.stored()).hasSize(1);
  }

  private static Iterator<List<Offer>> failingAfter(Offer first) {
    return IntStream.range(0, 2)
        .mapToObj(
            number -> {
              if (number == 1) {
                throw new IllegalStateException("the second page is broken");
              }
              return List.of(first);
            })
        .iterator();
  }

  @Test
  void aCallbackReceivesWhatTheStoreHas() {
    FakeFile events = file("events__v1", "first");
    world.source().offers(request -> List.of(offer(1, events)));
    world.fetch();
    events.text("second").modified(world.clock.advance(Duration.ofDays(1)));
    world.fetch();

    String sha = world.stored(match(1)).files().getFirst().bytes().sha256();
    assertThat(events.loads()).hasSize(2);
    assertThat(events.loads().get(0)).isEmpty();
    assertThat(events.loads().get(1)).map(KnownFile::size).contains(5L);
    assertThat(events.loads().get(1)).map(KnownFile::sha256).isNotEqualTo(Optional.of(sha));
  }

  @Test
  void aDatasetWithoutKeysIsTheOnlyOneOfItsType() {
    world.source().offers(offer(Keys.NONE, file("events__v1", "all")));

    assertThat(world.fetch().exitCode()).isZero();
    assertThat(world.fetch().jobs().getFirst().skipped()).isEqualTo(1);
    assertThat(world.stored())
        .singleElement()
        .satisfies(dataset -> assertThat(dataset.id()).hasToString("fake/match"));
  }

  @Test
  void keysOfTheSelectorBelongToEveryDataset() {
    world
        .source()
        .lists(Selector.of(season(90)))
        .offers(
            (request, discovery) ->
                List.of(
                        List.of(
                            offer(Keys.of("match_id", 1), file("events__v1", "1").modified(null))))
                    .iterator());

    for (int run = 0; run < 3; run++) {
      world.fetch();
    }
    assertThat(world.stored())
        .singleElement()
        .satisfies(dataset -> assertThat(dataset.id().keys()).isEqualTo(match(1)));
  }

  @Test
  void datasetsOfTwoTypesMayHaveTheSameKeys() {
    try (World both = World.in(folder, kind, World.MATCH, World.PLAYER)) {
      both.source()
          .offers(
              request ->
                  List.of(
                      offer(
                          1,
                          file(
                              request.datasetType().equals("match") ? "events__v1" : "facts__v1",
                              request.datasetType()))));
      both.fetch();
      assertThat(both.stored())
          .extracting(dataset -> dataset.id().type())
          .containsExactlyInAnyOrder("match", "player");
    }
  }
}
