package dev.leat.testkit.destination;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sets of files that a table is made of, one after the other; rows share few keys, null among them.
 */
final class RandomHistory {
  /** What must be equal, for the name of a root table. */
  static final List<String> CONTENT =
      List.of(
          "select id, name, changed, _leat_file, _leat_row from %s order by _leat_file, _leat_row",
          "select item, _leat_file, _leat_row, _leat_index_1 from %s__lines"
              + " order by _leat_file, _leat_row, _leat_index_1",
          "select file, revision from _leat_files where table_name = '%s' order by file");

  private static final int FILES = 6;

  private final int seed;
  private final List<Set<Integer>> sets = new ArrayList<>();

  RandomHistory(int seed) {
    this.seed = seed;
    var random = new Random(seed);
    for (int step = 0; step < 5; step++) {
      Set<Integer> set = new TreeSet<>(Set.of(1 + random.nextInt(FILES)));
      for (int file = 1; file <= FILES; file++) {
        if (random.nextBoolean()) {
          set.add(file);
        }
      }
      sets.add(set);
    }
  }

  List<Set<Integer>> sets() {
    return sets;
  }

  Set<Integer> last() {
    return sets.getLast();
  }

  /** The files of a set, as files of this table. */
  HandMade[] files(String table, Set<Integer> set) {
    return set.stream().map(id -> file(table, id)).toArray(HandMade[]::new);
  }

  private HandMade file(String table, int id) {
    var random = new Random(31L * seed + id);
    var rows = new ArrayList<List<String>>();
    var children = new ArrayList<List<String>>();
    for (int row = random.nextInt(5); row > 0; row--) {
      for (int child = random.nextInt(3); child > 0; child--) {
        children.add(List.of("" + rows.size(), "" + child, "'item " + random.nextInt(3) + "'"));
      }
      rows.add(List.of(key(random), "'name " + random.nextInt(2) + "'", key(random)));
    }
    return HandMade.ofRows(id, random.nextInt(3), root(table), rows)
        .withRows(lines(table), children);
  }

  private static TableSchema root(String table) {
    return new TableSchema(
        table,
        List.of(
            new Column("id", Simple.BIGINT),
            new Column("name", Simple.TEXT),
            new Column("changed", Simple.BIGINT)),
        List.of("id"),
        0);
  }

  private static TableSchema lines(String table) {
    return new TableSchema(
        table + "__lines", List.of(new Column("item", Simple.TEXT)), List.of(), 1);
  }

  private static String key(Random random) {
    int key = random.nextInt(4);
    return key == 0 ? "NULL" : String.valueOf(key);
  }
}
