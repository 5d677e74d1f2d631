package dev.leat.cli.product;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A season whose files come slowly, so that a process can be interrupted in the middle. */
final class SlowSeason implements AutoCloseable {
  /** So many matches; every fifth has three files, the others two. */
  static final int MATCHES = 56;

  static final int FILES = MATCHES * 2 + 11;

  private static final String DATA = "/data/";
  private static final int PIECE = 4096;

  private final StatsBombProvider provider;

  private SlowSeason(StatsBombProvider provider) {
    this.provider = provider;
  }

  /** Every file waits so long before it comes, in pieces with a short rest between them. */
  static SlowSeason start(Duration delay) {
    var season =
        new SlowSeason(StatsBombProvider.on(FakeHttp.start()).seasonWithFrames(11, 90, MATCHES));
    for (String feed : List.of("lineups/", "events/", "three-sixty/")) {
      season.provider.http().under(DATA + feed, request -> season.answer(request, delay));
    }
    return season;
  }

  private Answer answer(Received request, Duration delay) {
    byte[] body = provider.body(request.path().substring(DATA.length()));
    return Answer.bytes(body).delayed(delay).dripping(PIECE, Duration.ofMillis(2));
  }

  StatsBombProvider provider() {
    return provider;
  }

  URI url() {
    return provider.url();
  }

  /** URLs of matches' files that were asked for, in order; listings are not among them. */
  List<String> files() {
    return provider.http().requests().stream()
        .map(Received::path)
        .filter(path -> path.matches("/data/(lineups|events|three-sixty)/.*"))
        .map(path -> provider.http().url(path).toString())
        .toList();
  }

  /** A project about this season. */
  String yaml() {
    return """
    sources:
      statsbomb:
        type: statsbomb
        url: %s
        concurrency: 4
    plans:
      - source: statsbomb
        dataset_type: match
        select: {competition_id: 11, season_id: 90}
        feeds: [lineups, events, three-sixty]
    """
        .formatted(url());
  }

  @Override
  public void close() {
    provider.close();
  }
}
