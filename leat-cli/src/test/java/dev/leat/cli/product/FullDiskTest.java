package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is really full or read-only: a small file system in memory, in a mount namespace of
 * the command.
 *
 * <p>Skipped where the machine lets nobody mount one.
 */
final class FullDiskTest {
  private static final String MOUNT =
      "mkdir -p \"$PLACE\" && mount -t tmpfs -o size=\"$SIZE\" tmpfs \"$PLACE\" || exit 99\n";

  /** Runs the command on the small disk, then on a larger one with the same content. */
  private static final String TWICE =
      MOUNT
          + """
          "$@"; echo "FIRST $?"
          mount -o remount,size=256m "$PLACE" || exit 99
          "$@"; echo "SECOND $?"
          mkdir -p kept && cp -a "$PLACE/." kept/
          """;

  /** Runs the command on a disk that a large file fills up to a rest, then without that file. */
  private static final String AROUND_BALLAST =
      """
      cat /dev/zero > "$PLACE/ballast" 2> /dev/null
      truncate -s "-$LEFT" "$PLACE/ballast"
      "$@"; echo "FIRST $?"
      mkdir -p full && cp -a "$PLACE/"*.duckdb full/
      rm "$PLACE/ballast"
      "$@"; echo "SECOND $?"
      mkdir -p kept && cp -a "$PLACE/"*.duckdb kept/
      """;

  @TempDir private Path folder;
  private StatsBombProvider provider;
  private Workspace project;

  @BeforeEach
  void make() {
    provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 12);
    project = Workspace.make(folder, CatalogPlace.SQLITE, yaml());
    assumeTrue(canMount(), "mounting is not permitted here");
  }

  private String yaml() {
    return """
    sources:
      statsbomb:
        type: statsbomb
        url: %s
    tables:
      events:
        from: statsbomb/events
        key: id
    """
        .formatted(provider.url());
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private boolean canMount() {
    try {
      return project
              .cli()
              .with("PLACE", folder.resolve("try").toString())
              .with("SIZE", "1m")
              .script(MOUNT)
              .exitCode()
          == 0;
    } catch (UncheckedIOException noSuchProgram) {
      return false;
    }
  }

  private Cli.Answer twice(Path place, String size, String command) {
    return project
        .cli()
        .with("PLACE", place.toString())
        .with("SIZE", size)
        .script(TWICE, command)
        .exits(0);
  }

  private static void assertFullThenWell(Cli.Answer answer, String code) {
    assertThat(answer.outLines().stream().filter(line -> line.matches("(FIRST|SECOND) \\d+")))
        .as(answer.toString())
        .isEqualTo(List.of("FIRST 6", "SECOND 0"));
    assertThat(answer.err() + answer.out()).contains(code);
  }

  @Test
  void aFetchSaysSoAndGoesOnWhereItStopped() {
    provider.large();
    Cli.Answer answer = twice(project.store(), "100k", "fetch");

    assertFullThenWell(answer, "STORE_FULL");
    assertThat(project.catalog().number("SELECT count(*) FROM dataset WHERE type = 'match'"))
        .isEqualTo(12);
    assertThat(project.catalog().number("SELECT count(*) FROM failure")).isZero();
    for (String path : project.known()) {
      assertThat(folder.resolve("kept").resolve(path)).exists();
    }
  }

  @Test
  void aStoreThatCanOnlyBeReadSaysSoAndGoesOnOnceItCanBeWritten() {
    String readOnlyThenNot =
        MOUNT
            + """
            mount -o remount,ro "$PLACE" || exit 99
            "$@"; echo "FIRST $?"
            mount -o remount,rw "$PLACE" || exit 99
            "$@"; echo "SECOND $?"
            """;
    Cli.Answer answer =
        project
            .cli()
            .with("PLACE", project.store().toString())
            .with("SIZE", "64m")
            .script(readOnlyThenNot, "fetch")
            .exits(0);

    assertThat(answer.outLines()).as(answer.toString()).contains("FIRST 2", "SECOND 0");
    assertThat(answer.err()).contains("STORE_UNWRITABLE", "Read-only file system");
    assertThat(project.catalog().number("SELECT count(*) FROM dataset WHERE type = 'match'"))
        .isEqualTo(12);
  }

  @Test
  void aFullDiskOfTheCatalogIsNamedToo() {
    Cli.Answer answer = twice(folder.resolve(".leat"), "700k", "fetch");

    assertThat(answer.outLines()).as(answer.toString()).contains("FIRST 6", "SECOND 0");
  }

  @Test
  void aLoadSaysSoAndLoadsAllOnceThereIsRoom() {
    assertFullThenWell(load(MOUNT + AROUND_BALLAST, "8K", "load"), "DUCKDB_DISK_FULL");
    assertThat(files("kept")).isEqualTo(12);
  }

  /** The file is there and can be opened: what fails is the commit. */
  @Test
  void aFullDiskLeavesTheTablesThatAReplayWouldReplace() {
    String loadedOnce = MOUNT + "\"$@\" || exit 98\n";
    Cli.Answer answer = load(loadedOnce + AROUND_BALLAST, "0K", "load", "--replay");

    assertFullThenWell(answer, "DUCKDB_DISK_FULL");
    assertThat(answer.err()).doesNotContain("LOAD_OVERTAKEN");
    assertThat(files("full")).isEqualTo(12);
    assertThat(files("kept")).isEqualTo(12);
  }

  private Cli.Answer load(String script, String left, String... words) {
    project.leat("fetch").exits(0);
    project.writeTo("small/football.duckdb", yaml());
    return project
        .cli()
        .with("PLACE", folder.resolve("small").toString())
        .with("SIZE", "64m")
        .with("LEFT", left)
        .script(script, words)
        .exits(0);
  }

  /** How many files have rows in the table of events of a copy. */
  private long files(String copy) {
    return new Database("jdbc:duckdb:" + folder.resolve(copy).resolve("football.duckdb"))
        .number("SELECT count(DISTINCT _leat_file) FROM events");
  }
}
