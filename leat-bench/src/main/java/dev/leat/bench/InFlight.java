package dev.leat.bench;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Many requests in flight at the same time: a provider that answers none before it has them all.
 *
 * <p>Arguments: how many, 2,000 where none is given. Their answers come all at once.
 */
public final class InFlight {
  private static final int SEASON_MATCHES = 380;

  private InFlight() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int wanted = args.length == 0 ? 2000 : Integer.parseInt(args[0]);
    Launcher.prepare();
    var all = new CountDownLatch(wanted);
    try (Scratch scratch = Scratch.make();
        StatsBombProvider provider = StatsBombProvider.on(FakeHttp.start().forgetful())) {
      int matches = 0;
      for (long season = 1; matches < wanted; season++) {
        int size = Math.min(SEASON_MATCHES, wanted - matches);
        provider.season(1, season, size);
        matches += size;
      }
      byte[] lineups = lineups(provider);
      provider
          .http()
          .under(
              provider.url().getPath() + "lineups/",
              request -> {
                all.countDown();
                return Answer.bytes(lineups).after(all);
              });
      Path project = scratch.make("project");
      project(project, provider, wanted);
      Measured leat = Measured.run(project, Map.of(), Launcher.command("fetch", ".")).succeeded();
      System.out.printf(
          "%d requests in flight, all answered, none failed: %s%n",
          provider.http().inFlightMax(), leat);
    }
  }

  private static byte[] lineups(StatsBombProvider provider) throws IOException {
    URI file = provider.url().resolve("lineups/" + provider.matches(1, 1).getFirst() + ".json");
    try (var body = file.toURL().openStream()) {
      return body.readAllBytes();
    }
  }

  private static void project(Path folder, StatsBombProvider provider, int concurrency)
      throws IOException {
    Files.writeString(
        folder.resolve("leat.yaml"),
        """
        leat: 1
        sources:
          statsbomb:
            type: statsbomb
            url: %s
            concurrency: %d
        plans:
          - source: statsbomb
            dataset_type: match
            feeds: [lineups]
        """
            .formatted(provider.url(), concurrency));
  }
}
