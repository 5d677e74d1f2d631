package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written from tables: by each run, or asked for. */
final class ExportsTest {
  private static final String SALES =
      """
      sources:
        shop: {type: files, path: data, feeds: {sales: "*.json"}}
      tables:
        sales: {from: shop/sales, key: id}
      """;

  @TempDir private Path folder;

  private Workspace project;

  @BeforeEach
  void makeProject() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        data.resolve("a.json"), "[{\"id\": 1, \"day\": 5}, {\"id\": 2, \"day\": 6}]", UTF_8);
    project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            SALES
                + """
                exports:
                  - {table: sales, to: out/sales.csv}
                  - {table: sales, to: out/sales.parquet}
                  - {table: sales, to: out/days, partition_by: [day]}
                """);
  }

  @Test
  void aNameThatEndsAsFilesDoIsAFile() throws IOException {
    project.leat("run").exits(0);
    assertThat(folder.resolve("out/sales.csv"))
        .content(UTF_8)
        .isEqualTo("path,id,day,_leat_file,_leat_row\na.json,1,5,1,0\na.json,2,6,1,1\n");
    assertThat(folder.resolve("out/sales.parquet")).isRegularFile();
    assertThat(folder.resolve("out/days/day=5/data_0.parquet")).isRegularFile();

    Files.writeString(folder.resolve("data/a.json"), "[{\"id\": 3, \"day\": 5}]", UTF_8);
    project.leat("run").exits(0);
    assertThat(folder.resolve("out/sales.csv"))
        .content(UTF_8)
        .isEqualTo("path,id,day,_leat_file,_leat_row\na.json,3,5,5,0\n");
    assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void aReplayOfTheSameRowsMakesNoNewRevisionOfAnExport() {
    project.leat("run").exits(0);
    String count = "SELECT sum(revisions) FROM dataset WHERE source = 'leat'";
    assertThat(project.catalog().number(count)).isEqualTo(3);
    project.leat("load", "--replay").exits(0);
    project.leat("report").exits(0);
    assertThat(project.catalog().number(count)).isEqualTo(3);
  }

  @Test
  void whatIsDeletedIsNotKeptInExports() throws IOException {
    Files.writeString(folder.resolve("data/b.json"), "[{\"id\": 9, \"day\": 7}]", UTF_8);
    project.leat("run").exits(0);
    assertThat(project.leat("delete", "--select", "path=a.json", "--yes").exits(0).out())
        .startsWith("Deleted 1 dataset, 4 files, ");
    assertThat(project.stored())
        .as("the day that b.json alone is in, and b.json")
        .noneMatch(path -> path.contains("sales.parquet"))
        .noneMatch(path -> path.contains("day=5"))
        .anyMatch(path -> path.contains("day=7"))
        .anyMatch(path -> path.contains("path=b.json"));

    project.leat("run").exits(0);
    assertThat(folder.resolve("out/sales.csv")).content(UTF_8).doesNotContain("a.json");
    assertThat(project.stored()).anyMatch(path -> path.contains("sales.parquet"));
    assertThat(project.catalog().number("SELECT count(*) FROM tombstone")).isEqualTo(1);
  }

  @Test
  void anExportOfAViewKnowsTheFilesBehindIt() {
    project.leat("run").exits(0);
    project.tables().change("CREATE VIEW early AS SELECT id, day FROM Sales WHERE day < 6");
    project.tables().change("CREATE VIEW earliest AS SELECT min(id) AS id FROM early");
    String lineage =
        "SELECT count(*) FROM lineage l JOIN dataset d ON d.id = l.dataset"
            + " WHERE d.canonical LIKE '%earliest%'";
    assertThat(
            project.leat("export", "earliest", "--to", folder + "/earliest.parquet").exits(0).out())
        .isEqualTo("Wrote 1 row into 1 file:\n" + folder + "/earliest.parquet\n");
    assertThat(project.catalog().number(lineage)).isEqualTo(1);
    String odd = folder + "/_early and__late.parquet";
    assertThat(project.leat("export", "earliest", "--to", odd).exits(0).out())
        .isEqualTo("Wrote 1 row into 1 file:\n" + odd + "\n");
  }

  @Test
  void whatOneFileCannotHoldIsRefused() {
    project.leat("run").exits(0);
    assertThat(
            project
                .leat("export", "sales", "--to", "x.csv", "--partition-by", "day")
                .exits(2)
                .err())
        .isEqualTo(
            """
            error EXPORT_FILE_UNFIT: Partitions are folders, and %s/x.csv is a file.
              fix: Name a folder.
            """
                .formatted(folder));
    assertThat(project.leat("export", "sales", "--to", "x.csv", "--format", "json").exits(2).err())
        .isEqualTo(
            """
            error EXPORT_FILE_UNFIT: The file %s/x.csv would hold json.
              fix: Give the file the ending of its format, or name a folder.
            """
                .formatted(folder));
    project.write(
        SALES
            + """
            exports:
              - {table: sales, to: x.csv, partition_by: [day]}
              - {table: sales, to: y.parquet, format: csv}
            """);
    assertThat(project.leat("report").exits(2).err())
        .contains(
            "leat.yaml:9:24: Partitions are folders, and x.csv is a file. Name a folder, such as"
                + " 'x', or leave 'partition_by' out.")
        .contains(
            ": The file y.parquet would hold csv. Leave 'format' out, or give the file the ending"
                + " of its format.");
    assertThat(folder.resolve("x.csv")).doesNotExist();
  }
}
