package dev.leat.cli;

import dev.leat.api.LeatException;
import dev.leat.api.RowSink;
import dev.leat.core.Leat;
import dev.leat.core.project.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks a destination what tables it has, in the SQL that all of them understand. */
final class TableList {
  /** Keeps an answer that is small. */
  private static final class Collected implements RowSink {
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    @Override
    public void columns(List<ResultColumn> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {
      rows.add(values);
    }
  }

  private static final String TABLES =
      "select table_name from information_schema.tables where table_catalog = current_database()"
          + " and table_schema = current_schema() order by table_name";

  private final Leat leat;

  TableList(Leat leat) {
    this.leat = leat;
  }

  /** Every table with its number of rows. */
  void tables(RowPrinter printer) {
    List<String> names = names();
    if (names.isEmpty()) {
      Listing.of("table_name", "rows").print(List.of(), printer);
      return;
    }
    leat.query(
        names.stream()
            .map(
                name ->
                    "select '%s' as table_name, count(*) as rows from \"%s\""
                        .formatted(name.replace("'", "''"), name.replace("\"", "\"\"")))
            .collect(Collectors.joining(" union all ", "", " order by 1")),
        printer);
  }

  /** The columns of one. */
  void columns(String table, RowPrinter printer) {
    List<String> names = names();
    String name =
        names.stream()
            .filter(each -> each.equalsIgnoreCase(table))
            .findFirst()
            .orElseThrow(
                () ->
                    new LeatException(
                        CommandError.NOT_FOUND,
                        "There is no table '" + table.toLowerCase(Locale.ROOT) + "'.",
                        Nearest.suggest(table, names)));
    leat.query(
        "select column_name, data_type, is_nullable from information_schema.columns where"
            + " table_catalog = current_database() and table_schema = current_schema()"
            + " and table_name = '"
            + name.replace("'", "''")
            + "' order by ordinal_position",
        printer);
  }

  private List<String> names() {
    var collected = new Collected();
    leat.query(TABLES, collected);
    return collected.rows.stream().map(row -> String.valueOf(row.getFirst())).toList();
  }
}
