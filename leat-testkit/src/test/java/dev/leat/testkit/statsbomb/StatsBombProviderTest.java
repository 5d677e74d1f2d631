package dev.leat.testkit.statsbomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatsBombProviderTest {
  private static final String FRAMES = "three-sixty/3773565.json";

  private final StatsBombProvider provider = StatsBombProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void hasTheMatchesThatPeopleCount() {
    assertThat(provider.matches(11, 42)).hasSize(33);
    assertThat(provider.matches(11, 90))
        .hasSize(35)
        .contains(StatsBombProvider.MATCH_WITHOUT_FRAMES)
        .isSorted();
    assertThat(provider.body(FRAMES)).isNotEmpty();
    assertThatThrownBy(() -> provider.body("events/1.json"))
        .hasMessage("there is no events/1.json");
  }

  @Test
  void saysTheSameUntilAMatchIsCorrected() throws IOException {
    String path = "events/3773369.json";
    String before = get(path);
    String lineups = get("lineups/3773369.json");
    String listing = get("matches/11/90.json");
    assertThat(get(path)).isEqualTo(before);
    provider.correct(3_773_369);
    assertThat(get(path)).isNotEqualTo(before).hasSameSizeAs(before);
    assertThat(get("lineups/3773369.json")).isEqualTo(lineups);
    assertThat(get("matches/11/90.json")).isNotEqualTo(listing);
    assertThat(provider.requests())
        .startsWith(path, "lineups/3773369.json", "matches/11/90.json", path);
  }

  @Test
  void hasFlawsOnRequest() throws IOException {
    String whole = get(FRAMES);
    assertThat(get(provider.nulRidden(FRAMES), FRAMES)).hasSameSizeAs(whole).contains("\0\0");
    assertThat(get(provider.restore(FRAMES).truncated(FRAMES), FRAMES)).hasSize(whole.length() / 2);
    assertThat(get(provider.html(FRAMES), FRAMES)).startsWith("<!DOCTYPE html>");
    provider.missing(FRAMES);
    assertThatThrownBy(() -> get(FRAMES)).hasMessageContaining(FRAMES);
    assertThat(get(provider.restore(FRAMES), FRAMES)).isEqualTo(whole);
  }

  @Test
  void servesLargeBodies(@TempDir Path temp) throws IOException {
    provider.large();
    assertThat(get("events/3773369.json")).hasSizeBetween(3_000_000, 3_800_000);
    assertThat(get("events/303377.json")).isEqualTo(get("events/3773369.json"));
    provider.large(Files.writeString(temp.resolve("sample.json"), "[]"));
    assertThat(get("events/303377.json")).isEqualTo("[]");
    assertThatThrownBy(() -> get("events/1.json")).hasMessageContaining("events/1.json");
  }

  @Test
  void listsManyMatches() throws IOException {
    provider.season(7, 1, 3_800);
    assertThat(get("matches/7/1.json").lines()).hasSize(3_800);
    provider.season(7, 1, 2);
    assertThat(get("matches/7/1.json").lines()).hasSize(2);
    assertThat(get("competitions.json").lines()).hasSize(3);
  }

  @Test
  void wantsCredentialsForTheApi() throws IOException {
    var connection =
        (HttpURLConnection) provider.apiUrl().resolve("v4/competitions").toURL().openConnection();
    assertThat(connection.getResponseCode()).isEqualTo(401);
  }

  private String get(String path) throws IOException {
    return get(provider, path);
  }

  private static String get(StatsBombProvider provider, String path) throws IOException {
    try (var body = provider.url().resolve(path).toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
