package dev.leat.connect.rest;

import dev.leat.api.Discovery;
import dev.leat.api.RowSink;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a SELECT finds: a map for each row, as small JSON values. */
final class TableRows implements RowSink {
  private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
  private List<ResultColumn> columns = List.of();

  private TableRows() {}

  static List<?> of(String sql, Discovery discovery) {
    var rows = new TableRows();
    discovery.query(sql, rows);
    return rows.rows;
  }

  @Override
  public void columns(List<ResultColumn> all) {
    columns = all;
  }

  @Override
  public void row(List<@Nullable Object> values) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i).name(), value(values.get(i)));
    }
    rows.add(row);
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number) {
      String digits = value instanceof BigDecimal exact ? exact.toPlainString() : value.toString();
      return new Json.Digits(digits);
    }
    return value.toString();
  }
}
