package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted is gone everywhere, and stays away. */
final class DeletionTest {
  private static final int DATASETS = 1_500;

  @TempDir private Path folder;

  @Test
  void takesFilesAndRowsAndStaysDone() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (int i = 0; i < DATASETS; i++) {
      Files.writeString(data.resolve(i + ".json"), "[{\"id\": " + i + "}]", UTF_8);
    }
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            """
            sources:
              things: {type: files, path: data, feeds: {things: "*.json"}}
            tables:
              things: {from: things/things, key: id}
            """);
    project.leat("run").exits(0);
    assertThat(project.rowCounts()).containsExactly("things|" + DATASETS);

    Cli.Answer unasked = project.leat("delete", "--source", "things").exits(2);
    assertThat(unasked.err())
        .isEqualTo(
            """
            error CONSENT_MISSING: 1500 datasets would be deleted, and nobody is there to be asked.
              fix: Look at them with leat list, then add --yes.
            """);

    assertThat(project.leat("delete", "--source", "things", "--yes").exits(0).out())
        .startsWith("Deleted 1500 datasets, 1500 files, ");
    for (String table : List.of("dataset", "revision", "file", "file_check", "draft")) {
      assertThat(project.catalog().number("SELECT count(*) FROM " + table)).as(table).isZero();
    }
    assertThat(project.stored()).isEmpty();

    project.leat("load").exits(0);
    assertThat(project.rowCounts()).containsExactly("things|0");
    assertThat(project.tables().number("SELECT count(*) FROM _leat_files")).isZero();

    assertThat(project.leat("run").exits(0).err())
        .contains("=> 0 tasks. 500 skipped.")
        .endsWith("[INFO] Nothing to do.\n");
    assertThat(project.stored()).isEmpty();

    assertThat(project.leat("delete", "--restore", "--source", "thing").exits(2).err())
        .isEqualTo(
            """
            error UNKNOWN_NAME: The project has no source 'thing'.
              fix: Did you mean 'things'?
            """);
    assertThat(project.leat("delete", "--restore", "--source", "things").exits(0).out())
        .isEqualTo("The next run may fetch 1500 datasets again.\nNext: leat run\n");
    project.leat("run").exits(0);
    assertThat(project.rowCounts()).containsExactly("things|" + DATASETS);
    assertThat(project.leat("delete", "--restore", "--all").exits(0).out())
        .isEqualTo("Nothing to restore: none of it was deleted.\n");
    assertThat(project.leat("events", "follow", "--reader", "x", "--once").exits(0).out())
        .contains("{\"type\":\"DatasetRestored\"");
  }
}
