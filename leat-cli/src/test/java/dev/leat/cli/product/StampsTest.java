package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that say when rows came and changed, by the times at which files were fetched. */
final class StampsTest {
  private static final String YAML =
      """
      sources:
        shop: {type: files, path: data, feeds: {sales: "*.json"}}
      tables:
        sales: {from: shop/sales, key: id, stamps: {}}
        every: {from: shop/sales, key: id, files: all, stamps: {created: seen, modified: moved}}
      """;

  private static final String SALES =
      "SELECT id, name, CAST(created_at AS text), CAST(modified_at AS text) FROM sales ORDER BY id";
  private static final String EVERY =
      "SELECT id, name, CAST(seen AS text), CAST(moved AS text) FROM every ORDER BY id";

  @TempDir private Path folder;

  private void write(String rows) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("a.json"), rows, UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void aRowThatStaysTheSameKeepsItsTimes(TablePlace place) throws IOException {
    Workspace project = Workspace.make(folder, CatalogPlace.SQLITE, place, YAML);
    write("[{\"id\": 1, \"name\": \"a\"}, {\"id\": 2, \"name\": \"b\"}]");
    project.leat("run").exits(0);
    String came = time(project, "1", "created_at");
    assertThat(project.tables().rows(SALES))
        .containsExactly("1|a|" + came + "|" + came, "2|b|" + came + "|" + came);
    assertThat(project.tables().rows("SELECT CAST(min(fetched_at) AS text) FROM _leat_files"))
        .containsExactly(came);

    write(
        "[{\"id\": 1, \"name\": \"a\"}, {\"id\": 2, \"name\": \"B\"}, {\"id\": 3, \"name\":"
            + " \"c\"}]");
    project.leat("run").exits(0);
    String moved = time(project, "3", "created_at");
    assertThat(moved).isGreaterThan(came);
    List<String> both =
        List.of(
            "1|a|" + came + "|" + came, "2|B|" + came + "|" + moved, "3|c|" + moved + "|" + moved);
    assertThat(project.tables().rows(SALES)).isEqualTo(both);
    assertThat(project.tables().rows(EVERY)).isEqualTo(both);

    project.leat("run").exits(0);
    project.leat("load", "--replay").exits(0);
    assertThat(project.tables().rows(SALES)).isEqualTo(both);
    assertThat(project.tables().rows(EVERY)).isEqualTo(both);

    // Made from nothing, a table of every file knows what it knew; one of the newest starts there.
    project.tables().change("DROP TABLE sales");
    project.tables().change("DROP TABLE every");
    project.tables().change("DELETE FROM _leat_loads");
    project.tables().change("DELETE FROM _leat_files");
    project.leat("load").exits(0);
    assertThat(project.tables().rows(EVERY)).isEqualTo(both);
    assertThat(project.tables().rows(SALES)).first().isEqualTo("1|a|" + moved + "|" + moved);
  }

  private static String time(Workspace project, String id, String column) {
    return project.tables().text("SELECT CAST(" + column + " AS text) FROM sales WHERE id = " + id);
  }

  @Test
  void whatCannotBeIsSaid() throws IOException {
    Workspace project =
        Workspace.make(
            folder, CatalogPlace.SQLITE, YAML.replace("key: id, stamps: {}", "stamps: {}"));
    write("[{\"id\": 1, \"seen\": \"a\"}]");
    assertThat(project.leat("run").exits(2).err())
        .contains("The table 'sales' has 'stamps' and does not merge, so that no row stays.");
    project.write(YAML.replace("created: seen", "created: moved"));
    assertThat(project.leat("run").exits(2).err())
        .contains("A stamp of the table 'every' cannot be called 'moved'.");
    project.write(YAML);
    assertThat(project.leat("run").exits(1).err())
        .contains("The table every has a column seen of its own.")
        .contains("Give one of the two another name, under 'stamps' or under 'columns'.");
    assertThat(project.rowCounts()).containsExactly("sales|1");
  }
}
