package dev.leat.connect.statsbomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.leat.api.Content;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.OfferedFile;
import dev.leat.api.Selector;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.source.DirectDiscovery;
import dev.leat.testkit.source.GivenSettings;
import dev.leat.testkit.source.SourceConformance;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatsBombOpenDataTest extends SourceConformance {
  private static final FeedVersion LINEUPS = new FeedVersion("lineups", "v1");
  private static final FeedVersion EVENTS = new FeedVersion("events", "v1");
  private static final FeedVersion FRAMES = new FeedVersion("three-sixty", "v1");
  private static final Map<String, Set<String>> ALL =
      Map.of("lineups", Set.of("v1"), "events", Set.of("v1"), "three-sixty", Set.of("v1"));
  private static final String MATCHES = "matches/11/90.json";

  private final StatsBombProvider provider = StatsBombProvider.start();
  private final DirectDiscovery discovery = new DirectDiscovery();

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Override
  protected SourceType type() {
    return new StatsBombOpenData();
  }

  @Override
  protected Settings settings() {
    return GivenSettings.of(type().options()).with("url", provider.url());
  }

  @Test
  void selectsSeasonsByNumberAndKnowsTheirNames() throws Exception {
    assertThat(source().selectors("match", discovery))
        .extracting(Selector::toString, it -> it.attributes().toString(), Selector::modified)
        .containsExactly(
            tuple(
                "competition_id=11/season_id=42",
                "competition_name=Invented%20League%2011/season_name=2020%2F2021"
                    + "/country_name=Nowhere/competition_gender=female",
                null),
            tuple(
                "competition_id=11/season_id=90",
                "competition_name=Invented%20League%2011/season_name=2068%2F2069"
                    + "/country_name=Nowhere/competition_gender=female",
                null));
  }

  @Test
  void offersEveryMatchOfASeasonWithTwoRequests() throws Exception {
    assertThat(source().selectors("match", discovery)).hasSize(2);
    assertThat(offers(11, 42)).hasSize(33);
    assertThat(offers(11, 90)).hasSize(35);
    assertThat(provider.requests())
        .containsExactly("competitions.json", "matches/11/42.json", MATCHES);
  }

  @Test
  void offersAMatchAsTheProviderTellsIt() throws Exception {
    Offer offer = offers(11, 90).get(3);
    assertThat(offer.keys().toString())
        .isEqualTo("competition_id=11/season_id=90/match_id=3773390");
    assertThat(offer.name()).isEqualTo("2020-09-15 / Club D - Club E / 3-1");
    assertThat(offer.state()).isEqualTo(DatasetState.COMPLETE);
    assertThat(offer.metadata())
        .containsEntry("home_team", "Club D")
        .containsEntry("away_team", "Club E")
        .containsEntry("match_date", "2020-09-15")
        .containsEntry("kick_off", "20:45:00.000")
        .containsEntry("competition", "Invented League 11")
        .containsEntry("season", "2068/2069")
        .containsEntry("stage", "Regular Season")
        .containsEntry("stadium", "Ground 3")
        .containsEntry("match_week", "1")
        .hasSize(9);
    assertThat(offer.files()).extracting(OfferedFile::id).containsExactly(LINEUPS, EVENTS, FRAMES);
    assertThat(offer.files())
        .extracting(OfferedFile::modified)
        .containsExactly(
            Instant.parse("2021-06-13T16:20:31.694Z"),
            Instant.parse("2021-06-13T16:20:31.694Z"),
            Instant.parse("2021-07-13T16:20:31.694Z"));
    assertThat(offer.files())
        .extracting(OfferedFile::whenMissing)
        .containsExactly(
            OfferedFile.WhenMissing.FAIL,
            OfferedFile.WhenMissing.FAIL,
            OfferedFile.WhenMissing.REMEMBER);
    assertThat(offer.file(FRAMES).orElseThrow().content())
        .isInstanceOfSatisfying(
            Content.Remote.class,
            remote ->
                assertThat(remote.request().url())
                    .isEqualTo(provider.url().resolve("three-sixty/3773390.json")));
  }

  @Test
  void offersTrackingFramesOnlyWhereTheyAreAvailableAndDated() throws Exception {
    assertThat(offers(11, 90)).filteredOn(it -> it.file(FRAMES).isPresent()).hasSize(7);
    assertThat(offers(11, 42)).noneMatch(it -> it.file(FRAMES).isPresent());
    provider.answer(
        MATCHES,
        Answer.json(
            """
            [{"match_id": 1, "match_status_360": "available", "last_updated_360": null},
             {"match_id": 2, "match_status_360": "available"},
             {"match_id": 3, "match_status_360": "scheduled", "last_updated_360": "2021-07-13"},
             {"match_id": 4, "match_status_360": "available", "last_updated_360": "2021-07-13"}]
            """));
    assertThat(offers(11, 90))
        .filteredOn(it -> it.file(FRAMES).isPresent())
        .extracting(it -> it.keys().toString())
        .containsExactly("competition_id=11/season_id=90/match_id=4");
  }

  @Test
  void toleratesNullsAndMissingFields() throws Exception {
    provider.answer(
        MATCHES,
        Answer.json(
            """
            [{"match_id": 7},
             {"match_id": "8", "home_team": null, "away_team": {"away_team_name": "Club B"},
              "home_score": null, "away_score": 0, "last_updated": "soon", "stadium": [1, [2]],
              "new": {"match_id": {"deep": [{}]}}, "match_date": ""},
             {"match_id": 9, "last_updated": "2021-06-13T16:17", "home_score": 1, "away_score": 2}]
            """));
    List<Offer> offers = offers(11, 90);
    assertThat(offers)
        .extracting(Offer::name)
        .containsExactly("? / ? - ?", "? / ? - Club B", "? / ? - ? / 1-2");
    assertThat(offers)
        .extracting(it -> it.file(EVENTS).orElseThrow().modified())
        .containsExactly(null, null, Instant.parse("2021-06-13T16:17:00Z"));
  }

  @Test
  void readsTimesWithAndWithoutAZone() {
    assertThat(time("2021-06-13T16:17:31.694")).isEqualTo("2021-06-13T16:17:31.694Z");
    assertThat(time("2021-06-13T16:17:31+02:00")).isEqualTo("2021-06-13T14:17:31Z");
    assertThat(time("2021-06-13T16:17:31Z")).isEqualTo("2021-06-13T16:17:31Z");
    assertThat(time("2021-06-13 16:17:31")).isEqualTo("2021-06-13T16:17:31Z");
    assertThat(time("never")).isNull();
  }

  private static @Nullable Instant time(String text) {
    return new Listed("there", 0, Map.of("at", text)).time("at");
  }

  @Test
  void offersNothingWhereTheListIsEmpty() throws Exception {
    provider.answer(MATCHES, Answer.json("[]")).answer("competitions.json", Answer.json(" [ ] "));
    assertThat(offers(11, 90)).isEmpty();
    assertThat(source().selectors("match", discovery)).isEmpty();
  }

  @Test
  void saysThatAListingIsAWebPage() {
    provider.html(MATCHES);
    assertThat(failure())
        .isEqualTo(
            "STATSBOMB_LISTING_UNREADABLE/SOURCE: "
                + url(MATCHES)
                + " is not valid JSON at line 1, column 1."
                + " Open the URL; check the source's url, or try again later.");
  }

  @Test
  void saysThatAListingIsEmpty() {
    provider.answer(MATCHES, Answer.json(""));
    assertThat(failure())
        .isEqualTo(
            "STATSBOMB_LISTING_UNREADABLE/SOURCE: "
                + url(MATCHES)
                + " answered nothing instead of a list."
                + " Try again later; if it stays empty, check the source's url.");
  }

  @Test
  void saysThatAListingEndsTooEarlyAfterOfferingWhatCame() throws Exception {
    provider.answer(MATCHES, Answer.json("[{\"match_id\": 1}, {\"match_id\": 2"));
    assertThat(failure())
        .startsWith("STATSBOMB_LISTING_UNREADABLE/SOURCE: " + url(MATCHES) + " is not valid JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\": \"slow down\"} | answered an object",
        "7                            | answered a single value",
        "[[]]                         | holds a list at position 0",
        "[{\"match_id\": 1}, 2]       | holds a single value at position 1",
        "[] []                        | goes on after the end of its list",
      })
  void saysThatAListingHasAnotherShape(String body, String what) {
    provider.answer(MATCHES, Answer.json(body));
    assertThat(failure())
        .isEqualTo(
            "STATSBOMB_LISTING_CHANGED/DATA: "
                + url(MATCHES)
                + " "
                + what
                + " where a list of objects should be."
                + " Open the URL; check the source's url,"
                + " or whether the provider changed its format.");
  }

  @Test
  void namesTheFieldThatAListingLost() {
    provider.answer(MATCHES, Answer.json("[{\"match_id\": 1}, {\"id\": 2}]"));
    assertThat(failure())
        .isEqualTo(
            "STATSBOMB_LISTING_CHANGED/DATA: Entry 1 of "
                + url(MATCHES)
                + " has no match_id, which should be a whole number."
                + " Open the URL; if the provider changed its format,"
                + " Leat needs a newer version.");
    provider.answer(MATCHES, Answer.json("[{\"match_id\": 1.5}]"));
    assertThat(failure())
        .startsWith(
            "STATSBOMB_LISTING_CHANGED/DATA: Entry 0 of "
                + url(MATCHES)
                + " has the match_id '1.5', which");
  }

  @ParameterizedTest
  @CsvSource({"a=1, no competition_id", "competition_id=11/season_id=x, season_id 'x'"})
  void saysThatASelectorIsNotASeason(String keys, String found) {
    var problem =
        catchThrowableOfType(
            LeatException.class, () -> source().offers(request(Keys.parse(keys), ALL), discovery));
    assertThat(text(problem))
        .isEqualTo(
            "STATSBOMB_SELECTOR/OPERATOR: A selector of StatsBomb matches has "
                + found
                + ", which should be a whole number."
                + " Select by competition_id and season_id, such as 11 and 90,"
                + " or leave out 'select'.");
  }

  @Test
  void readsACloneOfTheRepository(@TempDir Path clone) throws Exception {
    Files.createDirectories(clone.resolve("matches/11"));
    Files.write(clone.resolve("competitions.json"), provider.body("competitions.json"));
    Files.write(clone.resolve(MATCHES), provider.body(MATCHES));
    Settings settings = GivenSettings.of(type().options()).with("url", clone.toUri());
    try (Source source = type().open("clone", settings)) {
      assertThat(source.selectors("match", discovery)).hasSize(2);
      Offer offer = source.offers(request(season(11, 90), ALL), discovery).next().getFirst();
      assertThat(offer.file(EVENTS).orElseThrow().content())
          .isEqualTo(new Content.Local(clone.resolve("events/3773369.json")));
    }
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void saysThatALocalAddressIsIncomplete() {
    Settings settings = GivenSettings.of(type().options()).with("url", "file:data/");
    assertThatThrownBy(() -> type().open("clone", settings))
        .hasMessage("url: file:data/ names no folder.")
        .hasFieldOrPropertyWithValue(
            "remedy", "Write the whole path: file:///home/me/open-data/data/.");
  }

  @Test
  void addsTheSlashThatAnAddressLacks() throws Exception {
    String url = provider.url().toString();
    Settings settings =
        GivenSettings.of(type().options()).with("url", url.substring(0, url.length() - 1));
    try (Source source = type().open("bare", settings)) {
      assertThat(source.selectors("match", discovery)).hasSize(2);
    }
  }

  @Test
  void listsAHundredThousandMatchesInBatches() throws Exception {
    provider.season(7, 1, 100_000);
    Iterator<List<Offer>> batches = source().offers(request(season(7, 1), ALL), discovery);
    int count = 0;
    while (batches.hasNext()) {
      List<Offer> batch = batches.next();
      assertThat(batch).hasSizeLessThanOrEqualTo(1000);
      count += batch.size();
    }
    assertThat(count).isEqualTo(100_000);
  }

  private Source source() {
    return type().open("statsbomb", settings());
  }

  private List<Offer> offers(long competition, long season) throws Exception {
    List<Offer> offers = new ArrayList<>();
    try (Source source = source()) {
      source
          .offers(request(season(competition, season), ALL), discovery)
          .forEachRemaining(offers::addAll);
    }
    return offers;
  }

  private static Keys season(long competition, long season) {
    return Keys.of("competition_id", competition).with("season_id", season);
  }

  private static OfferRequest request(Keys keys, Map<String, Set<String>> feeds) {
    return new OfferRequest("match", Selector.of(keys), feeds, Keys.NONE);
  }

  private String failure() {
    return text(catchThrowableOfType(LeatException.class, () -> offers(11, 90)));
  }

  private static String text(LeatException problem) {
    return problem.code().name()
        + "/"
        + problem.blame()
        + ": "
        + problem.problem()
        + " "
        + problem.remedy();
  }

  private String url(String path) {
    return provider.url().resolve(path).toString();
  }
}
