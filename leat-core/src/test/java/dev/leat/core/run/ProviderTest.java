package dev.leat.core.run;

import static dev.leat.core.run.World.match;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.leat.api.Content;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Request;
import dev.leat.core.Leat;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.core.store.StoredFile;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers over HTTP, well and ill behaved. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class ProviderTest {
  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;
  private FakeHttp provider;

  ProviderTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    provider = FakeHttp.start();
    world = World.in(folder, kind);
    world.yaml(
        """
        sources:
          fake:
            type: fake
            timeout: 250ms
            retries: 0
        """);
  }

  @AfterEach
  void close() {
    world.close();
    provider.close();
  }

  private OfferedFile file(String feed, String path, @Nullable Instant modified) {
    return OfferedFile.of(
            FeedVersion.parse(feed), "json", new Content.Remote(Request.get(provider.url(path))))
        .modified(modified);
  }

  private Offer events(long id) {
    return Offer.of(match(id)).with(file("events__v1", "/events/" + id, ManualClock.START));
  }

  @Test
  void aMissingOptionalFileIsAskedForOnceInFourRuns() {
    provider.on("/events/1", Answer.json("[]"));
    Instant later = ManualClock.START.plus(Duration.ofDays(1));
    world
        .source()
        .offers(
            request -> List.of(events(1).with(file("lineups__v1", "/360/1", later).optional())));
    for (int run = 0; run < 4; run++) {
      assertThat(world.fetch().exitCode()).isZero();
      world.clock.advance(Duration.ofHours(12));
    }
    assertThat(provider.requests("/360/1")).hasSize(1);
    assertThat(provider.requests("/events/1")).hasSize(1);
    assertThat(world.stored(match(1)).row().state()).isEqualTo(DatasetState.COMPLETE);

    world.clock.advance(Duration.ofDays(7));
    provider.on("/360/1", Answer.json("{}"));
    world.fetch();
    assertThat(world.stored(match(1)).files()).hasSize(2);
  }

  @Test
  void aProjectSaysHowLongAnAbsenceIsBelieved() {
    world.yaml("sources:\n  fake: {type: fake, absence: 1h}\n");
    world
        .source()
        .offers(
            request ->
                List.of(Offer.of(match(1)).with(file("lineups__v1", "/360/1", null).optional())));
    world.fetch();
    world.clock.advance(Duration.ofMinutes(59));
    world.fetch();
    assertThat(provider.requests("/360/1")).hasSize(1);
    world.clock.advance(Duration.ofMinutes(1));
    world.fetch();
    assertThat(provider.requests("/360/1")).hasSize(2);
  }

  @Test
  void aMissingFileThatMustBeThereFailsTheTask() {
    provider.on("/events/2", Answer.json("[]"));
    world.source().offers(events(1), events(2));
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(world.failedTasks(world.jobs().getFirst()))
        .extracting(Jobs.FailedTask::code)
        .containsExactly("SOURCE_FILE_MISSING");
  }

  @Test
  void hangsResetsAndPagesOfHtmlFailTheirOwnTasks() {
    provider
        .on("/events/1", Answer.hang())
        .on("/events/2", Answer.json("[" + "1,".repeat(9000) + "1]").resetsAfter(5000))
        .on("/events/3", Answer.html("<html><body>Please log in</body></html>"))
        .on("/events/4", Answer.json("[]").as(500))
        .on("/events/5", Answer.json("[1,2,3]").truncatedAfter(3))
        .on("/events/6", Answer.json("[]"));
    world.source().offers(request -> LongStream.rangeClosed(1, 6).mapToObj(this::events).toList());
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.jobs().getFirst().state()).isEqualTo(JobReport.State.FINISHED);
    assertThat(report.jobs().getFirst().failed()).isEqualTo(5);
    assertThat(world.failedTasks(world.jobs().getFirst()))
        .extracting(Jobs.FailedTask::keys, Jobs.FailedTask::code)
        .containsExactlyInAnyOrder(
            tuple(match(1), "SOURCE_UNAVAILABLE"),
            tuple(match(2), "SOURCE_UNAVAILABLE"),
            tuple(match(3), "UNEXPECTED_CONTENT"),
            tuple(match(4), "SOURCE_UNAVAILABLE"),
            tuple(match(5), "SOURCE_UNAVAILABLE"));
    assertThat(world.stored())
        .singleElement()
        .satisfies(dataset -> assertThat(dataset.id().keys()).isEqualTo(match(6)));
  }

  @Test
  void rejectedCredentialsEndTheSourceAfterTheFirstRefusal() {
    provider.under("/", request -> Answer.status(401));
    world.source().concurrencyMax(1);
    world
        .source()
        .offers(
            (request, discovery) ->
                LongStream.range(0, 20).mapToObj(id -> List.of(events(id))).iterator());
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.jobs().getFirst().state()).isEqualTo(JobReport.State.ABORTED);
    assertThat(provider.requests()).hasSize(1);
  }

  @Test
  void aCheckThatFoundNothingNewIsRememberedByItsTime() {
    provider.on("/events/1", Answer.json("[1]").etag("a"));
    Instant later = ManualClock.START.plus(Duration.ofDays(1));
    world.source().offers(request -> List.of(events(1)));
    world.fetch();
    world
        .source()
        .offers(
            request -> List.of(Offer.of(match(1)).with(file("events__v1", "/events/1", later))));
    assertThat(world.fetch().jobs().getFirst().unchanged()).isEqualTo(1);
    assertThat(world.fetch().jobs().getFirst().skipped()).isEqualTo(1);

    List<Received> requests = provider.requests();
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1).headers()).containsEntry("if-none-match", "\"a\"");
    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(1);
  }

  @Test
  void aSourceSaysHowManyFilesAtOnce() {
    provider.under("/events/", request -> Answer.json("[]").delayed(Duration.ofMillis(20)));
    world.source().concurrencyMax(3);
    world.source().offers(request -> LongStream.range(0, 40).mapToObj(this::events).toList());
    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(40);
    assertThat(provider.inFlightMax()).isEqualTo(3);
  }

  @Test
  void aProjectOverrulesHowManyFilesAtOnce() {
    world.yaml("sources:\n  fake: {type: fake, concurrency: 2}\n");
    provider.under("/events/", request -> Answer.json("[]").delayed(Duration.ofMillis(20)));
    world.source().concurrencyMax(3);
    world.source().offers(request -> LongStream.range(0, 20).mapToObj(this::events).toList());
    world.fetch();
    assertThat(provider.inFlightMax()).isEqualTo(2);
  }

  @Test
  void whatWasServedIsStoredByteForByte() throws Exception {
    String body = "{ \"a\" : 1.10,\r\n\t\"b\":\"\u00e9\" }\n\n";
    provider.on("/events/1", Answer.json(body).gzipped());
    world.source().offers(events(1));
    world.fetch();

    assertThat(world.text(match(1), "events__v1")).isEqualTo(body);
    StoredFile stored = world.stored(match(1)).files().getFirst();
    assertThat(stored.from().url()).isEqualTo(provider.url("/events/1").toString());
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    assertThat(stored.bytes().sha256()).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void aTaskThatFailedHalfWayDoesNotFetchAgainWhatHadLanded() {
    provider
        .on("/events/1", Answer.json("[]"))
        .on("/lineups/1", Answer.status(500), Answer.json("[]"));
    world
        .source()
        .offers(
            request ->
                List.of(events(1).with(file("lineups__v1", "/lineups/1", ManualClock.START))));
    assertThat(world.fetch().exitCode()).isEqualTo(3);
    assertThat(world.stored()).isEmpty();
    assertThat(world.fetch().exitCode()).isZero();

    assertThat(provider.requests("/events/1")).hasSize(1);
    assertThat(provider.requests("/lineups/1")).hasSize(2);
    assertThat(world.stored(match(1)).files()).hasSize(2);
  }

  @Test
  void oneChangedFileIsTheOnlyOneAskedFor() {
    provider.under("/", request -> Answer.json("[\"" + request.path() + "\"]"));
    world.source().offers(request -> LongStream.range(0, 10).mapToObj(this::events).toList());
    world.fetch();
    provider.forget();
    Instant later = ManualClock.START.plus(Duration.ofDays(1));
    world
        .source()
        .offers(
            request ->
                LongStream.range(0, 10)
                    .mapToObj(
                        id ->
                            id == 7
                                ? Offer.of(match(id)).with(file("events__v1", "/new/" + id, later))
                                : events(id))
                    .toList());
    try (Leat leat = world.leat()) {
      leat.fetch(Scope.ALL);
    }
    assertThat(provider.requests()).extracting(Received::path).containsExactly("/new/7");
  }
}
