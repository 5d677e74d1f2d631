package dev.leat.bench;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
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
        FakeHttp server = FakeHttp.start().forgetful()) {
      server.on(
          "/numbers", Answer.generated(megabytes << 20).header("Content-Type", "text/csv"));
      Path project = scratch.make("project");
      Files.writeString(
          project.resolve("leat.yaml"),
          """
          leat: 1
          sources:
            numbers:
              type: rest
              url: %s
              feeds:
                numbers:
                  path: numbers
                  format: csv
          """
              .formatted(server.url()));
      Measured fetched =
          Measured.run(project, Map.of(), Launcher.command("fetch", ".")).succeeded();
      System.out.printf("one body of %d MB: %s%n", megabytes, fetched);
    }
  }
}
