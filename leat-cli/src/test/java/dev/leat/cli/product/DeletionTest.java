package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is deleted is gone everywhere, and stays away. */
final class DeletionTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"SQLITE, 1500", "POSTGRES, 120"})
  void takesFilesAndRowsAndStaysDone(CatalogPlace place, int datasets) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (int i = 0; i < datasets; i++) {
      Files.writeString(data.resolve(i + ".json"), "[{\"id\": " + i + "}]", UTF_8);
    }
    Workspace project =
        Workspace.make(
            folder,
            place,
            """
            sources:
              things: {type: files, path: data, feeds: {things: "*.json"}}
            tables:
              things: {from: things/things, key: id}
            """);
    project.leat("run").exits(0);
    assertThat(project.rowCounts()).containsExactly("things|" + datasets);

    Cli.Answer unasked = project.leat("delete", "--source", "things").exits(2);
    assertThat(unasked.err())
        .isEqualTo(
            """
            error CONSENT_MISSING: %d datasets would be deleted, and nobody is there to be asked.
              fix: Look at them with leat list, then add --yes.
            """
                .formatted(datasets));

    assertThat(project.leat("delete", "--source", "things", "--yes").exits(0).out())
        .startsWith("Deleted " + datasets + " datasets, " + datasets + " files, ");
    for (String table : List.of("dataset", "revision", "file", "file_check", "draft")) {
      assertThat(project.catalog().number("SELECT count(*) FROM " + table)).as(table).isZero();
    }
    assertThat(project.stored()).isEmpty();

    project.leat("load").exits(0);
    assertThat(project.rowCounts()).containsExactly("things|0");
    assertThat(project.tables().number("SELECT count(*) FROM _leat_files")).isZero();

    assertThat(project.leat("run").exits(0).err())
        .contains("=> 0 tasks. " + Math.min(datasets, 500) + " skipped.")
        .endsWith("[INFO] Nothing to do.\n");
    assertThat(project.stored()).isEmpty();

    assertThat(project.leat("delete", "--restore", "--source", "thing").exits(2).err())
        .isEqualTo(
            """
            error UNKNOWN_NAME: The project has no source 'thing'.
              fix: Did you mean 'things'?
            """);
    assertThat(project.leat("delete", "--restore", "--source", "things").exits(0).out())
        .isEqualTo("The next run may fetch " + datasets + " datasets again.\nNext: leat run\n");
    project.leat("run").exits(0);
    assertThat(project.rowCounts()).containsExactly("things|" + datasets);
    assertThat(project.leat("delete", "--restore", "--all").exits(0).out())
        .isEqualTo("Nothing to restore: none of it was deleted.\n");
    assertThat(project.leat("events", "follow", "--reader", "x", "--once").exits(0).out())
        .contains("{\"type\":\"DatasetRestored\"");
  }
}
