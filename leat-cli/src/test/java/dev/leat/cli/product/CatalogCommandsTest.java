package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that look after the catalog: migrate, sync-indexes, doctor --rebuild. */
final class CatalogCommandsTest {
  private static final String THINGS =
      """
      catalog_prefix: shop_
      sources:
        things: {type: files, path: data, feeds: {things: "*.json"}}
      dataset_types:
        - source: things
          dataset_type: file
          index: true
          keys: {path: {type: text}}
      tables:
        things: {from: things/things, key: id}
      """;

  @TempDir private Path folder;

  private Workspace project(CatalogPlace place) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (int i = 1; i <= 3; i++) {
      Files.writeString(data.resolve(i + ".json"), "[{\"id\": " + i + "}]");
    }
    return Workspace.make(folder, place, THINGS);
  }

  @ParameterizedTest
  @EnumSource
  void anOlderCatalogIsMigratedWithAllThatItHolds(CatalogPlace place) throws IOException {
    Workspace project = project(place);
    project.leat("run").exits(0);
    assertThat(project.leat("migrate").exits(0).out())
        .isEqualTo("The catalog is at version 8 already.\n");
    // As the version before left it.
    for (String statement :
        new String[] {
          "DROP INDEX shop_file_feed",
          "DROP INDEX shop_file_read",
          "DROP INDEX shop_file_set_aside",
          "DROP INDEX shop_job_source",
          "ALTER TABLE shop_file DROP COLUMN set_aside",
          "ALTER TABLE shop_file DROP COLUMN set_aside_at",
          "ALTER TABLE shop_file DROP COLUMN is_read",
          "CREATE INDEX shop_file_feed ON shop_file (feed, is_current, id)",
          "UPDATE shop_catalog_version SET schema_version = 7",
          "DELETE FROM shop_catalog_history WHERE version = '8'"
        }) {
      project.catalog().change(statement);
    }

    for (String[] looking : new String[][] {{"plan"}, {"list"}, {"show", "runs"}}) {
      assertThat(project.leat(looking).exits(2).err()).contains("CATALOG_OLDER", "leat migrate");
    }
    assertThat(project.leat("doctor").exits(2).out())
        .contains("broken  catalog: the catalog ", " has version ", "'leat migrate'");
    assertThat(project.leat("migrate").exits(0).out())
        .isEqualTo("Migrated the catalog from version 7 to version 8.\n");

    assertThat(project.leat("list", "--count").exits(0).out()).isEqualTo("3\n");
    assertThat(project.leat("run").exits(0).err()).endsWith("[INFO] Nothing to do.\n");
    assertThat(project.catalog().number("SELECT count(*) FROM shop_file WHERE is_read = 1"))
        .isEqualTo(3);
  }

  @Test
  void indexesOnKeysAreMadeOnceOnPostgres() throws IOException {
    Workspace project = project(CatalogPlace.POSTGRES);
    project.leat("run").exits(0);

    String made = project.leat("sync-indexes").exits(0).out();
    String kept = project.leat("sync-indexes").exits(0).out();

    assertThat(made.lines()).hasSize(2).allMatch(line -> line.startsWith("created  shop_"));
    assertThat(kept).isEqualTo(made.replace("created  ", "kept     "));
    String index = made.lines().findFirst().orElseThrow().substring("created  ".length());
    assertThat(
            project
                .catalog()
                .text("SELECT indexdef FROM pg_indexes WHERE indexname = '" + index + "'"))
        .contains("shop_dataset", "path");
  }

  @Test
  void onSqliteNoIndexIsNeeded() throws IOException {
    Workspace project = project(CatalogPlace.SQLITE);
    project.leat("run").exits(0);
    assertThat(project.leat("sync-indexes").exits(0).out()).isEqualTo("No index is needed.\n");
  }

  @Test
  void aLostCatalogIsRebuiltAndNothingIsFetchedAgain() throws IOException {
    Workspace project = project(CatalogPlace.SQLITE);
    assertThat(project.leat("list").exits(0).out()).doesNotContain("things/");
    assertThat(project.leat("doctor").exits(0).out())
        .contains("ok      catalog: There is none yet at sqlite:" + folder);
    assertThat(folder.resolve(".leat/catalog.db")).as("a look makes none").doesNotExist();
    project.leat("run").exits(0);
    Path orphan = folder.resolve(".leat/store/main/things/orphan.json");
    Files.writeString(orphan, "[]");
    List<Path> stored = stored();
    for (Path file : stored) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    }
    for (String file : new String[] {"catalog.db", "catalog.db-wal", "catalog.db-shm"}) {
      Files.deleteIfExists(folder.resolve(".leat").resolve(file));
    }

    assertThat(project.leat("gc").exits(2).err())
        .containsPattern(
            "error CATALOG_LACKS_REVISIONS: the store has revision 1 of things/file/path=[123]"
                + "[.]json, and the catalog does not: .*\n  fix: .*`leat doctor --rebuild`");
    assertThat(project.leat("doctor").exits(2).out())
        .containsPattern("broken  orphans: the store has .*\n        fix: .*--rebuild`");
    assertThat(project.leat("run").exits(2).err())
        .contains("error CATALOG_LACKS_REVISIONS in ", "the store has revision 1 of things/file/");
    assertThat(stored()).as("neither gc nor run took anything").isEqualTo(stored);
    for (Path file : stored) {
      assertThat(Files.getLastModifiedTime(file).toInstant()).isBefore("2024-01-02T00:00:00Z");
    }
    assertThat(project.leat("doctor", "--rebuild").exits(0).out()).contains("3 revisions");

    assertThat(project.leat("list", "--count").exits(0).out()).isEqualTo("3\n");
    assertThat(project.leat("fetch").exits(0).err()).endsWith("[INFO] Nothing to do.\n");
    assertThat(project.leat("gc", "--dry-run", "--grace", "999999h").exits(0).out())
        .isEqualTo("Would remove 0 files, 0 B, 0 drafts.\n");
    assertThat(project.leat("gc", "--dry-run").exits(0).out())
        .isEqualTo("Would remove 1 file, 2 B, 0 drafts.\n");
    assertThat(orphan).exists();
    assertThat(project.leat("gc").exits(0).out()).isEqualTo("Removed 1 file, 2 B, 0 drafts.\n");
    assertThat(orphan).doesNotExist();
    assertThat(stored()).hasSize(stored.size() - 1);
  }

  private List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(".leat/store"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void dataOfASourceThatTheProjectNoLongerHasCanBeListedAndDeleted() throws IOException {
    Workspace project = project(CatalogPlace.SQLITE);
    project.leat("run").exits(0);
    project = Workspace.make(folder, CatalogPlace.SQLITE, THINGS.replace("things", "items"));

    assertThat(project.leat("list", "--source", "things", "--count").exits(0).out())
        .isEqualTo("3\n");
    assertThat(project.leat("delete", "--source", "things", "--yes").exits(0).out())
        .startsWith("Deleted 3 datasets, 3 files, ");
    assertThat(project.leat("list", "--source", "things", "--count").exits(0).out())
        .isEqualTo("0\n");
    assertThat(project.leat("delete", "--source", "thing", "--yes").exits(2).err())
        .contains("The project has no source 'thing'.");
  }
}
