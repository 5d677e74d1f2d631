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
 * A disk that is really full: a small file system in memory, in a mount namespace of the command.
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
  void aFullDiskOfTheCatalogIsNamedToo() {
    Cli.Answer answer = twice(folder.resolve(".leat"), "700k", "fetch");

    assertThat(answer.outLines()).as(answer.toString()).contains("FIRST 6", "SECOND 0");
  }

  @Test
  void aLoadSaysSoAndLoadsAllOnceThereIsRoom() {
    project.leat("fetch").exits(0);
    project.writeTo("small/football.duckdb", yaml());
    Cli.Answer answer = twice(folder.resolve("small"), "200k", "load");

    assertFullThenWell(answer, "DUCKDB_DISK_FULL");
    assertThat(
            new Database("jdbc:duckdb:" + folder.resolve("kept/football.duckdb"))
                .number("SELECT count(DISTINCT _leat_file) FROM events"))
        .isEqualTo(12);
  }
}
