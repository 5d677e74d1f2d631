package dev.leat.core.catalog;

import dev.leat.api.KeyValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A growing WHERE clause over {@code {dataset} d} and the values of its marks. */
final class Condition {
  private static final String STARTED_FROM =
      " AND d.id IN (SELECT k.dataset FROM {dataset_key} k WHERE k.name = ? AND k.value IN (";
  private static final String HELD_AGAINST =
      " AND EXISTS (SELECT 1 FROM {dataset_key} k WHERE k.dataset = d.id AND k.name = ?"
          + " AND k.value IN (";

  private final Dialect dialect;
  private final StringBuilder sql = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();

  private Condition(Dialect dialect) {
    this.dialect = dialect;
  }

  static Condition of(Dialect dialect, String bucket, DatasetFilter filter) {
    var condition = new Condition(dialect);
    // The plus keeps SQLite, which has no statistics, from going through the whole dataset type.
    boolean byKeys = dialect == Dialect.SQLITE && !filter.keys().isEmpty();
    condition.sql.append(byKeys ? " WHERE +d.bucket = ?" : " WHERE d.bucket = ?");
    condition.values.add(bucket);
    condition.equal("d.source", filter.source());
    condition.equal("d.type", filter.type());
    condition.among("d.state", filter.states().stream().map(Enum::name).toList());
    condition.among("d.canonical", filter.identities().stream().map(k -> k.canonical()).toList());
    // The last key is the most telling one as a rule: the search starts from it.
    var names = new ArrayList<>(filter.keys().keySet());
    for (String name : names) {
      condition.key(
          name, filter.keys().getOrDefault(name, List.of()), name.equals(names.getLast()));
    }
    return condition;
  }

  private void equal(String column, @Nullable String value) {
    if (value != null) {
      sql.append(" AND ").append(column).append(" = ?");
      values.add(value);
    }
  }

  private void among(String column, List<String> allowed) {
    if (!allowed.isEmpty()) {
      sql.append(" AND ").append(column).append(" IN (").append(marks(allowed.size())).append(')');
      values.addAll(allowed);
    }
  }

  private void key(String name, List<KeyValue> allowed, boolean telling) {
    if (allowed.isEmpty()) {
      sql.append(" AND 1 = 0");
    } else if (dialect == Dialect.SQLITE) {
      sql.append(telling ? STARTED_FROM : HELD_AGAINST).append(marks(allowed.size())).append("))");
      values.add(name);
      allowed.forEach(value -> values.add(value.text()));
    } else {
      expression(name, allowed);
    }
  }

  /** Says the same twice where values are whole numbers: either kind of index can serve. */
  private void expression(String name, List<KeyValue> allowed) {
    sql.append(" AND ").append(KeyIndexes.text("d.keys", name)).append(" IN (");
    sql.append(marks(allowed.size())).append(')');
    allowed.forEach(value -> values.add(value.text()));
    if (allowed.stream().allMatch(KeyIndexes::indexable)) {
      sql.append(" AND ").append(KeyIndexes.whole("d.keys", name)).append(" IN (");
      sql.append(marks(allowed.size())).append(')');
      allowed.forEach(value -> values.add(Long.valueOf(value.text())));
    }
  }

  Condition and(String more, @Nullable Object... marked) {
    sql.append(" AND ").append(more);
    Collections.addAll(values, marked);
    return this;
  }

  String sql() {
    return sql.toString();
  }

  @Nullable Object[] values(@Nullable Object... behind) {
    var all = new ArrayList<>(values);
    Collections.addAll(all, behind);
    return all.toArray();
  }

  static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** Literal text in SQL. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Fills up to the next power of two with the last element, so that few statements differ. */
  static List<@Nullable Object> padded(Collection<?> elements) {
    var list = new ArrayList<@Nullable Object>(elements);
    int size = Integer.highestOneBit(Math.max(1, elements.size() * 2 - 1));
    while (list.size() < size) {
      list.add(list.getLast());
    }
    return list;
  }
}
