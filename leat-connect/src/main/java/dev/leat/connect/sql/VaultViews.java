package dev.leat.connect.sql;

import dev.leat.connect.sql.VaultTables.Ground;
import dev.leat.connect.sql.VaultTables.Satellite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes SELECTs that show satellites of several schemas as one table. */
final class VaultViews {
  private static final List<String> OURS =
      List.of("pk", "row_hash", "loaded_at", "valid_from", "valid_to", "is_current");
  private static final List<String> ORIGIN = List.of("_leat_file", "_leat_row", "_leat_load");

  /** What the views of a tag say of every row, beside what satellites do. */
  private static final List<String> TOLD = List.of("source", "owner", "satellite", "as_of");

  private static final String ZONED = "timestamp with time zone";

  /**
   * A column of a view.
   *
   * @param column of satellites, which it shows
   * @param type that holds the values of all of them
   */
  private record Shown(String name, String column, String type) {}

  private final Ground ground;

  VaultViews(Ground ground) {
    this.ground = ground;
  }

  /** Rows of a table that are current, as its source brings them. */
  String current(List<Satellite> own) {
    List<Shown> columns = shown(own, Map.of(), Set.of());
    return own.stream()
        .map(
            satellite -> {
              List<String> values = values(satellite, columns, Map.of());
              values.addAll(OURS);
              values.addAll(ORIGIN);
              return select(satellite, values) + " WHERE is_current";
            })
        .map(select -> "(" + select + ")")
        .collect(Collectors.joining(" UNION ALL "));
  }

  /**
   * Every version of all rows of a tag: the tag's columns, then all others.
   *
   * @param facts the tag's columns with their types
   */
  String history(List<Satellite> all, Map<String, String> facts) {
    Set<String> taken = new LinkedHashSet<>(facts.keySet());
    taken.addAll(TOLD);
    List<Shown> others = shown(all, facts, taken);
    return all.stream()
        .map(
            satellite -> {
              var values = new ArrayList<String>();
              values.add(text(satellite.source()) + " AS source");
              values.add(text(satellite.owner()) + " AS owner");
              Map<String, String> columns = ground.columns(satellite.name());
              facts.forEach(
                  (fact, type) -> {
                    String column = satellite.facts().getOrDefault(fact, "");
                    values.add(cast(column, columns.getOrDefault(column, ""), type, fact));
                  });
              values.addAll(values(satellite, others, facts));
              values.addAll(OURS);
              values.add(text(satellite.name()) + " AS satellite");
              return select(satellite, values);
            })
        .collect(Collectors.joining(" UNION ALL "));
  }

  private String select(Satellite satellite, List<String> values) {
    return "SELECT " + String.join(", ", values) + " FROM " + ground.inView(satellite.name());
  }

  /** Columns that are no fact, under their own name or, where that is taken, with a number. */
  private List<Shown> shown(List<Satellite> all, Map<String, String> facts, Set<String> taken) {
    var types = new LinkedHashMap<String, String>();
    var names = new LinkedHashSet<>(taken);
    for (Satellite satellite : all) {
      Map<String, String> columns = ground.columns(satellite.name());
      names.addAll(columns.keySet());
      columns.forEach(
          (column, type) -> {
            if (isOwn(satellite, column, facts)) {
              types.merge(column, type, ground::join);
            }
          });
    }
    var shown = new ArrayList<Shown>();
    types.forEach(
        (column, type) -> {
          String name = column;
          for (int more = 2; taken.contains(column) && names.contains(name); more++) {
            name = column + "_" + more;
          }
          names.add(name);
          shown.add(new Shown(name, column, type));
        });
    return shown;
  }

  /** Whether a column is its source's own: neither the vault's nor shown as the tag's. */
  private static boolean isOwn(Satellite satellite, String column, Map<String, String> facts) {
    boolean fact =
        facts.containsKey(column) && column.equals(satellite.facts().getOrDefault(column, ""));
    return !fact && !OURS.contains(column) && !column.startsWith("_leat_");
  }

  private List<String> values(Satellite satellite, List<Shown> shown, Map<String, String> facts) {
    Map<String, String> columns = ground.columns(satellite.name());
    var values = new ArrayList<String>();
    for (Shown each : shown) {
      String from =
          isOwn(satellite, each.column(), facts) ? columns.getOrDefault(each.column(), "") : "";
      values.add(cast(each.column(), from, each.type(), each.name()));
    }
    return values;
  }

  /**
   * A value as one of a view's type, the same in every time zone.
   *
   * @param from the column's type, empty where there is no such column
   */
  private static String cast(String column, String from, String to, String name) {
    String value = from.isEmpty() ? "NULL" : RowText.name(column);
    return convert(value, lower(from), to) + " AS " + RowText.name(name);
  }

  private static String convert(String value, String from, String to) {
    String kind = lower(to);
    if (from.equals(ZONED) && !kind.equals(ZONED)) {
      String utc = "CAST(%s AT TIME ZONE 'UTC' AS %s)".formatted(value, to);
      return isText(kind) ? utc + " || '+00'" : utc;
    }
    if (kind.equals(ZONED)
        && (from.equals("date")
            || from.equals("timestamp")
            || from.startsWith("timestamp without"))) {
      return "CAST(" + value + " AS TIMESTAMP) AT TIME ZONE 'UTC'";
    }
    boolean json = kind.equals("json") && !from.isEmpty() && !isText(from) && !from.equals(kind);
    return json ? "to_json(" + value + ")" : "CAST(" + value + " AS " + to + ")";
  }

  private static boolean isText(String type) {
    return type.equals("text") || type.equals("varchar");
  }

  private static String lower(String type) {
    return type.toLowerCase(Locale.ROOT);
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
