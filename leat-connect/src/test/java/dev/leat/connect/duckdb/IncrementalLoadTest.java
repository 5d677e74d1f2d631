package dev.leat.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Disposition;
import dev.leat.api.TableSchema;
import dev.leat.connect.duckdb.DuckDbDestination.Limits;
import dev.leat.testkit.destination.HandMade;
import dev.leat.testkit.destination.LoadBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever files come and go, a table is what a single load of the last set would have made. */
final class IncrementalLoadTest {
  private static final TableSchema ROOT =
      new TableSchema(
          "sales",
          List.of(
              new Column("id", Simple.BIGINT),
              new Column("name", Simple.TEXT),
              new Column("changed", Simple.BIGINT)),
          List.of("id"),
          0);
  private static final TableSchema CHILD =
      new TableSchema("sales__lines", List.of(new Column("item", Simple.TEXT)), List.of(), 1);
  private static final List<String> CONTENT =
      List.of(
          "select id, name, changed, _leat_file, _leat_row from sales order by all",
          "select item, _leat_file, _leat_row, _leat_index_1 from sales__lines order by all",
          "select file, revision, shadowed from _leat_files order by all");

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void mergedTablesDependOnTheirFilesAlone(
      @ForAll long seed,
      @ForAll @Size(min = 1, max = 5) List<Set<@IntRange(min = 1, max = 6) Integer>> sets)
      throws Exception {
    check(seed, sets, new Disposition.Merge(List.of("id"), Optional.empty()));
    check(seed, sets, new Disposition.Merge(List.of("id", "name"), Optional.of("changed")));
  }

  /** A file that is staged once more loses its row to a new one: it is hidden once, not twice. */
  @Example
  void aRowThatIsReadAgainIsHiddenOnce() throws Exception {
    check(
        -60580,
        List.of(
            Set.of(),
            Set.of(5, 2, 6),
            Set.of(1, 6, 3, 5, 4),
            Set.of(2, 4, 5, 6),
            Set.of(5, 1, 3, 6)),
        new Disposition.Merge(List.of("id"), Optional.empty()));
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void replacedTablesDependOnTheirFilesAlone(
      @ForAll long seed,
      @ForAll @Size(min = 1, max = 5) List<Set<@IntRange(min = 1, max = 6) Integer>> sets)
      throws Exception {
    check(seed, sets, new Disposition.Replace());
  }

  private static void check(long seed, List<Set<Integer>> sets, Disposition disposition)
      throws IOException, SQLException {
    Path folder = Files.createTempDirectory("leat-incremental");
    try (Connection workbench = DriverManager.getConnection("jdbc:duckdb:")) {
      Map<Integer, HandMade> files = files(seed);
      var steps = bench(folder.resolve("steps.duckdb"), workbench, disposition);
      HandMade[] last = {};
      for (Set<Integer> ids : sets) {
        last = ids.stream().sorted().map(files::get).toArray(HandMade[]::new);
        steps.reconcile(last);
      }
      var once = bench(folder.resolve("once.duckdb"), workbench, disposition);
      once.reconcile(last);
      if (last.length > 0) {
        for (String content : CONTENT) {
          assertThat(steps.rows(content)).isEqualTo(once.rows(content));
        }
      } else {
        assertThat(steps.rows("select file from _leat_files")).isEmpty();
      }
    } finally {
      for (String name : List.of("steps.duckdb", "once.duckdb")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    }
  }

  private static LoadBench bench(Path file, Connection workbench, Disposition disposition) {
    var destination =
        new DuckDbDestination("duckdb:x", file, new Limits(Duration.ZERO, 500_000), time -> {});
    return new LoadBench(destination, workbench, "sales", disposition);
  }

  /** Six files whose rows share few keys, null among them. */
  private static Map<Integer, HandMade> files(long seed) {
    var random = new Random(seed);
    var files = new HashMap<Integer, HandMade>();
    for (int id = 1; id <= 6; id++) {
      var rows = new ArrayList<List<String>>();
      var children = new ArrayList<List<String>>();
      for (int row = random.nextInt(5); row > 0; row--) {
        for (int child = random.nextInt(3); child > 0; child--) {
          children.add(List.of("" + rows.size(), "" + child, "'item " + random.nextInt(3) + "'"));
        }
        rows.add(List.of(key(random), "'name " + random.nextInt(2) + "'", key(random)));
      }
      files.put(id, HandMade.ofRows(id, random.nextInt(3), ROOT, rows).withRows(CHILD, children));
    }
    return files;
  }

  private static String key(Random random) {
    int key = random.nextInt(4);
    return key == 0 ? "NULL" : String.valueOf(key);
  }
}
