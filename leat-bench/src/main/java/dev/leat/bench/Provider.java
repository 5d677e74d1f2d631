package dev.leat.bench;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A provider on loopback, in this process: what is measured runs in others.
 *
 * <p>Every match has three files. Seasons have 380 matches, as those of a big league.
 */
final class Provider implements AutoCloseable {
  private static final int SEASON_MATCHES = 380;
  private static final long COMPETITION = 1;

  private final StatsBombProvider provider = StatsBombProvider.on(FakeHttp.start().forgetful());
  private final List<Long> matches = new ArrayList<>();

  /** Serves so many matches with small files. */
  static Provider small(int matches) {
    return new Provider(matches);
  }

  /**
   * Serves so many matches with events of about 3.4 MB each: those of a sample below {@code
   * -Dleat.samples}, or invented ones.
   */
  static Provider large(int matches) {
    var made = new Provider(matches);
    sample().ifPresentOrElse(made.provider::large, made.provider::large);
    return made;
  }

  private Provider(int count) {
    int left = count;
    for (long season = 1; left > 0; season++) {
      int size = Math.min(left, SEASON_MATCHES);
      provider.seasonWithAllFrames(COMPETITION, season, size);
      matches.addAll(provider.matches(COMPETITION, season));
      left -= size;
    }
  }

  /** Events of a real match. */
  static Optional<Path> sample() {
    String folder = System.getProperty("leat.samples");
    if (folder == null) {
      return Optional.empty();
    }
    try (var files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.getFileName().toString().startsWith("events_")).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Events of an invented match, about as many. */
  static byte[] invented() {
    try (Provider large = new Provider(1)) {
      large.provider.large();
      return large.get("events/" + large.matches.getFirst() + ".json");
    }
  }

  /** Writes a project that fetches everything from here. */
  void project(Path folder) throws IOException {
    project(folder, "[lineups, events, three-sixty]");
  }

  void project(Path folder, String feeds) throws IOException {
    Files.writeString(
        folder.resolve("leat.yaml"),
        """
        leat: 1
        destination: duckdb:football.duckdb
        sources:
          statsbomb:
            type: statsbomb
            url: %s
            concurrency: 10
        plans:
          - source: statsbomb
            dataset_type: match
            feeds: %s
        """
            .formatted(provider.url(), feeds));
  }

  /** The URLs of all files of all matches, relative to {@link #url}. */
  List<String> files() {
    var files = new ArrayList<String>();
    for (long match : matches) {
      for (String feed : List.of("lineups", "events", "three-sixty")) {
        files.add(feed + "/" + match + ".json");
      }
    }
    return files;
  }

  String url() {
    return provider.url().toString();
  }

  private byte[] get(String file) {
    try (var body = provider.url().resolve(file).toURL().openStream()) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Corrects one match: its three files change. */
  long correct() {
    long match = matches.get(matches.size() / 2);
    provider.correct(match);
    return match;
  }

  long requests() {
    return provider.http().requestCount();
  }

  void forget() {
    provider.http().forget();
  }

  @Override
  public void close() {
    provider.close();
  }
}
