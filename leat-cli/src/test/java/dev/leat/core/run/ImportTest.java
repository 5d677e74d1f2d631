package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.LeatException;
import dev.leat.api.Validation;
import dev.leat.core.Leat;
import dev.leat.core.catalog.Origin;
import dev.leat.core.catalog.RevisionRow;
import dev.leat.core.plan.Scope;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.LocalFileStore;
import dev.leat.core.store.StoredFile;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.ingestify.IngestifyStore;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ImportTest {
  private static final Instant MAY = Instant.parse("2022-05-01T10:00:00.123456Z");
  private static final FeedVersion EVENTS = new FeedVersion("events", "v1");
  private static final FeedVersion LINEUPS = new FeedVersion("lineups", "v1");
  private static final String MATCH =
      "{\"competition_id\": 11, \"season_id\": 42, \"match_id\": 7}";

  @TempDir private Path folder;
  private StatsBombProvider provider;
  private Workplace here;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(files());
    provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 5);
    here = new Workplace(folder.resolve("here"), provider);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private Connection sqlite() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("main.db"));
  }

  private Path files() {
    return folder.resolve("files");
  }

  private ImportRequest request(ImportRequest.Mode mode) {
    return ImportRequest.ingestify(
        "sqlite:///" + folder.resolve("main.db"), "file://" + files(), mode);
  }

  private ImportReport take(ImportRequest request) throws InterruptedException {
    try (Leat leat = here.open()) {
      return leat.administration().importFrom(request, done -> {});
    }
  }

  /** A store that fetched every match of the provider some time ago. */
  private void fetchThere(IngestifyStore there) throws Exception {
    var other = new Workplace(folder.resolve("other"), provider);
    other.fetch();
    try (Leat leat = other.open()) {
      for (Dataset match : other.matches()) {
        String id = match.id().keys().value("match_id").orElseThrow().text();
        there.at(Optional.ofNullable(match.row().lastModifiedAt()).orElseThrow());
        there.dataset(
            id,
            "{\"match_id\": %s, \"season_id\": 42, \"competition_id\": 11}".formatted(id),
            "COMPLETE");
        there.revision(id, 0, "PENDING_VALIDATION");
        for (StoredFile file : match.files()) {
          there.file(id, 0, file.feed().feed(), Workplace.text(leat, file));
        }
      }
    }
    assertThat(here.folder().resolve(".leat")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void afterwardsARunFetchesNothing(ImportRequest.Mode mode) throws Exception {
    try (Connection connection = sqlite()) {
      fetchThere(new IngestifyStore(connection, files(), ""));
    }
    ImportReport report = take(request(mode));
    assertThat(report.failures()).isEmpty();
    assertThat(report.notes()).isEmpty();
    assertThat(List.of(report.datasets(), report.revisions(), report.files(), report.current()))
        .containsExactly(5L, 5L, 10L, 0L);
    assertThat(report.exitCode()).isZero();
    provider.http().forget();
    RunReport run = here.run();
    assertThat(run.allFailures()).isEmpty();
    assertThat(run.jobs()).extracting(JobReport::skipped).containsExactly(5L);
    assertThat(provider.requests()).containsExactly("competitions.json", "matches/11/42.json");
    assertThat(here.rows("select count(distinct match_id) from events"))
        .containsExactly(List.of("5"));
    assertThat(here.matches())
        .extracting(match -> match.id().toString())
        .contains(
            "football/match/competition_id=11/season_id=42/match_id="
                + provider.matches(11, 42).getFirst());
  }

  @Test
  void aSecondImportImportsNothingAndAnotherWhatIsNew() throws Exception {
    try (Connection connection = sqlite()) {
      var there = new IngestifyStore(connection, files(), "");
      twoRevisions(there);
      ImportReport first = take(request(ImportRequest.Mode.COPY));
      assertThat(first.revisions()).isEqualTo(2);
      ImportReport second = take(request(ImportRequest.Mode.COPY));
      assertThat(second).isEqualTo(new ImportReport(0, 0, 0, 0, 1, List.of(), List.of()));
      there.revision("m", 2, "APPROVED");
      there.file("m", 2, "events", "[3]");
      ImportReport third = take(request(ImportRequest.Mode.COPY));
      assertThat(List.of(third.datasets(), third.revisions(), third.files()))
          .containsExactly(1L, 1L, 1L);
    }
    Dataset match = here.matches().getFirst();
    assertThat(match.row().validation()).isEqualTo(Validation.APPROVED);
  }

  private void twoRevisions(IngestifyStore there) throws Exception {
    there.at(MAY).dataset("m", MATCH, "partial");
    there.revision("m", 0, "PENDING_VALIDATION");
    there.file("m", 0, "events", "[1]");
    there.file("m", 0, "lineups", "none", "[0]");
    there.at(MAY.plus(Duration.ofDays(1))).revision("m", 1, "VALIDATION_FAILED");
    there.file("m", 1, "events", "[2]");
  }

  @ParameterizedTest
  @EnumSource
  void historyComesAlong(ImportRequest.Mode mode) throws Exception {
    try (Connection connection = sqlite()) {
      twoRevisions(new IngestifyStore(connection, files(), ""));
    }
    take(request(mode));
    verifyHistory();
    try (Leat leat = here.open()) {
      assertThat(leat.administration().damaged()).isEmpty();
    }
  }

  private void verifyHistory() {
    Instant june = MAY.plus(Duration.ofDays(1));
    try (Leat leat = here.open()) {
      Dataset match = here.matches().getFirst();
      assertThat(match.row().name()).isEqualTo("A name");
      assertThat(match.row().state()).isEqualTo(DatasetState.PARTIAL);
      assertThat(match.row().metadata()).containsEntry("match_week", "3");
      assertThat(match.row().createdAt()).isEqualTo(MAY);
      assertThat(match.row().updatedAt()).isEqualTo(june);
      assertThat(match.row().lastModifiedAt()).isEqualTo(june);
      assertThat(match.row().validation()).isEqualTo(Validation.FAILED);
      assertThat(leat.administration().revisions(match))
          .extracting(RevisionRow::number, RevisionRow::origin, RevisionRow::createdAt)
          .containsExactly(
              tuple(1, new Origin(Origin.Kind.IMPORT, "ingestify main 0"), MAY),
              tuple(2, new Origin(Origin.Kind.IMPORT, "ingestify main 1"), june));
      StoredFile events = match.file(EVENTS).orElseThrow();
      assertThat(Workplace.text(leat, events)).isEqualTo("[2]");
      assertThat(events.from().fetchedAt()).isEqualTo(june);
      assertThat(events.from().contentType()).isEqualTo("application/json");
      assertThat(events.bytes().path()).endsWith("/2/events__v1.json.gz");
      assertThat(Workplace.text(leat, match.file(LINEUPS).orElseThrow())).isEqualTo("[0]");
    }
  }

  @Test
  void inPlaceNoByteIsCopiedAndDeletingHereLeavesTheOriginal() throws Exception {
    String path;
    try (Connection connection = sqlite()) {
      var there = new IngestifyStore(connection, files(), "");
      there.dataset("m", MATCH, "complete");
      there.revision("m", 0, "PENDING_VALIDATION");
      path = there.file("m", 0, "events", "[1]");
    }
    take(request(ImportRequest.Mode.IN_PLACE));
    Path original = files().resolve(path);
    StoredFile file = here.matches().getFirst().file(EVENTS).orElseThrow();
    Path adopted = here.folder().resolve(".leat/store").resolve(file.bytes().path());
    assertThat(Files.isSameFile(original, adopted)).isTrue();
    try (Leat leat = here.open()) {
      leat.administration().delete(Scope.of(List.of("football"), List.of()));
    }
    assertThat(adopted).doesNotExist();
    assertThat(original).exists();
    assertThat(take(request(ImportRequest.Mode.IN_PLACE)).current()).isEqualTo(1);
    assertThat(here.matches()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedFileIsToldAndTheOthersCome(ImportRequest.Mode mode) throws Exception {
    Path damaged;
    try (Connection connection = sqlite()) {
      var there = new IngestifyStore(connection, files(), "");
      there.dataset("m", MATCH, "complete");
      there.revision("m", 0, "PENDING_VALIDATION");
      String events = there.file("m", 0, "events", "none", "[1]");
      there.file("m", 0, "lineups", "[0]");
      damaged = files().resolve(events);
      Files.writeString(damaged, "[7]");
    }
    ImportReport report = take(request(mode));
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.failures()).hasSize(1);
    Failure failure = report.failures().getFirst();
    assertThat(failure.where())
        .isEqualTo(
            "football/match/competition_id=11/season_id=42/match_id=7 revision 0 events__v1");
    assertThat(failure.error())
        .hasMessage(
            "The file main/m/0/events__v1-open-data.json has the hash "
                + IngestifyStore.sha1("[7]".getBytes(StandardCharsets.UTF_8))
                + ", not "
                + IngestifyStore.sha1("[1]".getBytes(StandardCharsets.UTF_8))
                + ".");
    assertThat(here.matches().getFirst().files())
        .extracting(StoredFile::feed)
        .containsExactly(LINEUPS);

    assertThat(failure.error().remedy())
        .isEqualTo(
            "What is current and missing is fetched by the next run. To take it over after all,"
                + " restore it there, remove the dataset here by leat delete and leat delete"
                + " --restore, then import again.");
    Files.writeString(damaged, "[1]");
    try (Leat leat = here.open()) {
      Scope all = Scope.of(List.of("football"), List.of());
      leat.administration().delete(all);
      leat.administration().restore(all);
    }
    assertThat(take(request(mode)).failures()).isEmpty();
    assertThat(here.matches().getFirst().files())
        .extracting(StoredFile::feed)
        .containsExactlyInAnyOrder(EVENTS, LINEUPS);
  }

  @Test
  void postgresWithATablePrefixServesAsWell() throws Exception {
    try (var postgres = EmbeddedPostgres.start()) {
      try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
        twoRevisions(new IngestifyStore(connection, files(), "old_"));
      }
      String url = "postgresql://postgres:secret@localhost:" + postgres.getPort() + "/postgres";
      var request =
          ImportRequest.ingestify(url, files().toString(), ImportRequest.Mode.COPY).prefix("old_");
      assertThat(request.toString()).doesNotContain("secret");
      assertThat(take(request).revisions()).isEqualTo(2);
      verifyHistory();
    }
  }

  @Test
  void severalBucketsMustBeToldApart() throws Exception {
    try (Connection connection = sqlite()) {
      var there = new IngestifyStore(connection, files(), "");
      for (int match = 1; match <= 8; match++) {
        String id = "a" + match;
        there.dataset(id, MATCH.replace("7", String.valueOf(match)), "complete");
        there.revision(id, 0, "PENDING_VALIDATION");
        there.file(id, 0, "events", "[" + match + "]");
      }
      there.bucket("test").dataset("b", MATCH, "complete");
      there.revision("b", 0, "PENDING_VALIDATION");
      there.file("b", 0, "events", "[\"of the test\"]");
    }
    ImportRequest both = request(ImportRequest.Mode.COPY);
    assertThatThrownBy(() -> take(both))
        .isInstanceOf(LeatException.class)
        .hasMessage("The store has several buckets: main, test.");
    assertThat(here.matches()).as("nothing is taken before that is known").isEmpty();
    assertThatThrownBy(() -> take(both.bucket("tst")))
        .hasMessage("The store has no bucket 'tst'.")
        .extracting(error -> ((LeatException) error).remedy())
        .isEqualTo("Name one that it has: main, test.");

    assertThat(take(both.bucket("main")).revisions()).isEqualTo(8);
    assertThat(take(both.bucket("test")).revisions()).isEqualTo(1);
    assertThat(take(both.bucket("test")).revisions()).isZero();
    assertThat(take(both.bucket("main")).revisions()).isZero();
    try (Leat leat = here.open()) {
      Dataset seven =
          here.matches().stream()
              .filter(match -> match.row().revisions() == 2)
              .findFirst()
              .orElseThrow();
      assertThat(seven.id().keys().canonical())
          .isEqualTo("competition_id=11/match_id=7/season_id=42");
      assertThat(Workplace.text(leat, seven.file(EVENTS).orElseThrow()))
          .isEqualTo("[\"of the test\"]");
    }
  }

  @Test
  void aProviderIsTakenForTheSourceThatIsNamed() throws Exception {
    try (Connection connection = sqlite()) {
      var there = new IngestifyStore(connection, files(), "");
      there.execute(
          "insert into {dataset} values ('main', 'k', 'acme', 'keyword', 'COMPLETE', '',"
              + " {?}, {?}, {t}, {t}, null)"
                  .replaceFirst("\\{\\?}", "'{\"word\": \"x\"}'")
                  .replaceFirst("\\{\\?}", "null"));
    }
    ImportRequest request = request(ImportRequest.Mode.COPY);
    assertThatThrownBy(() -> take(request.named("acme", "fotball")))
        .hasMessage("The project has no source 'fotball'.")
        .extracting(error -> ((LeatException) error).remedy())
        .isEqualTo("Did you mean 'football'?");
    assertThat(take(request).notes())
        .containsExactly(
            "No source of this project has datasets acme/keyword: they are taken over under that"
                + " name, and no run will add to them.");
    ImportReport renamed = take(request.named("acme/keyword", "football/match"));
    assertThat(renamed.notes()).isEmpty();
    assertThat(renamed.datasets()).isEqualTo(1);
  }

  @Test
  void whatCannotBeTakenOverInPlaceSaysSo() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(folder)));
    Path elsewhere = Files.createTempDirectory(memory, "leat");
    try {
      Path file = elsewhere.resolve("a");
      Files.writeString(file, "x");
      assertThat(new LocalFileStore(folder).adopt("a/b", file)).isFalse();
      assertThat(folder.resolve("a")).doesNotExist();
    } finally {
      Files.deleteIfExists(elsewhere.resolve("a"));
      Files.delete(elsewhere);
    }
  }
}
