package dev.leat.connect.duckdb;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Lists, structs and maps of an answer as lists and maps, whose text is as DuckDB writes it. */
final class Nested {
  private Nested() {}

  /**
   * @param text as DuckDB writes the value
   * @return the text itself where nothing is nested
   */
  static Object of(Object value, String text) throws SQLException {
    return switch (value) {
      case Array array -> new Items(items((Object[]) array.getArray()), text);
      case DuckDBStruct struct -> new Fields(fields(struct.getMap()), text);
      case Map<?, ?> map -> new Fields(fields(map), text);
      case Object other -> text;
    };
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> null;
      case Array array -> items((Object[]) array.getArray());
      case DuckDBStruct struct -> fields(struct.getMap());
      case Map<?, ?> map -> fields(map);
      case Number number -> number;
      case Boolean truth -> truth;
      case Timestamp time -> time.toLocalDateTime();
      case OffsetDateTime time -> time.toInstant();
      case Object other -> other.toString();
    };
  }

  private static List<@Nullable Object> items(Object[] values) throws SQLException {
    var items = new ArrayList<@Nullable Object>();
    for (Object value : values) {
      items.add(plain(value));
    }
    return items;
  }

  private static Map<String, @Nullable Object> fields(Map<?, ?> values) throws SQLException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : values.entrySet()) {
      fields.put(String.valueOf(plain(each.getKey())), plain(each.getValue()));
    }
    return fields;
  }

  private static final class Items extends AbstractList<@Nullable Object> {
    private final List<@Nullable Object> items;
    private final String text;

    Items(List<@Nullable Object> items, String text) {
      this.items = items;
      this.text = text;
    }

    @Override
    public @Nullable Object get(int index) {
      return items.get(index);
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class Fields extends AbstractMap<String, @Nullable Object> {
    private final Map<String, @Nullable Object> fields;
    private final String text;

    Fields(Map<String, @Nullable Object> fields, String text) {
      this.fields = fields;
      this.text = text;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
      return fields.entrySet();
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
