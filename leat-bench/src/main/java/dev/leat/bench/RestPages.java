package dev.leat.bench;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Nested records over the pages of an API into DuckDB, merged by key; then all of it once more, the
 * same bytes first, which are no revision, then other scores for the same keys.
 *
 * <p>Arguments: how many pages of a hundred records, 10,000 where none is given. Beside it {@code
 * curl}, which needs no answer to know the next page, and SQL written by hand for the same tables.
 */
public final class RestPages {
  private static final int PER_PAGE = 100;

  private RestPages() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int pages = args.length == 0 ? 10_000 : Integer.parseInt(args[0]);
    Launcher.prepare();
    var edition = new AtomicReference<>(new Records.Edition(0, pages, PER_PAGE));
    try (Scratch scratch = Scratch.make();
        FakeHttp server = FakeHttp.start().forgetful()) {
      server.on("/records", request -> answer(request, edition.get()));
      Path project = scratch.make("project");
      project(project, server);
      Path hand = scratch.make("hand");
      for (String pass : List.of("first", "the same once more", "other scores")) {
        if (pass.equals("other scores")) {
          edition.set(new Records.Edition(1, pages, PER_PAGE));
        }
        Measured byHand = Measured.run(hand, Map.of(), hand(server, pages)).succeeded();
        Measured leat = Measured.run(project, Map.of(), Launcher.command("run", ".")).succeeded();
        System.out.printf("%,d records, %s%n", (long) pages * PER_PAGE, pass);
        System.out.printf("  leat %s%n  curl and SQL by hand %s%n", leat, byHand);
      }
      compare(project, hand);
    }
  }

  /** The page that is asked for. */
  static Answer answer(Received request, Records.Edition edition) {
    String query = request.query();
    int page = query.isEmpty() ? 0 : Integer.parseInt(query.replaceAll("\\D", ""));
    return Answer.bytes(Records.page(page, edition)).header("Content-Type", "application/json");
  }

  static void project(Path folder, FakeHttp server) throws IOException {
    Files.writeString(
        folder.resolve("leat.yaml"),
        """
        leat: 1
        destination: duckdb:records.duckdb
        sources:
          api:
            type: rest
            url: %s
            feeds:
              records:
                path: records
                records: "$.items[*]"
                page:
                  cursor: "$.next"
                  param: cursor
                key: id
        """
            .formatted(server.url()));
  }

  /** One shell: all pages into one file, then the statements of {@link MergedByHand}. */
  private static List<String> hand(FakeHttp server, int pages) {
    var command = new ArrayList<>(List.of("bash", "-c"));
    String url = server.url("/records") + "?cursor=[0-" + (pages - 1) + "]";
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String libraries =
        Launcher.home().resolve("leat-cli/target/leat/lib")
            + "/*:"
            + Launcher.home().resolve("leat-bench/target/lib")
            + "/*";
    command.add(
        "curl --silent --fail '"
            + url
            + "' > pages.json && "
            + java
            + " -Xmx256m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp '"
            + libraries
            + "' dev.leat.bench.MergedByHand pages.json records.duckdb");
    return command;
  }

  /** Both must have come to the same, or nothing was compared. */
  private static void compare(Path project, Path hand) throws IOException, InterruptedException {
    String sql =
        "select (select count(*) from records), (select sum(score) from records),"
            + " (select count(*) from records__events)";
    Measured ours =
        Measured.run(
                project,
                Map.of(),
                Launcher.command("query", sql, "--output", "csv", "--project", "."))
            .succeeded();
    String theirs = Files.readString(hand.resolve("records.duckdb.counts"));
    if (!ours.output().contains(theirs)) {
      throw new IllegalStateException("leat has " + ours.output() + "by hand " + theirs);
    }
  }
}
