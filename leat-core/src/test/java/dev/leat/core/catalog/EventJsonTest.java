package dev.leat.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.Selector;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventJsonTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final DatasetId DATASET =
      new DatasetId("s", "t", Keys.of("b", 7).with("a", "\"7\"\n"));

  static Stream<LeatEvent> events() {
    return Stream.of(
        new LeatEvent.DatasetCreated(NOW, DATASET),
        new LeatEvent.RevisionAdded(NOW, DATASET, 3, List.of(new FeedVersion("events", "v1"))),
        new LeatEvent.RevisionAdded(NOW, DATASET, 1, List.of()),
        new LeatEvent.MetadataUpdated(NOW, DATASET),
        new LeatEvent.RevisionInvalidated(NOW, DATASET, 2, "NUL"),
        new LeatEvent.RevisionSetAside(
            NOW, DATASET, 2, List.of(new FeedVersion("events", "v1")), "a maintenance page"),
        new LeatEvent.RevisionTakenBack(NOW, DATASET, 2, List.of(new FeedVersion("events", "v1"))),
        new LeatEvent.DatasetDeleted(NOW, DATASET),
        new LeatEvent.DatasetRestored(NOW, DATASET),
        new LeatEvent.DatasetSkipped(NOW, DATASET),
        new LeatEvent.SelectorSkipped(
            NOW, "s", "t", new Selector(Keys.of("a", 1), NOW, Keys.of("name", "x"))),
        new LeatEvent.SelectorSkipped(NOW, "s", "t", Selector.ALL),
        new LeatEvent.LoadCommitted(
            NOW, "duckdb", "events", "12", new LeatEvent.Counts(1, 2, 3, 4, 5)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void comesBackAsItWas(LeatEvent event) {
    LeatEvent read = EventJson.read(EventJson.write(event)).orElseThrow();

    assertThat(read).isEqualTo(event);
    if (read instanceof LeatEvent.OfDataset of) {
      assertThat(of.dataset().keys().values()).isEqualTo(DATASET.keys().values());
    }
  }

  @Test
  void isOneLineThatAnyProgramCanRead() {
    assertThat(EventJson.write(new LeatEvent.DatasetDeleted(NOW, DATASET)))
        .isEqualTo(
            "{\"type\":\"DatasetDeleted\",\"at\":\"2026-01-02T03:04:05.678Z\",\"source\":\"s\","
                + "\"dataset_type\":\"t\",\"keys\":{\"b\":7,\"a\":\"\\\"7\\\"\\n\"}}");
  }

  @Test
  void anUnknownTypeIsNotAnError() {
    assertThat(EventJson.read("{\"type\":\"Teleported\",\"at\":\"2026-01-02T03:04:05Z\"}"))
        .isEmpty();
    assertThat(EventJson.read("{\"type\":\"Teleported\"}")).isEmpty();
  }
}
