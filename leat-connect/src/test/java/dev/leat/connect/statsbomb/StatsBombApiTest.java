package dev.leat.connect.statsbomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.OfferedFile;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.testkit.source.DirectDiscovery;
import dev.leat.testkit.source.GivenSettings;
import dev.leat.testkit.source.SourceConformance;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StatsBombApiTest extends SourceConformance {
  private static final Map<String, Set<String>> ALL =
      Map.of("lineups", Set.of("v4"), "events", Set.of("v7", "v8"), "360-frames", Set.of("v2"));

  private final StatsBombProvider provider = StatsBombProvider.start();
  private final DirectDiscovery discovery = new DirectDiscovery();

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Override
  protected SourceType type() {
    return new StatsBombApi();
  }

  @Override
  protected GivenSettings settings() {
    return settings(StatsBombProvider.USER, StatsBombProvider.PASSWORD);
  }

  @Override
  protected Optional<String> secret() {
    return Optional.of(StatsBombProvider.PASSWORD);
  }

  private GivenSettings settings(String user, String password) {
    return GivenSettings.of(type().options())
        .with("url", provider.apiUrl())
        .with("user", user)
        .with("password", password);
  }

  @Test
  void knowsWhenASeasonChangedLast() throws Exception {
    provider.correct(3_773_369);
    assertThat(type().open("api", settings()).selectors("match", discovery))
        .extracting(Selector::modified)
        .containsExactly(
            Instant.parse("2021-06-13T16:49:31.694Z"), Instant.parse("2021-07-14T16:17:31.694Z"));
  }

  @Test
  void asksEachResourceInItsOwnVersion() throws Exception {
    Offer offer = offers().get(3);
    assertThat(offer.files())
        .extracting(OfferedFile::id)
        .containsExactly(
            new FeedVersion("lineups", "v4"),
            new FeedVersion("events", "v7"),
            new FeedVersion("events", "v8"),
            new FeedVersion("360-frames", "v2"));
    for (OfferedFile file : offer.files()) {
      assertThat(discovery.read(file)).isPresent();
    }
    assertThat(provider.requests())
        .containsExactly(
            "v6/competitions/11/seasons/90/matches",
            "v4/lineups/3773390",
            "v7/events/3773390",
            "v8/events/3773390",
            "v2/360-frames/3773390");
    assertThat(offer.files())
        .extracting(OfferedFile::whenMissing)
        .containsExactly(
            OfferedFile.WhenMissing.FAIL,
            OfferedFile.WhenMissing.FAIL,
            OfferedFile.WhenMissing.FAIL,
            OfferedFile.WhenMissing.REMEMBER);
  }

  @Test
  void offersFilesOfCompleteMatchesOnly() throws Exception {
    provider
        .status(3_773_369, "Complete", "available")
        .status(3_773_376, "Complete", "processing")
        .status(3_773_383, "Scheduled", "scheduled")
        .status(3_773_390, "Live", "available");
    assertThat(offers().subList(0, 4))
        .extracting(Offer::state)
        .containsExactly(
            DatasetState.COMPLETE,
            DatasetState.PARTIAL,
            DatasetState.SCHEDULED,
            DatasetState.SCHEDULED);
    assertThat(offers().subList(0, 4))
        .extracting(offer -> offer.files().size())
        .containsExactly(3, 0, 0, 0);
  }

  @Test
  void asksForCredentialsThatAreEmpty() {
    assertThatThrownBy(() -> type().open("api", settings(" ", "x")))
        .hasMessage("user: The user is empty.")
        .hasFieldOrPropertyWithValue("remedy", "Write ${env:STATSBOMB_USER}, and set it.");
    assertThatThrownBy(() -> type().open("api", settings("x", "")))
        .hasMessage("password: The password is empty.")
        .hasFieldOrPropertyWithValue("remedy", "Write ${env:STATSBOMB_PASSWORD}, and set it.");
  }

  @Test
  void isRefusedWithAWrongPassword() throws Exception {
    try (Source source = type().open("api", settings(StatsBombProvider.USER, "wrong"))) {
      assertThatThrownBy(() -> source.selectors("match", discovery)).hasMessageContaining("401");
    }
  }

  @Test
  void saysThatAVersionIsNone() {
    assertThatThrownBy(() -> type().datasetTypes(settings().with("matches_version", "six/7")))
        .hasMessage("matches_version: 'six/7' is not a version.")
        .hasFieldOrPropertyWithValue("remedy", "Write a version such as v4.");
  }

  private List<Offer> offers() throws Exception {
    List<Offer> offers = new ArrayList<>();
    var request =
        new OfferRequest(
            "match",
            Selector.of(Keys.of("competition_id", 11).with("season_id", 90)),
            ALL,
            Keys.NONE);
    try (Source source = type().open("api", settings())) {
      source.offers(request, discovery).forEachRemaining(offers::addAll);
    }
    return offers;
  }
}
