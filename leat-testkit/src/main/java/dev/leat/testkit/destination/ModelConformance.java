package dev.leat.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Destination;
import dev.leat.api.Export;
import dev.leat.api.LeatException;
import dev.leat.api.Model;
import dev.leat.api.RowSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a destination promises that keeps models; the others refuse, by default. */
public interface ModelConformance {
  /** An empty destination; the same one whenever a test asks. */
  Destination destination();

  private long make(String name, String sql, Model.Form form, String mark) {
    return destination().materialise(new Model(name, sql, form, mark));
  }

  private List<String> texts(String sql) {
    var texts = new ArrayList<String>();
    destination()
        .query(
            sql,
            new RowSink() {
              @Override
              public void columns(List<ResultColumn> columns) {}

              @Override
              public void row(List<@Nullable Object> values) {
                texts.add(Objects.toString(values.getFirst()));
              }
            });
    return texts;
  }

  @Test
  default void knowsNoModelAtFirst() {
    assertThat(destination().marks()).isEmpty();
  }

  @Test
  default void keepsATableWithItsMarkUntilAnotherComes() {
    String two = "SELECT 1 AS x UNION ALL SELECT 2 AS x";
    assertThat(make("numbers", two, Model.Form.TABLE, "a")).isEqualTo(2);
    assertThat(destination().marks()).containsExactly(Map.entry("numbers", "a"));
    assertThat(make("numbers", "SELECT 'three' AS x", Model.Form.TABLE, "b")).isEqualTo(1);
    assertThat(texts("SELECT x FROM numbers")).containsExactly("three");
    assertThat(destination().marks()).containsExactly(Map.entry("numbers", "b"));
  }

  @Test
  default void aTableMayBecomeAViewAndAViewATable() {
    make("numbers", "SELECT 1 AS x", Model.Form.TABLE, "a");
    make("shown", "SELECT x + 1 AS y FROM numbers", Model.Form.VIEW, "b");
    assertThat(texts("SELECT y FROM shown")).containsExactly("2");
    make("shown", "SELECT 5 AS y", Model.Form.TABLE, "c");
    assertThat(texts("SELECT y FROM shown")).containsExactly("5");
    assertThat(make("shown", "SELECT 6 AS y", Model.Form.VIEW, "d")).isEqualTo(-1);
    assertThat(texts("SELECT y FROM shown")).containsExactly("6");
  }

  @Test
  default void wrongSqlLeavesWhatWasThere() {
    make("numbers", "SELECT 1 AS x", Model.Form.TABLE, "a");
    assertThatThrownBy(
            () -> make("numbers", "SELECT no_such_column FROM numbers", Model.Form.TABLE, "b"))
        .isInstanceOf(LeatException.class)
        .hasMessageContaining("no_such_column");
    assertThat(texts("SELECT x FROM numbers")).containsExactly("1");
    assertThat(destination().marks()).containsExactly(Map.entry("numbers", "a"));
  }

  @Test
  default void leavesMarksThatAreAboutNoTable() {
    destination().mark("export of numbers", "x");
    make("numbers", "SELECT 1 AS x", Model.Form.TABLE, "a");
    destination().mark("export of numbers", "y 'quoted'");
    assertThat(destination().marks())
        .containsOnly(Map.entry("export of numbers", "y 'quoted'"), Map.entry("numbers", "a"));
  }

  @Test
  default void exportsInTheOrderOfTheSelectAndAHeadWhereThereAreNoRows(@TempDir Path folder)
      throws IOException {
    make("numbers", "SELECT 1 AS x UNION ALL SELECT 3 AS x", Model.Form.TABLE, "a");
    for (String where : List.of("x > 0", "x > 5")) {
      Path here = Files.createDirectory(folder.resolve(where.substring(4)));
      String sql = "SELECT x AS \"The x\" FROM numbers WHERE " + where + " ORDER BY x DESC";
      destination().export(new Export(sql, here, Export.Format.CSV, List.of()));
    }
    assertThat(folder.resolve("0/data.csv")).content().isEqualTo("The x\n3\n1\n");
    assertThat(folder.resolve("5/data.csv")).content().isEqualTo("The x\n");
  }
}
