package dev.leat.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Batch;
import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.LeatException;
import dev.leat.api.Relation;
import dev.leat.api.TableSchema;
import dev.leat.core.read.ReadError;
import dev.leat.core.read.TableRequest;
import dev.leat.core.read.Workbench;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyedReadingTest {
  @TempDir private Path folder;

  /** The keys of a table need more memory than there is, and there is no disk to put them on. */
  @Test
  void aWorkbenchThatIsFullFailsTheTableAndIsNoBug() {
    var settings = new Workbench.Settings(folder, 16L << 20, 1);
    try (var workbench = Workbench.open(settings)) {
      workbench.execute("SET max_temp_directory_size = '0KB'");
      String rows =
          "SELECT DISTINCT 1 AS _leat_file, md5(i::VARCHAR) AS id FROM range(3000000) AS r (i)";
      var schema =
          new TableSchema("sales", List.of(new Column("id", Simple.TEXT)), List.of("id"), 0);
      Relation root = Relation.of(schema, rows, workbench.connection());
      Reading keyed =
          KeyedReading.of(
              reading(new Batch(FileIds.of(1), List.of(root), Optional.empty())),
              new TableTask(
                  TableRequest.of("sales"),
                  new Disposition.Merge(List.of("id"), List.of()),
                  "1",
                  Optional.empty(),
                  WantedFiles.of(List.of())));

      assertThatThrownBy(() -> keyed.rows(List.of(), Batch.Lifetime.NEXT_BATCH))
          .isInstanceOfSatisfying(
              LeatException.class,
              full -> assertThat(full.code()).isEqualTo(ReadError.WORKBENCH_FULL));
    }
  }

  /** Whatever it is asked for, it has read this. */
  private static Reading reading(Batch batch) {
    return (Reading)
        Proxy.newProxyInstance(
            Reading.class.getClassLoader(),
            new Class<?>[] {Reading.class},
            (proxy, method, arguments) -> Optional.of(batch));
  }
}
