package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any instant leaves nothing half, and loses nothing that landed. */
final class KillTest {
  private static final Duration DELAY = Duration.ofMillis(15);

  @TempDir private Path folder;

  @Test
  void aRunSurvivesAFewDeaths() {
    var random = seeded();
    try (SlowSeason season = SlowSeason.start(DELAY)) {
      Workspace calm = Workspace.make(folder.resolve("calm"), CatalogPlace.SQLITE, season.yaml());
      calm.leat("run").exits(0);
      Workspace project =
          Workspace.make(folder.resolve("killed"), CatalogPlace.SQLITE, season.yaml());
      var loop = new KillLoop(project, season, random);
      loop.run("run", 4, 1_500);
      assertThat(loop.kills()).isPositive();
      assertSame(project, calm);
    }
  }

  @Tag("faults")
  @Test
  void fetchSurvivesFiftyDeaths() {
    fetchSurvives(CatalogPlace.SQLITE, 50);
  }

  @Tag("faults")
  @Test
  void fetchSurvivesDeathsOnPostgres() {
    fetchSurvives(CatalogPlace.POSTGRES, 12);
  }

  @Tag("faults")
  @Test
  void loadSurvivesFiftyDeaths() {
    var random = seeded();
    try (SlowSeason season = SlowSeason.start(Duration.ZERO)) {
      Workspace calm = Workspace.make(folder.resolve("calm"), CatalogPlace.SQLITE, season.yaml());
      calm.leat("fetch").exits(0);
      Workspace fetched = KillLoop.copy(calm, folder.resolve("fetched"));
      calm.leat("load").exits(0);
      int kills = 0;
      for (int round = 1; kills < 50; round++) {
        Workspace project = KillLoop.copy(fetched, folder.resolve("killed-" + round));
        var loop = new KillLoop(project, season, random);
        loop.run("load", 50 - kills, 2_500);
        assertThat(season.files()).isEmpty();
        kills += loop.kills();
        assertThat(project.tablesContent()).isEqualTo(calm.tablesContent());
        KillLoop.assertLoadedOnce(project);
      }
    }
  }

  @Tag("faults")
  @Test
  void loadSurvivesDeathsOnPostgres() {
    var random = seeded();
    try (SlowSeason season = SlowSeason.start(Duration.ZERO)) {
      Workspace calm = Workspace.make(folder.resolve("calm"), CatalogPlace.POSTGRES, season.yaml());
      calm.leat("run").exits(0);
      int kills = 0;
      for (int round = 1; kills < 12; round++) {
        Workspace project =
            Workspace.make(folder.resolve("killed-" + round), CatalogPlace.POSTGRES, season.yaml());
        project.leat("fetch").exits(0);
        var loop = new KillLoop(project, season, random);
        loop.run("load", 4, 2_500);
        kills += loop.kills();
        assertThat(project.tablesContent()).isEqualTo(calm.tablesContent());
        KillLoop.assertLoadedOnce(project);
      }
    }
  }

  @Tag("faults")
  @Test
  void loadIntoPostgresSurvivesDeaths() {
    var random = seeded();
    try (SlowSeason season = SlowSeason.start(Duration.ZERO)) {
      Workspace calm = intoPostgres(folder.resolve("calm"), season);
      calm.leat("fetch").exits(0);
      Workspace fetched = KillLoop.copy(calm, folder.resolve("fetched"));
      calm.leat("load").exits(0);
      List<String> content = calm.tablesContent();
      int kills = 0;
      for (int round = 1; kills < 24; round++) {
        Path at = folder.resolve("killed-" + round);
        KillLoop.copy(fetched, at);
        Workspace project = intoPostgres(at, season);
        var loop = new KillLoop(project, season, random);
        loop.run("load", Math.min(6, 24 - kills), 1_500);
        assertThat(season.files()).isEmpty();
        kills += loop.kills();
        assertThat(project.tablesContent()).isEqualTo(content);
        KillLoop.assertLoadedOnce(project);
      }
    }
  }

  @Tag("faults")
  @Test
  void runIntoPostgresSurvivesDeaths() {
    var random = seeded();
    try (SlowSeason season = SlowSeason.start(DELAY)) {
      Workspace calm = intoPostgres(folder.resolve("calm"), season);
      calm.leat("run").exits(0);
      int kills = 0;
      for (int round = 1; kills < 12; round++) {
        Workspace project = intoPostgres(folder.resolve("killed-" + round), season);
        var loop = new KillLoop(project, season, random);
        loop.run("run", Math.min(4, 12 - kills), 2_000);
        kills += loop.kills();
        assertSame(project, calm);
      }
    }
  }

  private static Workspace intoPostgres(Path at, SlowSeason season) {
    return Workspace.make(at, CatalogPlace.SQLITE, TablePlace.POSTGRES, season.yaml());
  }

  @Tag("faults")
  @Test
  void runSurvivesFiftyDeaths() {
    runSurvives(CatalogPlace.SQLITE, 50);
  }

  @Tag("faults")
  @Test
  void runSurvivesDeathsOnPostgres() {
    runSurvives(CatalogPlace.POSTGRES, 12);
  }

  private void runSurvives(CatalogPlace place, int killsWanted) {
    var random = seeded();
    try (SlowSeason season = SlowSeason.start(DELAY)) {
      Workspace calm = Workspace.make(folder.resolve("calm"), place, season.yaml());
      calm.leat("run").exits(0);
      int kills = 0;
      for (int round = 1; kills < killsWanted; round++) {
        Workspace project = Workspace.make(folder.resolve("killed-" + round), place, season.yaml());
        var loop = new KillLoop(project, season, random);
        loop.run("run", Math.min(5, killsWanted - kills), 2_000);
        kills += loop.kills();
        assertSame(project, calm);
      }
    }
  }

  private void fetchSurvives(CatalogPlace place, int killsWanted) {
    var random = seeded();
    try (SlowSeason season = SlowSeason.start(DELAY)) {
      Workspace calm = Workspace.make(folder.resolve("calm"), place, season.yaml());
      calm.leat("fetch").exits(0);
      assertThat(season.files()).hasSize(SlowSeason.FILES).doesNotHaveDuplicates();
      int kills = 0;
      long spared = 0;
      for (int round = 1; kills < killsWanted; round++) {
        Workspace project = Workspace.make(folder.resolve("killed-" + round), place, season.yaml());
        var loop = new KillLoop(project, season, random);
        loop.run("fetch", Math.min(5, killsWanted - kills), 400);
        kills += loop.kills();
        spared += loop.spared();
        assertThat(project.catalogContent()).isEqualTo(calm.catalogContent());
        KillLoop.assertTidy(project);
      }
      assertThat(spared).isPositive();
    }
  }

  private static void assertSame(Workspace project, Workspace calm) {
    assertThat(project.catalogContent()).isEqualTo(calm.catalogContent());
    assertThat(project.tablesContent()).isEqualTo(calm.tablesContent());
    KillLoop.assertTidy(project);
    KillLoop.assertLoadedOnce(project);
  }

  /** Printed, so that a failure can be seen again: {@code -Dleat.seed=…}. */
  private static Random seeded() {
    long seed = Long.getLong("leat.seed", System.nanoTime());
    System.out.println("kills by -Dleat.seed=" + seed);
    return new Random(seed);
  }
}
