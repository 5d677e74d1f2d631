package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.LeatException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Computes the derived columns of a batch's rows in Java, so many texts at a time.
 *
 * <p>They go to a temporary table beside the staged records, by the record's place there, and from
 * it into the relation of rows like any other value.
 */
final class Deriving {
  /** The column that holds a record's place, in the relation of rows and in the table. */
  static final String PLACE = "_leat_place";

  private static final long AT_ONCE = 20_000;

  private record Texts(long place, List<@Nullable String> texts) {}

  private final Workbench workbench;
  private final List<Derived> derived;

  Deriving(Workbench workbench, List<Derived> derived) {
    this.workbench = workbench;
    this.derived = derived;
  }

  /** The name in the relation of rows of a derived column of the root. */
  static String expression(String column) {
    return Sql.name("_leat_derived_" + column);
  }

  /** Adds the columns to the root of tables that have rows. */
  static void add(TableRequest request, TablePlan root) {
    List<Derived> all = request.shaping().derived();
    List<String> there = List.copyOf(root.columns().keySet());
    for (Derived each : all) {
      if (!there.contains(each.of())) {
        throw new LeatException(
            ReadError.DERIVATION_COLUMN_UNKNOWN,
            "%s: %s of table %s is computed from %s, which is no column of its rows"
                .formatted(each.at(), each.type().name(), request.name(), each.of()),
            "name one of "
                + there.stream().limit(20).collect(Collectors.joining(", "))
                + "; one that files may lack is there where `columns:` gives it a type");
      }
      for (Column column : each.columns()) {
        if (root.has(column.name())) {
          throw new LeatException(
              ReadError.COLUMN_COLLISION,
              "%s: %s of table %s computes a column %s, which is there already"
                  .formatted(each.at(), each.type().name(), request.name(), column.name()),
              "write {of: %s, prefix: %s_}, or give the other column a name under `columns:`"
                  .formatted(each.of(), each.of()));
        }
        root.add(column, expression(column.name()));
      }
    }
  }

  /**
   * Makes the temporary table.
   *
   * @param table its name within the temporary schema, not quoted
   * @param rows the relation of staged rows, with their places
   */
  void make(String table, String rows, TablePlan root) {
    var columns = new ArrayList<String>(List.of(PLACE + " BIGINT"));
    for (Derived each : derived) {
      for (Column column : each.columns()) {
        columns.add(expression(column.name()) + " " + SqlTypes.of(column.type()));
      }
    }
    workbench.execute(
        "CREATE TEMP TABLE " + Sql.name(table) + " (" + String.join(", ", columns) + ")");
    long[] ends =
        workbench
            .query(
                "SELECT coalesce(min(%1$s), 0), coalesce(max(%1$s), -1) FROM %2$s"
                    .formatted(PLACE, rows),
                row -> new long[] {row.getLong(1), row.getLong(2)})
            .getFirst();
    String texts =
        derived.stream()
            .map(each -> "CAST(" + root.expression(each.of()) + " AS VARCHAR)")
            .collect(Collectors.joining(", ", "SELECT " + PLACE + ", ", " FROM " + rows));
    LongStream.iterate(ends[0], from -> from <= ends[1], from -> from + AT_ONCE)
        .forEach(
            from ->
                append(
                    table,
                    workbench.query(
                        texts
                            + " WHERE %s BETWEEN %d AND %d"
                                .formatted(PLACE, from, from + AT_ONCE - 1),
                        row -> {
                          var all = new ArrayList<@Nullable String>();
                          for (int i = 0; i < derived.size(); i++) {
                            all.add(row.getString(i + 2));
                          }
                          return new Texts(row.getLong(1), all);
                        })));
  }

  private void append(String table, List<Texts> rows) {
    try (DuckDBAppender appender =
        workbench
            .connection()
            .unwrap(DuckDBConnection.class)
            .createAppender("temp", "main", table)) {
      for (Texts row : rows) {
        appender.beginRow().append(row.place());
        for (int i = 0; i < derived.size(); i++) {
          append(appender, derived.get(i), row.texts().get(i));
        }
        appender.endRow();
      }
    } catch (SQLException e) {
      throw Workbench.refused(e);
    }
  }

  private static void append(DuckDBAppender appender, Derived each, @Nullable String text)
      throws SQLException {
    if (text == null) {
      for (int i = 0; i <= each.type().columns().size(); i++) {
        appender.appendNull();
      }
      return;
    }
    for (Object value : values(each, text)) {
      switch (value) {
        case Double number -> appender.append(number);
        case Long number -> appender.append(number);
        case Boolean flag -> appender.append(flag);
        default -> appender.append(value.toString());
      }
    }
    appender.append(each.type().version());
  }

  /** A derivation may be anyone's: what it throws is told as its failure. */
  private static List<Object> values(Derived each, String text) {
    try {
      List<Object> values = each.type().values(text);
      if (values.size() == each.type().columns().size()) {
        return values;
      }
      throw new IllegalStateException(
          "%d values for %d columns".formatted(values.size(), each.type().columns().size()));
    } catch (RuntimeException broken) {
      throw new LeatException(
          ReadError.DERIVATION_FAILED,
          "%s: %s failed on a text: %s".formatted(each.at(), each.type().name(), broken),
          "tell its author; nothing was written",
          broken);
    }
  }
}
