package dev.leat.connect.ingestify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.PastDataset;
import dev.leat.api.Validation;
import dev.leat.testkit.ingestify.IngestifyStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IngestifyCatalogTest {
  private static final Instant WRITTEN = Instant.parse("2024-03-01T12:00:00.123456Z");
  private static final String ONE =
      "{\"competition_id\": 11, \"season_id\": 90, \"match_id\": 3773369}";
  private static final String URL = "sqlite:///main.db";

  @TempDir private Path folder;

  @Test
  void readsADatasetWithItsHistoryFromSqlite() throws Exception {
    try (Connection connection = sqlite()) {
      fill(new IngestifyStore(connection, folder, ""));
    }
    try (var catalog = IngestifyCatalog.open(URL, folder, "", Map.of())) {
      verify(catalog, "statsbomb");
    }
  }

  @Test
  void readsADatasetWithItsHistoryFromPostgres() throws Exception {
    try (var postgres = EmbeddedPostgres.start()) {
      try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
        fill(new IngestifyStore(connection, folder, "old_"));
      }
      String url =
          "postgresql+psycopg2://postgres:any%40thing@localhost:"
              + postgres.getPort()
              + "/postgres";
      try (var catalog =
          IngestifyCatalog.open(url, folder, "old_", Map.of("statsbomb", "football"))) {
        verify(catalog, "football");
      }
    }
  }

  private static void fill(IngestifyStore store) throws SQLException, IOException {
    store.dataset("b", ONE, "COMPLETE");
    store.revision("b", 0, "VALIDATION_FAILED");
    store.revision("b", 1, "PENDING_VALIDATION");
    store.file("b", 0, "events", "[]");
    store.file("b", 0, "lineups", "[]");
    store.file("b", 1, "events", "[{}]");
    store.file("b", 1, "360-frames", "none", "[{\"a\": 1}]");
    store.dataset("a", "{\"keyword\": \"x/y\", \"part\": \"07\"}", "scheduled");
  }

  private static void verify(IngestifyCatalog catalog, String source) {
    assertThat(catalog.count()).isEqualTo(2);
    List<PastDataset> datasets = all(catalog);
    PastDataset keyword = datasets.getFirst();
    assertThat(keyword.id().keys().canonical()).isEqualTo("keyword=x%2Fy/part=07");
    assertThat(keyword.state()).isEqualTo(DatasetState.SCHEDULED);
    assertThat(keyword.revisions()).isEmpty();
    PastDataset match = datasets.getLast();
    assertThat(match.id().source()).isEqualTo(source);
    assertThat(match.id().keys().canonical())
        .isEqualTo("competition_id=11/match_id=3773369/season_id=90");
    assertThat(match.state()).isEqualTo(DatasetState.COMPLETE);
    assertThat(match.bucket()).isEqualTo("main");
    assertThat(match.name()).isEqualTo("A name");
    assertThat(match.created()).isEqualTo(WRITTEN);
    assertThat(match.metadata())
        .hasSize(2)
        .containsEntry("match_week", "3")
        .hasEntrySatisfying(
            "home_team",
            team -> assertThat(team.replace(" ", "")).isEqualTo("{\"name\":\"ClubA\"}"));
    assertThat(match.revisions())
        .extracting(PastDataset.Revision::validation)
        .containsExactly(Validation.FAILED, Validation.PENDING);
    assertThat(match.revisions().getFirst().files())
        .extracting(PastDataset.File::id)
        .containsExactly(new FeedVersion("events", "v1"), new FeedVersion("lineups", "v1"));
    PastDataset.File frames = match.revisions().getLast().files().getFirst();
    assertThat(frames)
        .isEqualTo(
            new PastDataset.File(
                new FeedVersion("three-sixty", "v1"),
                "json",
                "main/b/1/360-frames__v1-open-data.json",
                "none",
                10,
                10,
                WRITTEN,
                WRITTEN,
                IngestifyStore.sha1("[{\"a\": 1}]".getBytes(StandardCharsets.UTF_8)),
                "application/json"));
  }

  @Test
  void readsManyDatasetsInPages() throws Exception {
    try (Connection connection = sqlite()) {
      connection.setAutoCommit(false);
      var store = new IngestifyStore(connection, folder, "");
      for (int i = 0; i < 1_100; i++) {
        store.dataset("id" + i, "{\"n\": " + i + "}", "COMPLETE");
        store.revision("id" + i, 0, "APPROVED");
      }
      connection.commit();
    }
    try (var catalog = IngestifyCatalog.open(URL, folder, "", Map.of())) {
      assertThat(all(catalog))
          .hasSize(1_100)
          .allSatisfy(dataset -> assertThat(dataset.revisions()).hasSize(1))
          .extracting(PastDataset::id)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void opensAndChecksFilesByHash() throws Exception {
    PastDataset.File file = stored("gzip");
    var files = IngestifyFiles.of("file://" + folder, Path.of("/nowhere"));
    try (var content = files.open(file)) {
      assertThat(content.readAllBytes()).asString().isEqualTo("[1, 2]");
    }
    byte[] raw = Files.readAllBytes(files.locate(file));
    assertThat(files.check(file))
        .isEqualTo(
            new IngestifyFiles.Checked(
                IngestifyStore.digest("SHA-256", "[1, 2]".getBytes(StandardCharsets.UTF_8)),
                6,
                IngestifyStore.digest("SHA-256", raw),
                raw.length));
  }

  @Test
  void saysWhichFileIsDamaged() throws Exception {
    PastDataset.File file = stored("none");
    Path path = folder.resolve(file.path());
    var files = IngestifyFiles.of(".", folder);
    Files.writeString(path, "[1, 3]");
    assertThatThrownBy(() -> files.check(file))
        .hasMessage(
            "The file main/a/0/events__v1-open-data.json has the hash "
                + IngestifyStore.sha1("[1, 3]".getBytes(StandardCharsets.UTF_8))
                + ", not "
                + IngestifyStore.sha1("[1, 2]".getBytes(StandardCharsets.UTF_8))
                + ".")
        .hasFieldOrPropertyWithValue(
            "remedy",
            "What is current and missing is fetched by the next run. To take it over after all,"
                + " restore it there, remove the dataset here by leat delete and leat delete"
                + " --restore, then import again.");
    Files.delete(path);
    assertThatThrownBy(() -> files.check(file))
        .hasMessage("The file main/a/0/events__v1-open-data.json is not in the store.");
  }

  @Test
  void saysThatACompressedFileIsCutShort() throws Exception {
    PastDataset.File file = stored("gzip");
    Path path = folder.resolve(file.path());
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length - 9));
    assertThatThrownBy(() -> IngestifyFiles.of(".", folder).check(file))
        .hasMessageStartingWith(
            "The file main/a/0/events__v1-open-data.json.gz cannot be decoded: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "/etc/passwd", "a/../../outside", "a\0b", ""})
  void readsNothingOutsideTheStore(String path) throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    Files.writeString(folder.resolve("outside"), "x");
    var file =
        new PastDataset.File(
            new FeedVersion("a", "v1"), "json", path, "none", 1, 1, WRITTEN, null, null, null);
    assertThatThrownBy(() -> IngestifyFiles.of(store.toString(), folder).locate(file))
        .hasMessage("The file " + path + " is not in the store.");
  }

  @Test
  void saysWhatIsWrongWithUrls() throws Exception {
    assertThatThrownBy(() -> IngestifyCatalog.open("mysql://u:secret@h/d", folder, "", Map.of()))
        .hasMessage("The catalog's URL is neither SQLite nor PostgreSQL.");
    assertThatThrownBy(() -> IngestifyCatalog.open(URL, folder, "", Map.of()))
        .hasMessage("There is no SQLite file " + folder.resolve("main.db") + ".");
    assertThatThrownBy(() -> IngestifyCatalog.open(URL, folder, "x; drop", Map.of()))
        .hasMessage("The table prefix 'x; drop' cannot be part of a table's name.");
    assertThatThrownBy(() -> IngestifyFiles.of("s3://bucket/x", folder))
        .hasMessage("Files cannot be taken over from s3://bucket/x.");
    assertThatThrownBy(() -> IngestifyFiles.of("missing", folder))
        .hasMessage("There is no folder " + folder.resolve("missing") + ".");
    Files.writeString(folder.resolve("main.db"), "no database, but long enough to be looked at");
    try (var catalog = IngestifyCatalog.open(URL, folder, "", Map.of())) {
      assertThatThrownBy(catalog::count)
          .hasMessageStartingWith("The catalog " + folder.resolve("main.db") + " cannot be read: ")
          .hasFieldOrPropertyWithValue(
              "remedy", "Check that it is Ingestify's, and its table_prefix.");
    }
  }

  @Test
  void saysThatARowIsOdd() throws Exception {
    try (Connection connection = sqlite()) {
      var store = new IngestifyStore(connection, folder, "");
      store.dataset("a", ONE, "COMPLETE");
      store.execute("update {dataset} set created_at = 'yesterday'");
    }
    try (var catalog = IngestifyCatalog.open(URL, folder, "", Map.of())) {
      assertThatThrownBy(() -> all(catalog))
          .hasMessage(
              "The catalog "
                  + folder.resolve("main.db")
                  + " cannot be read: Text 'yesterday' could not be parsed at index 0")
          .hasFieldOrPropertyWithValue(
              "remedy", "A row holds what Ingestify does not write: correct it there.");
    }
  }

  @Test
  void takesKeysWithAnUnderscoreForNoIdentity() {
    assertThat(
            CatalogText.keys(
                "{\"_last_modified\": \"2024-01-01\", \"match_id\": 7, \"_name\": {\"a\": 1}}"))
        .isEqualTo(Keys.of("match_id", 7));
  }

  @Test
  void hidesWhatIsAmongTheParametersOfAServer() {
    for (String host : new String[] {"localhost:1", "localhost:no"}) {
      var address =
          CatalogAddress.parse(
              "postgresql://" + host + "/main?user=me&password=s3cret-w0rd", folder);
      assertThat(address.place()).isEqualTo("postgresql://" + host + "/main");
      assertThatThrownBy(address::connect)
          .isInstanceOf(LeatException.class)
          .hasMessageStartingWith("The catalog postgresql://" + host + "/main cannot be opened: ")
          .message()
          .doesNotContain("s3cret");
    }
  }

  @Test
  void hidesThePasswordOfAServer() {
    var address = CatalogAddress.parse("postgresql://me:p@ss/w:1@db:5432/main?x=1", folder);
    assertThat(address.user()).isEqualTo("me");
    assertThat(address.password().reveal()).isEqualTo("p@ss/w:1");
    assertThat(address.jdbc()).isEqualTo("jdbc:postgresql://db:5432/main?x=1");
    assertThat(address.toString()).doesNotContain("p@ss");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-01 12:00:00.123456",
        "2024-03-01T12:00:00.123456Z",
        "2024-03-01 12:00:00.123456+00",
        "2024-03-01 14:00:00.123456+02:00",
      })
  void readsTimesAsUtc(String text) {
    assertThat(CatalogText.time(text)).isEqualTo(WRITTEN);
  }

  private Connection sqlite() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("main.db"));
  }

  private PastDataset.File stored(String method) throws Exception {
    try (Connection connection = sqlite()) {
      var store = new IngestifyStore(connection, folder, "");
      store.dataset("a", ONE, "COMPLETE");
      store.revision("a", 0, "APPROVED");
      store.file("a", 0, "events", method, "[1, 2]");
    }
    try (var catalog = IngestifyCatalog.open(URL, folder, "", Map.of())) {
      return all(catalog).getFirst().revisions().getFirst().files().getFirst();
    }
  }

  private static List<PastDataset> all(IngestifyCatalog catalog) {
    List<PastDataset> all = new ArrayList<>();
    catalog.datasets().forEachRemaining(all::add);
    return all;
  }
}
