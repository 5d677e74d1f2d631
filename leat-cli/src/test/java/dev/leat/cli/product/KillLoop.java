package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Kills a command at random instants, starts it again, and looks each time at what was left.
 *
 * <p>Most deaths fall into the time when work is done; one in five comes while the process starts.
 */
final class KillLoop {
  private static final int KILLED = 128 + 9;

  private final Workspace project;
  private final SlowSeason season;
  private final Random random;
  private Set<String> landed = Set.of();
  private int kills;
  private long spared;

  KillLoop(Workspace project, SlowSeason season, Random random) {
    this.project = project;
    this.season = season;
    this.random = random;
  }

  /** How often a process really died. */
  int kills() {
    return kills;
  }

  /** How many files had landed at the time of each death, summed up. */
  long spared() {
    return spared;
  }

  /**
   * Lets the command run and die until it comes to its end, or so many have died, then lets it end.
   *
   * @param milliseconds how long a life may be once its work has begun
   */
  void run(String command, int killsMax, long milliseconds) {
    boolean alive = true;
    while (alive && kills < killsMax) {
      season.provider().http().forget();
      alive = isKilled(command, milliseconds);
      check();
    }
    if (alive) {
      season.provider().http().forget();
      project.leat(command).exits(0);
      check();
    }
  }

  private boolean isKilled(String command, long milliseconds) {
    try (Cli.Running running = project.cli().start(command)) {
      if (random.nextInt(5) > 0) {
        running.awaitErr("Scheduled|Loading|Nothing to do");
      }
      if (!endsWithin(running, 1 + random.nextLong(milliseconds))) {
        running.signal("KILL");
      }
      Cli.Answer answer = running.end();
      if (answer.exitCode() == KILLED) {
        kills++;
        return true;
      }
      answer.exits(0);
      return false;
    }
  }

  private static boolean endsWithin(Cli.Running running, long milliseconds) {
    try {
      running.handle().onExit().get(milliseconds, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException alive) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Nothing that had landed was asked for again, and all that is recorded is there, whole. */
  private void check() {
    assertThat(season.files().stream().filter(landed::contains)).isEmpty();
    if (hasCatalog()) {
      List<String> files =
          project
              .catalog()
              .rows(
                  "SELECT path, stored_size, stored_sha256 FROM file"
                      + " UNION SELECT path, stored_size, stored_sha256 FROM draft_file");
      assertThat(files.stream().filter(this::isDamaged)).isEmpty();
      var urls = new TreeSet<String>();
      urls.addAll(project.catalog().rows("SELECT url FROM file"));
      urls.addAll(project.catalog().rows("SELECT url FROM draft_file"));
      urls.removeIf(url -> !url.matches(".*/(lineups|events|three-sixty)/.*"));
      spared += urls.size();
      landed = urls;
    }
  }

  /** A process may die before it has made the catalog's tables. */
  private boolean hasCatalog() {
    boolean isSqlite = project.catalog().url().startsWith("jdbc:sqlite");
    if (isSqlite && !Files.exists(project.folder().resolve(".leat/catalog.db"))) {
      return false;
    }
    return project
            .catalog()
            .number(
                isSqlite
                    ? "SELECT count(*) FROM sqlite_master WHERE name = 'draft_file'"
                    : "SELECT count(*) FROM information_schema.tables"
                        + " WHERE table_name = 'draft_file'")
        > 0;
  }

  private boolean isDamaged(String row) {
    String[] parts = row.split("\\|", -1);
    try {
      byte[] stored = Files.readAllBytes(project.store().resolve(parts[0]));
      return stored.length != Long.parseLong(parts[1]) || !sha256(stored).equals(parts[2]);
    } catch (IOException gone) {
      return true;
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The store holds what the catalog refers to, with a manifest each, and nothing else. */
  static void assertTidy(Workspace project) {
    project.leat("gc", "--grace", "0s").exits(0);
    assertThat(project.catalog().number("SELECT count(*) FROM draft")).isZero();
    assertThat(project.stored().stream().filter(path -> !path.endsWith("/_leat.json")))
        .containsExactlyElementsOf(project.known());
    assertThat(project.stored().stream().filter(path -> path.endsWith("/_leat.json")))
        .hasSameSizeAs(project.catalog().rows("SELECT DISTINCT folder FROM revision"));
  }

  /** Every file is loaded once, and the catalog knows of the same loads as the destination. */
  static void assertLoadedOnce(Workspace project) {
    assertThat(
            project
                .tables()
                .rows(
                    "SELECT table_name, file FROM _leat_files GROUP BY table_name, file HAVING"
                        + " count(*) > 1"))
        .isEmpty();
    List<String> loads =
        project.tables().rows("SELECT id FROM _leat_loads WHERE table_name = root_name");
    assertThat(loads).doesNotHaveDuplicates().isNotEmpty();
    assertThat(project.catalog().rows("SELECT id FROM load"))
        .containsExactlyInAnyOrderElementsOf(loads);
    assertThat(project.catalog().rows("SELECT payload FROM event WHERE type = 'LoadCommitted'"))
        .hasSameSizeAs(loads);
  }

  /** Copies a project, catalog and all. */
  static Workspace copy(Workspace project, Path to) {
    try (var paths = Files.walk(project.folder())) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(project.folder().relativize(path).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Workspace(to, CatalogPlace.SQLITE.make(to));
  }
}
