package dev.leat.bench;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One large body from a server into the store, with the heap that Leat has by itself.
 *
 * <p>Arguments: how many megabytes, 2,048 where none is given.
 */
public final class LargeBody {
  private LargeBody() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    long megabytes = args.length == 0 ? 2048 : Long.parseLong(args[0]);
    Launcher.prepare();
    try (Scratch scratch = Scratch.make();
        StatsBombProvider provider =
            StatsBombProvider.on(FakeHttp.start().forgetful()).season(1, 1, 1)) {
      provider
          .http()
          .under(
              provider.url().getPath() + "events/", request -> Answer.generated(megabytes << 20));
      Path project = scratch.make("project");
      Files.writeString(
          project.resolve("leat.yaml"),
          """
          leat: 1
          sources:
            statsbomb:
              type: statsbomb
              url: %s
          plans:
            - source: statsbomb
              dataset_type: match
              feeds: [events]
          """
              .formatted(provider.url()));
      Measured fetched =
          Measured.run(project, Map.of(), Launcher.command("fetch", ".")).succeeded();
      System.out.printf("one body of %d MB: %s%n", megabytes, fetched);
    }
  }
}
