package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Content;
import dev.leat.api.Offer;
import dev.leat.api.Span;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.source.DirectDiscovery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time is cut into windows, each a dataset that is asked for until it is closed. */
final class WindowTest {
  private final ManualClock clock = ManualClock.at(Instant.parse("2024-01-04T06:00:00Z"));
  private final Api api = new Api().at(clock);

  @AfterEach
  void close() {
    api.close();
  }

  private void feed(Map<String, Object> window) {
    api.feed("f", "path", "prices", "window", window);
  }

  private static List<String> described(List<Offer> offers) {
    return offers.stream()
        .map(
            it -> {
              var file = it.files().getFirst();
              String query = ((Content.Paged) file.content()).pages().url().getQuery();
              return it.keys() + " " + query + " " + file.modified();
            })
        .toList();
  }

  @Test
  void offersADatasetForEachWindowThatHasBegun() throws Exception {
    feed(map("start", "2024-01-01", "from", "startDate", "to", "endDate"));
    assertThat(described(api.offers("f")))
        .containsExactly(
            "window_start=2024-01-01 startDate=2024-01-01&endDate=2024-01-02 2024-01-02T00:00:00Z",
            "window_start=2024-01-02 startDate=2024-01-02&endDate=2024-01-03 2024-01-03T00:00:00Z",
            "window_start=2024-01-03 startDate=2024-01-03&endDate=2024-01-04 2024-01-04T00:00:00Z",
            "window_start=2024-01-04 startDate=2024-01-04&endDate=2024-01-05 null");
  }

  @Test
  void keepsAWindowOpenForTheLag() throws Exception {
    feed(map("start", "2024-01-02", "lag", "12h", "inclusive", "true", "to", "until"));
    assertThat(described(api.offers("f")))
        .containsExactly(
            "window_start=2024-01-02 until=2024-01-02 2024-01-03T00:00:00Z",
            "window_start=2024-01-03 until=2024-01-03 null",
            "window_start=2024-01-04 until=2024-01-04 null");
  }

  @Test
  void cutsHoursAndWritesTimes() throws Exception {
    feed(map("start", "2024-01-04T00:00:00Z", "step", "3h", "from", "a", "to", "b"));
    assertThat(described(api.offers("f")))
        .containsExactly(
            "window_start=2024-01-04T00%3A00%3A00Z"
                + " a=2024-01-04T00:00:00Z&b=2024-01-04T03:00:00Z 2024-01-04T03:00:00Z",
            "window_start=2024-01-04T03%3A00%3A00Z"
                + " a=2024-01-04T03:00:00Z&b=2024-01-04T06:00:00Z 2024-01-04T06:00:00Z");
  }

  @Test
  void cutsMonthsAndWritesSeconds() throws Exception {
    feed(map("start", "2023-12-31", "step", "1mo", "from", "a", "format", "seconds"));
    assertThat(described(api.offers("f")))
        .containsExactly("window_start=2023-12-31 a=1703980800 null");
  }

  @Test
  void endsWhereItIsTold() throws Exception {
    feed(map("start", "2024-01-01", "end", "2024-01-03", "from", "a"));
    assertThat(api.offers("f")).hasSize(2);
  }

  @Test
  void fillsPlaceholders() throws Exception {
    api.feed(
        "f", "path", "prices/{window_start}/{window_end}", "window", map("start", "2024-01-04"));
    assertThat(api.pages("f").url().getPath()).isEqualTo("/prices/2024-01-04/2024-01-05");
  }

  @Test
  void offersTheWindowsOfASpan() throws Exception {
    feed(map("start", "2024-01-01", "from", "a"));
    var span =
        new Span(Instant.parse("2023-12-30T12:00:00Z"), Instant.parse("2024-01-02T00:00:00Z"));
    assertThat(api.offers("f", new DirectDiscovery(clock), span))
        .extracting(it -> it.keys().toString())
        .containsExactly(
            "window_start=2023-12-30", "window_start=2023-12-31", "window_start=2024-01-01");
  }

  @Test
  void refusesASpanWhereThereAreNoWindows() {
    api.feed("f", "path", "prices");
    var span = new Span(Instant.EPOCH, Instant.parse("2024-01-02T00:00:00Z"));
    assertThatThrownBy(() -> api.offers("f", new DirectDiscovery(clock), span))
        .hasMessageContaining("has no windows");
  }

  @Test
  void asksForEachValueAndEachWindow() throws Exception {
    api.feed(
        "f",
        "each",
        map("list", "[\"A\",\"B\"]"),
        "path",
        "{ticker}",
        "window",
        map("start", "2024-01-03", "from", "startDate"));
    assertThat(api.offers("f"))
        .extracting(it -> it.keys().toString())
        .containsExactly(
            "ticker=A/window_start=2024-01-03",
            "ticker=A/window_start=2024-01-04",
            "ticker=B/window_start=2024-01-03",
            "ticker=B/window_start=2024-01-04");
  }
}
