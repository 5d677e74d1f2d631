package dev.leat.bench;

import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Commands that have nothing to do: how long until they say so. */
public final class StartUp {
  private static final int RUNS = 9;

  private StartUp() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Launcher.prepare();
    try (Scratch scratch = Scratch.make();
        StatsBombProvider provider = StatsBombProvider.start()) {
      provider.http().forgetful();
      Path project = scratch.make("project");
      Files.writeString(
          project.resolve("leat.yaml"),
          """
          leat: 1
          destination: duckdb:football.duckdb
          sources:
            statsbomb:
              type: statsbomb
              url: %s
          """
              .formatted(provider.url()));
      Measured first = Measured.run(project, Map.of(), Launcher.command("run", ".")).succeeded();
      System.out.println("leat run, 68 matches, first:   " + first);
      for (String command : new String[] {"version", "run", "plan", "fetch", "load"}) {
        Measured measured =
            Measured.median(
                RUNS,
                project,
                command.equals("version")
                    ? Launcher.command(command)
                    : Launcher.command(command, "."));
        System.out.printf("leat %-8s nothing to do:   %s%n", command, measured);
      }
    }
  }
}
