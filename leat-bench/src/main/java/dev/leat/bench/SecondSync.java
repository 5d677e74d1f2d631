package dev.leat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A fetch with nothing new, and one with one changed match.
 *
 * <p>Arguments: how many matches, 3,800 where none is given. Bodies are small: a fetch that finds
 * nothing new asks for none.
 */
public final class SecondSync {
  private static final int RUNS = 5;

  /** From here on one file for each match, or the first fetch takes an hour. */
  private static final int MANY = 10_000;

  private SecondSync() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int matches = args.length == 0 ? 3800 : Integer.parseInt(args[0]);
    Launcher.prepare();
    try (Scratch scratch = Scratch.make();
        Provider provider = Provider.small(matches)) {
      Path project = scratch.make("project");
      provider.project(project, matches > MANY ? "[lineups]" : "[lineups, events, three-sixty]");
      List<String> fetch = Launcher.command("fetch", ".");
      System.out.printf(
          "first sync of %d small matches: %s%n",
          matches, Measured.run(project, Map.of(), fetch).succeeded());
      System.out.printf("nothing new: %s%n", Measured.median(RUNS, project, fetch));
      provider.forget();
      Measured.run(project, Map.of(), fetch).succeeded();
      long listings = provider.requests();
      provider.correct();
      provider.forget();
      Measured changed = Measured.run(project, Map.of(), fetch).succeeded();
      System.out.printf(
          "one changed match: %s; %d requests beside those for %d listings%n",
          changed, provider.requests() - listings, listings);
    }
  }
}
