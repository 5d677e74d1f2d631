package dev.leat.core.catalog;

import dev.leat.api.KeyValue;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Keeps indexes on the keys of chosen dataset types, where the catalog is on PostgreSQL.
 *
 * <p>On SQLite keys are always indexed and there is nothing to do.
 */
public final class KeyIndexes {
  /** How a key's values are compared. */
  public enum KeyType {
    INTEGER,
    TEXT
  }

  /** A dataset type whose keys are to be indexed. */
  public record Wanted(String source, String datasetType, Map<String, KeyType> keys) {
    public Wanted {
      Objects.requireNonNull(source);
      Objects.requireNonNull(datasetType);
      keys = new LinkedHashMap<>(keys);
    }
  }

  /** Names of what was made and of what was there already. */
  public record Synced(List<String> created, List<String> kept) {
    public Synced {
      created = List.copyOf(created);
      kept = List.copyOf(kept);
    }
  }

  private static final int NAME_MAX = 63;

  /** PostgreSQL keeps statistics of at most eight columns together, two of which are ours. */
  private static final int STATISTICS_MAX = 6;

  /** Since when PostgreSQL keeps statistics of expressions. */
  private static final int STATISTICS_SINCE = 140_000;

  private final Database database;
  private final String prefix;
  private final String bucket;

  KeyIndexes(Database database, String prefix, String bucket) {
    this.database = database;
    this.prefix = prefix;
    this.bucket = bucket;
  }

  /** Makes what is missing, then lets the server look at the values. */
  public Synced sync(List<Wanted> wanted) {
    return database.write(Durability.POWER, session -> sync(session, wanted));
  }

  private Synced sync(Session session, List<Wanted> wanted) throws SQLException {
    var created = new ArrayList<String>();
    var kept = new ArrayList<String>();
    if (session.dialect() == Dialect.SQLITE) {
      return new Synced(created, kept);
    }
    var statements = new LinkedHashMap<String, String>();
    boolean statistics =
        session.number("SELECT current_setting('server_version_num')::int") >= STATISTICS_SINCE;
    wanted.forEach(each -> statements.putAll(statements(each, statistics)));
    for (Map.Entry<String, String> object : statements.entrySet()) {
      if (exists(session, object.getKey())) {
        kept.add(object.getKey());
      } else {
        session.execute(object.getValue());
        created.add(object.getKey());
      }
    }
    if (!created.isEmpty()) {
      session.execute("ANALYZE {dataset}");
    }
    return new Synced(created, kept);
  }

  private static boolean exists(Session session, String name) throws SQLException {
    return session.number(
            "SELECT (SELECT count(*) FROM pg_class WHERE relname = ? AND relkind = 'i'"
                + " AND pg_table_is_visible(oid))"
                + " + (SELECT count(*) FROM pg_statistic_ext WHERE stxname = ?"
                + " AND pg_statistics_obj_is_visible(oid))",
            name,
            name)
        > 0;
  }

  /** What to make, by name. */
  private Map<String, String> statements(Wanted wanted, boolean statistics) {
    var statements = new LinkedHashMap<String, String>();
    var expressions = new ArrayList<String>();
    wanted
        .keys()
        .forEach(
            (key, type) -> {
              String expression = type == KeyType.INTEGER ? whole("keys", key) : text("keys", key);
              expressions.add(expression);
              String name = name("ix", wanted, key + "_" + Condition.lower(type.name()));
              statements.put(
                  name,
                  "CREATE INDEX "
                      + name
                      + " ON {dataset} (("
                      + expression
                      + "))"
                      + " WHERE bucket = "
                      + Condition.quoted(bucket)
                      + " AND source = "
                      + Condition.quoted(wanted.source())
                      + " AND type = "
                      + Condition.quoted(wanted.datasetType()));
            });
    if (statistics && !expressions.isEmpty()) {
      String name = name("st", wanted, String.join("_", wanted.keys().keySet()));
      List<String> first = expressions.subList(0, Math.min(STATISTICS_MAX, expressions.size()));
      statements.put(name, statistics(name, first));
    }
    return statements;
  }

  private static String statistics(String name, List<String> expressions) {
    return "CREATE STATISTICS "
        + name
        + " ON source, type, "
        + String.join(", ", expressions.stream().map(e -> "(" + e + ")").toList())
        + " FROM {dataset}";
  }

  private String name(String kind, Wanted wanted, String what) {
    String plain =
        prefix + kind + "_dataset_" + wanted.source() + "_" + wanted.datasetType() + "_" + what;
    String tame = Condition.lower(plain).replaceAll("[^a-z0-9_]", "_");
    var hash = new CRC32();
    hash.update((bucket + "\n" + plain).getBytes(StandardCharsets.UTF_8));
    String suffix = "_%08x".formatted(hash.getValue());
    int room = NAME_MAX - suffix.length();
    return (tame.length() > room ? tame.substring(0, room) : tame) + suffix;
  }

  /** A key's value as text. */
  static String text(String column, String key) {
    return "(" + column + " ->> " + Condition.quoted(key) + ")";
  }

  /** A key's value as a number; null where it is not written as one. */
  static String whole(String column, String key) {
    String text = text(column, key);
    return "(CASE WHEN " + text + " ~ '^(0|-?[1-9][0-9]{0,17})$' THEN " + text + "::bigint END)";
  }

  /** Whether {@link #whole(String, String)} finds the value. */
  static boolean indexable(KeyValue value) {
    return value.text().matches("0|-?[1-9][0-9]{0,17}");
  }
}
