package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes projects about the matches of an invented provider. */
final class Football {
  private Football() {}

  /** Both seasons, with lineups and events. */
  static void project(Path folder, StatsBombProvider provider) {
    write(
        folder,
        """
        leat: 1
        destination: duckdb:football.duckdb
        sources:
          statsbomb:
            type: statsbomb
            url: %s
            concurrency: 10
            retries: 1
        plans:
          - source: statsbomb
            dataset_type: match
            select:
              competition_id: 11
              season_id: [42, 90]
            feeds: [lineups, events]
        """
            .formatted(provider.url()));
  }

  static void write(Path folder, String yaml) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("leat.yaml"), yaml, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
