package dev.leat.connect.statsbomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The invented provider answers JSON, and fields that the real one has too. */
final class ProviderShapeTest {
  private final StatsBombProvider provider = StatsBombProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "competitions.json",
        "matches/11/42.json",
        "matches/11/90.json",
        "lineups/303377.json",
        "events/303377.json",
        "three-sixty/3773565.json",
      })
  void answersJson(String path) {
    assertThat(fields(provider.body(path))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lineups", "events"})
  void hasNoFieldsOfItsOwn(String feed) throws IOException {
    Path sample =
        Path.of(System.getProperty("leat.samples", ""), "statsbomb", feed + "_3788741.json");
    assumeTrue(Files.exists(sample));
    assertThat(fields(provider.body(feed + "/303377.json")))
        .isSubsetOf(fields(Files.readAllBytes(sample)));
  }

  @Test
  void readsAProvidersFileAsAListing() throws IOException {
    Path sample =
        Path.of(System.getProperty("leat.samples", ""), "statsbomb", "events_3788741.json");
    assumeTrue(Files.exists(sample));
    int count = 0;
    try (var listing =
        new Listing("sample", Set.of("id", "team.", "team.id"), Files.newInputStream(sample))) {
      while (listing.hasNext()) {
        assertThat(listing.next().fields()).containsOnlyKeys("id", "team.id");
        count++;
      }
    }
    assertThat(count).isEqualTo(3803);
  }

  /** Every path of names, whatever array it lies in. */
  private static Set<String> fields(byte[] json) {
    Set<String> fields = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
          fields.add(
              parser.streamReadContext().pathAsPointer().toString().replaceAll("/[0-9]+", ""));
        }
      }
    }
    return fields;
  }
}
