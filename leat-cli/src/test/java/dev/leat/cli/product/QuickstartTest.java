package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that everybody starts with, in an empty home. */
final class QuickstartTest {
  static final Path EXAMPLE = Path.of(System.getProperty("leat.home"), "examples", "quickstart");

  @TempDir private Path temporary;

  @Test
  void goesFromFilesToTablesAndHasNothingToDoTheSecondTime() throws IOException {
    Path data = copy(EXAMPLE, temporary.resolve("quickstart")).resolve("data");
    Path folder = Objects.requireNonNull(data.getParent());
    Cli cli = Cli.in(temporary);
    long events = occurrences("\"event_id\"", data.resolve("events"));
    long matches = occurrences("\"round\"", data.resolve("matches"));

    Cli.Answer first = cli.run("run", "quickstart").exits(0);
    assertThat(first.err())
        .contains("Discovered 21 datasets from league using selector * => 21 tasks. 0 skipped.")
        .contains("Scheduled 21 tasks. With 10 workers");
    assertThat(first.out())
        .endsWith("Next: leat query \"select * from matches limit 10\" --project quickstart\n");
    assertThat(rows(folder))
        .containsExactly(
            "events|" + events,
            "events__shot__defenders|" + occurrences("\"distance\"", data.resolve("events")),
            "matches|" + matches,
            "matches__officials|" + occurrences("\"role\"", data.resolve("matches")),
            "stadiums|" + (lines(data.resolve("stadiums.csv")) - 1));

    Cli.Answer second = cli.run("run", "quickstart").exits(0);
    assertThat(second.err())
        .contains("Discovered 21 datasets from league using selector * => 0 tasks. 21 skipped.")
        .endsWith("[INFO] Nothing to do.\n");

    Path round = data.resolve("matches/round-1.json");
    change(round, "\"attendance\": 4824", "\"attendance\": 4825");
    assertThat(cli.run("run", "quickstart").exits(0).err())
        .contains("=> 1 tasks. 20 skipped.")
        .contains("Loaded matches: 0 inserted, 1 updated, 2 unchanged, 0 deleted, 0 quarantined")
        .doesNotContain("Loading events");
    assertThat(
            cli.run(
                    "query",
                    "select attendance from matches where match_id = 101",
                    "quickstart",
                    "--output",
                    "csv")
                .exits(0)
                .out())
        .isEqualTo("attendance\n4825\n");
    assertThat(rows(folder)).contains("events|" + events, "matches|" + matches);
  }

  @Test
  void answersQuestionsAboutWhatWasLoaded() throws IOException {
    copy(EXAMPLE, temporary.resolve("quickstart"));
    Cli cli = Cli.in(temporary);
    cli.run("run", "quickstart").exits(0);

    assertThat(
            cli.run("explain", "matches", "101", "--project", "quickstart", "--output", "csv")
                .exits(0)
                .outLines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("league/file/path=matches%2Fround-1.json,1,matches,0,file:///")
        .contains("/quickstart/data/matches/round-1.json,");
    Cli.Answer nobody = cli.run("explain", "matches", "999", "--project", "quickstart");
    assertThat(nobody.exits(2).err())
        .isEqualTo(
            """
            error NOT_FOUND: The table matches has no row with {match_id=999}.
              fix: Look for the row with leat query first.
            """);

    Cli.Answer wrong = cli.run("query", "select nothing from matches", "quickstart");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("nothing").contains("  fix: ");
    Cli.Answer change = cli.run("query", "delete from matches", "quickstart");
    assertThat(change.exitCode()).isEqualTo(2);
    assertThat(rows(temporary.resolve("quickstart"))).contains("matches|15");
  }

  /** Read from the file itself, as other tools would. */
  private static Iterable<String> rows(Path folder) {
    var tables = new Database("jdbc:duckdb:" + folder.resolve("quickstart.duckdb"));
    return tables
        .rows(
            "SELECT table_name FROM information_schema.tables"
                + " WHERE NOT starts_with(table_name, '_leat') ORDER BY table_name")
        .stream()
        .map(table -> table + "|" + tables.text("SELECT count(*) FROM " + table))
        .toList();
  }

  private static long occurrences(String text, Path folder) throws IOException {
    long found = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        found +=
            Pattern.compile(text, Pattern.LITERAL)
                .matcher(Files.readString(file))
                .results()
                .count();
      }
    }
    return found;
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank()).count();
    }
  }

  static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to), UTF_8);
  }

  /** What a checkout has; nothing that a run may have left beside it. */
  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = from.relativize(path).toString();
        if (name.equals("leat.yaml") || name.startsWith("data")) {
          Path copy = to.resolve(name);
          Files.createDirectories(copy.getParent());
          Files.copy(path, copy);
        }
      }
    }
    return to;
  }
}
