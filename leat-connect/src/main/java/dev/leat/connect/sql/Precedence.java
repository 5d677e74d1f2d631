package dev.leat.connect.sql;

import dev.leat.api.Disposition.End;
import dev.leat.api.Disposition.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Decides which of two rows of one key stays: by the columns that the project names, then by
 * (revision, file, position), the highest first. It is a total order, so neither the order of loads
 * nor that of rows within them shows in a table.
 *
 * <p>A row {@code r} has the revision of its file in {@code rv}.
 *
 * @param value makes the SQL of a value, of the names of a row and a column
 */
public record Precedence(List<Order> order, BinaryOperator<String> value) {
  public Precedence {
    order = List.copyOf(order);
  }

  /** A list for ORDER BY; the first row is the one that stays. */
  public String firstToLast(String row) {
    var parts = new ArrayList<String>();
    for (Order each : order) {
      String of = value.apply(row, each.column());
      parts.add(of + (each.end() == End.HIGHEST ? " DESC" : " ASC") + " NULLS LAST");
    }
    parts.add(row + "v.revision DESC");
    parts.add(row + "._leat_file DESC");
    parts.add(row + "._leat_row DESC");
    return String.join(", ", parts);
  }

  /** Whether one row stays and the other does not. */
  public String isBefore(String row, String other) {
    String condition =
        "(%1$sv.revision, %1$s._leat_file, %1$s._leat_row) > (%2$sv.revision, %2$s._leat_file, %2$s._leat_row)"
            .formatted(row, other);
    for (Order each : order.reversed()) {
      condition =
          """
          (CASE WHEN %1$s IS NOT DISTINCT FROM %2$s THEN %4$s WHEN %1$s IS NULL THEN false
            WHEN %2$s IS NULL THEN true ELSE %1$s %3$s %2$s END)\
          """
              .formatted(
                  value.apply(row, each.column()),
                  value.apply(other, each.column()),
                  each.end() == End.HIGHEST ? ">" : "<",
                  condition);
    }
    return condition;
  }
}
