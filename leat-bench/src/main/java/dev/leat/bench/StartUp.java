package dev.leat.bench;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;

/** Commands that have nothing to do, or next to nothing: how long until they say so. */
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
      System.out.println("leat run, three pages into DuckDB, first: " + pages(scratch));
    }
  }

  /** The median of first runs, each in a folder of its own. */
  private static Measured pages(Scratch scratch) throws IOException, InterruptedException {
    var edition = new Records.Edition(0, 3, 100);
    try (FakeHttp server = FakeHttp.start().forgetful()) {
      server.on("/records", request -> RestPages.answer(request, edition));
      var all = new ArrayList<Measured>();
      for (int run = 0; run < RUNS; run++) {
        Path project = scratch.make("pages" + run);
        RestPages.project(project, server);
        all.add(Measured.run(project, Map.of(), Launcher.command("run", ".")).succeeded());
      }
      all.sort(Comparator.comparing(Measured::wall));
      return all.get(RUNS / 2);
    }
  }
}
