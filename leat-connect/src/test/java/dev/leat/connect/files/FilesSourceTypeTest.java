package dev.leat.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.leat.api.Content;
import dev.leat.api.DatasetType;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.OfferedFile;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.api.TableDefault;
import dev.leat.testkit.source.DirectDiscovery;
import dev.leat.testkit.source.GivenSettings;
import dev.leat.testkit.source.SourceConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilesSourceTypeTest extends SourceConformance {
  private static final Selector ALL = Selector.ALL;

  @TempDir private Path temp;
  private Path folder;

  @BeforeEach
  void fill() throws IOException {
    folder = Files.createDirectory(temp.resolve("data"));
    put("orders/2024/a.csv", "id\n1\n");
    put("orders/b.csv.gz", "id\n2\n");
    put("customers.json", "[]");
    put("clip.mp4", "\0\1");
    put(".hidden/secret.csv", "id\n3\n");
  }

  private Path put(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Override
  protected SourceType type() {
    return new FilesSourceType();
  }

  @Override
  protected GivenSettings settings() {
    return GivenSettings.of(type().options()).with("path", folder);
  }

  @Test
  void offersEveryFileInOrderOfItsPath() throws Exception {
    assertThat(offers(settings()))
        .extracting(Offer::name, FilesSourceTypeTest::format, offer -> offer.keys().toString())
        .containsExactly(
            tuple("clip.mp4", "mp4", "path=clip.mp4"),
            tuple("customers.json", "json", "path=customers.json"),
            tuple("orders/2024/a.csv", "csv", "path=orders%2F2024%2Fa.csv"),
            tuple("orders/b.csv.gz", "csv", "path=orders%2Fb.csv.gz"));
  }

  @Test
  void takesWhatIsIncludedUnlessItIsExcluded() throws Exception {
    assertThat(offers(settings().with("include", "*.csv*"))).hasSize(2);
    assertThat(offers(settings().with("exclude", List.of("2024", "*.mp4"))))
        .extracting(Offer::name)
        .containsExactly("customers.json", "orders/b.csv.gz");
    assertThat(offers(settings().with("recursive", "false")))
        .extracting(Offer::name)
        .containsExactly("clip.mp4", "customers.json");
    assertThat(offers(settings().with("hidden", "true"))).hasSize(5);
  }

  @Test
  void givesEachFileTheFirstFeedThatMatches() throws Exception {
    GivenSettings settings =
        settings()
            .with("feeds", Map.of("orders", List.of("orders/**"), "customers", "*.json"))
            .with("feed", "rest");
    assertThat(offers(settings))
        .extracting(offer -> offer.files().getFirst().id().feed())
        .containsExactly("rest", "customers", "orders", "orders");
    assertThat(type().datasetTypes(settings))
        .flatExtracting(DatasetType::feeds)
        .extracting(DatasetType.Feed::name)
        .containsExactlyInAnyOrder("orders", "customers", "rest");
  }

  @Test
  void proposesTablesForFeedsThatCanBeRead() {
    GivenSettings settings =
        settings()
            .with(
                "feeds",
                Map.of("orders", "orders/**", "days", "*.csv.gz", "clips", List.of("*.mp4")));
    assertThat(type().tables(settings))
        .extracting(TableDefault::name)
        .containsExactlyInAnyOrder("orders", "days");
    assertThat(type().tables(settings())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.json, json",
    "a.JSON, json",
    "a.ndjson, jsonl",
    "a.jsonl.zst, jsonl",
    "x/a.csv.gz, csv",
    "a.tar.gz, tar",
    "a.gz, gz",
    "README, bin",
    ".env, bin",
    "a., bin",
    "a.c++, bin",
    "a.b/c, bin",
  })
  void tellsTheFormatByTheName(String path, String format) {
    assertThat(FileFormat.of(path)).isEqualTo(format);
  }

  @Test
  void offersTheTimeOfChangeEvenOfAFileThatLooksOld() throws Exception {
    Instant before = Instant.parse("2001-01-01T00:00:00Z");
    Path file = folder.resolve("customers.json");
    Instant written = Files.getLastModifiedTime(file).toInstant();
    Files.setLastModifiedTime(file, FileTime.from(before));
    Offer offer = offers(settings().with("include", "customers.json")).getFirst();
    assertThat(offer.files().getFirst().modified()).isAfterOrEqualTo(written);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2101-01-01T00:00:00Z")));
    assertThat(offers(settings().with("include", "customers.json")).getFirst().files())
        .extracting(OfferedFile::modified)
        .containsExactly(Instant.parse("2101-01-01T00:00:00Z"));
  }

  @Test
  void followsLinksInsideTheFolder() throws Exception {
    Files.createSymbolicLink(folder.resolve("zlink.csv"), folder.resolve("orders/2024/a.csv"));
    Files.createSymbolicLink(folder.resolve("zfolder"), Path.of("orders"));
    List<Offer> offers = offers(settings().with("include", "z*/**").with("exclude", "*.gz"));
    assertThat(offers).extracting(Offer::name).containsExactly("zfolder/2024/a.csv");
    assertThat(offers(settings().with("include", "zlink.csv")).getFirst().files())
        .extracting(OfferedFile::content)
        .containsExactly(new Content.Local(folder.resolve("orders/2024/a.csv").toRealPath()));
  }

  @Test
  void offersAllElseBeforeItTellsWhatItLeftOut() throws Exception {
    Path outside = Files.writeString(temp.resolve("outside.csv"), "id\n");
    Files.createSymbolicLink(folder.resolve("a-file.csv"), outside);
    Files.createSymbolicLink(folder.resolve("b-folder"), temp);
    Files.createSymbolicLink(folder.resolve("c-nowhere"), temp.resolve("nothing"));
    Files.createSymbolicLink(folder.resolve("orders/loop"), folder.resolve("orders"));
    List<Offer> offered = new ArrayList<>();
    Iterator<List<Offer>> batches = batches(settings());
    var problem =
        catchThrowableOfType(LeatException.class, () -> batches.forEachRemaining(offered::addAll));
    assertThat(offered).hasSize(4);
    assertThat(problem.code().name()).isEqualTo("FILES_LEFT_OUT");
    assertThat(problem.problem())
        .isEqualTo(
            "4 entries of "
                + folder
                + " left out: a-file.csv is a link that leads outside the folder;"
                + " b-folder is a link that leads outside the folder;"
                + " c-nowhere is a link that leads nowhere;"
                + " orders/loop is a link that leads back to a folder it lies in.");
    assertThat(problem.remedy())
        .isEqualTo(
            "Give access, or rename the entry, or move it into the folder, or leave it out by"
                + " 'exclude'.");
  }

  @Test
  void namesThatLookAlikeAreNotMixedUp() throws Exception {
    new ProcessBuilder(
            "sh", "-c", "echo 1 >\"$(printf 'a\\350.csv')\"; echo 2 >\"$(printf 'a\\351.csv')\"")
        .directory(folder.toFile())
        .start()
        .waitFor();
    List<Offer> offered = new ArrayList<>();
    Iterator<List<Offer>> batches = batches(settings());
    assertThatThrownBy(() -> batches.forEachRemaining(offered::addAll))
        .hasMessage(
            "2 entries of "
                + folder
                + " left out: a\uFFFD.csv has a name that is not UTF-8;"
                + " a\uFFFD.csv has a name that is not UTF-8.");
    assertThat(offered).hasSize(4);
  }

  @Test
  void walksAroundAFileThatVanishes() throws Exception {
    Iterator<List<Offer>> batches = batches(settings());
    assertThat(batches.hasNext()).isTrue();
    Files.delete(folder.resolve("customers.json"));
    assertThat(batches.next()).extracting(Offer::name).doesNotContain("customers.json").hasSize(3);
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void saysThatTheFolderIsNotThere() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> offers(settings().with("path", missing)))
        .hasMessage("path: " + missing + " does not exist.")
        .hasFieldOrPropertyWithValue(
            "remedy",
            "Name a folder; a relative path begins where leat.yaml is. Pick files by 'include'.");
    Path file = folder.resolve("customers.json");
    assertThatThrownBy(() -> offers(settings().with("path", file)))
        .hasMessage("path: " + file + " is not a folder.");
  }

  @Test
  void saysThatAPatternOrAFeedIsNone() {
    assertThatThrownBy(() -> offers(settings().with("include", "{a")))
        .hasMessage("include: '{a' is not a pattern of paths.")
        .hasFieldOrPropertyWithValue(
            "remedy", "Close every bracket and brace, such as in {a,b}*.csv.");
    assertThatThrownBy(() -> offers(settings().with("feed", "a b")))
        .hasMessage("feed: 'a b' cannot be the name of a feed.")
        .hasFieldOrPropertyWithValue(
            "remedy", "Use letters, digits, '.', '_' or '-', beginning with a letter or digit.");
  }

  @Test
  void offersManyFilesInBatches() throws Exception {
    for (int i = 0; i < 1_100; i++) {
      put("many/" + i + ".csv", "");
    }
    Iterator<List<Offer>> batches = batches(settings().with("include", "many/*"));
    List<Integer> sizes = new ArrayList<>();
    batches.forEachRemaining(batch -> sizes.add(batch.size()));
    assertThat(sizes).containsExactly(500, 500, 100);
  }

  private static String format(Offer offer) {
    return offer.files().getFirst().format();
  }

  private List<Offer> offers(GivenSettings settings) throws Exception {
    List<Offer> offers = new ArrayList<>();
    batches(settings).forEachRemaining(offers::addAll);
    return offers;
  }

  private Iterator<List<Offer>> batches(GivenSettings settings) throws Exception {
    Map<String, Set<String>> feeds =
        type().datasetTypes(settings).getFirst().feeds().stream()
            .collect(Collectors.toMap(DatasetType.Feed::name, feed -> Set.copyOf(feed.versions())));
    try (Source source = type().open("files", settings)) {
      return source.offers(new OfferRequest("file", ALL, feeds, Keys.NONE), new DirectDiscovery());
    }
  }
}
