package dev.leat.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.Export.Format;
import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.core.project.FilePlace;
import dev.leat.core.report.ExportTask;
import dev.leat.core.report.ExportedFiles;
import dev.leat.core.report.ExportedFiles.Written;
import dev.leat.core.report.Exporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportingTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void loadThreeDays() {
    shop = new Shop(folder);
    shop.put(1, 0, "[{\"id\": 1, \"date\": \"2024-01-01\"}, {\"id\": 2, \"date\": \"2024-01-01\"}]")
        .put(2, 0, "[{\"id\": 3, \"date\": \"2024-01-02\"}]")
        .put(3, 1, "[{\"id\": 4, \"date\": \"2024-01-03\"}]");
    shop.load();
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  @Test
  void daysBecomeFoldersAndAnotherExportGivesTheSame() {
    ExportTask task =
        ExportTask.ofTable("sales", local("lake/sales"), Format.PARQUET, List.of("date"));
    ExportedFiles first = export(task);
    ExportedFiles second = export(task);

    assertThat(first.rows()).isEqualTo(4);
    assertThat(first.files())
        .extracting(Written::path)
        .containsExactly(
            "date=2024-01-01/data_0.parquet",
            "date=2024-01-02/data_0.parquet",
            "date=2024-01-03/data_0.parquet");
    assertThat(first.files().getFirst().shown())
        .isEqualTo(folder.resolve("lake/sales/date=2024-01-01/data_0.parquet").toString());
    assertThat(first.origins()).extracting(LoadFile::id).containsExactly(1L, 2L, 3L);
    assertThat(first.origins()).extracting(LoadFile::revision).containsExactly(0, 0, 1);
    assertThat(second).isEqualTo(first);
    assertThat(
            shop.rows(
                "select date, count(*) from read_parquet('%s/**/*.parquet', hive_partitioning = true) group by all order by all"
                    .formatted(task.to())))
        .containsExactly(
            List.of("2024-01-01", "2"), List.of("2024-01-02", "1"), List.of("2024-01-03", "1"));
  }

  @Test
  void partitionsThatAreGoneLeaveNoFile() {
    ExportTask task = ExportTask.ofTable("sales", local("out"), Format.CSV, List.of("date"));
    export(task);
    shop.take(2);
    shop.load();
    assertThat(export(task).files())
        .extracting(Written::path)
        .containsExactly("date=2024-01-01/data_0.csv", "date=2024-01-03/data_0.csv");
  }

  @Test
  void nothingIsWrittenWhereNothingIsSelected() throws IOException {
    Path out = folder.resolve("out");
    export(ExportTask.ofTable("sales", local("out"), Format.JSON, List.of()));
    assertThat(Files.readString(out.resolve("data.json"))).hasLineCount(4);
    var empty =
        new ExportTask("none", "from sales where id > 9", local("out"), Format.JSON, List.of());
    assertThat(export(empty).files()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderOfOtherFilesIsLeftAlone() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("mine.txt"), "mine");
    LeatException error =
        catchThrowableOfType(
            LeatException.class,
            () -> export(ExportTask.ofTable("sales", local("out"), Format.CSV, List.of())));
    assertThat(error).hasMessage("The folder " + out + " holds files that no export wrote.");
    assertThat(error.remedy()).isEqualTo("Name an empty folder, or one that does not exist yet.");
    assertThat(out.resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void aWrongStatementLeavesTheFilesOfBefore() {
    Path out = folder.resolve("out");
    export(ExportTask.ofTable("sales", local("out"), Format.CSV, List.of()));
    var wrong =
        new ExportTask("wrong", "select nothing from sales", local("out"), Format.CSV, List.of());
    LeatException error = catchThrowableOfType(LeatException.class, () -> export(wrong));
    assertThat(error).hasMessageStartingWith("The query cannot be answered: Binder Error");
    assertThat(out.resolve("data.csv")).exists();
    assertThat(folder.resolve(".out.new")).doesNotExist();
  }

  private ExportedFiles export(ExportTask task) {
    try (var exporter = new Exporter(shop.destination(), folder.resolve("staging"))) {
      return exporter.export(task);
    }
  }

  private FilePlace local(String name) {
    return new FilePlace.Local(folder.resolve(name));
  }
}
