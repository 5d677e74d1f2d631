package dev.leat.connect.sql;

import dev.leat.api.ColumnType.Simple;
import dev.leat.connect.sql.VaultTables.Ground;
import dev.leat.connect.sql.VaultTables.Satellite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What all satellites of a tag have in common: hub, links, dimensions, views.
 *
 * <p>A satellite says by its columns which links and dimensions it fills: those of whose tables it
 * has the column {@code <name>_pk}. So it can be told without the configuration of its table.
 */
final class VaultTag {
  private static final String KEY = "_pk";
  private static final List<String> VIEWS = List.of("_pit", "", "_history");

  private final Ground ground;
  private final Statements sql;
  private final String name;

  /** Links and dimensions of satellites that were seen, some of which may be gone. */
  private final Set<String> seen = new TreeSet<>();

  /** Types of the tag's columns in the views that were taken down. */
  private final Map<String, String> shown = new LinkedHashMap<>();

  VaultTag(Ground ground, String name) {
    this.ground = ground;
    this.sql = ground.sql();
    this.name = name;
  }

  String name() {
    return name;
  }

  static String hub(String tag) {
    return VaultRows.plain("hub_" + tag);
  }

  void create(Collection<String> links, Collection<String> dimensions) {
    create(hub(name), "");
    for (String link : links) {
      create(link(link), "from_pk TEXT NOT NULL, to_pk TEXT NOT NULL, ");
    }
    for (String dimension : dimensions) {
      create(dimension(dimension), RowText.name(dimension) + " TEXT, ");
    }
  }

  private void create(String table, String columns) {
    sql.run(
        "CREATE TABLE IF NOT EXISTS %s (pk TEXT NOT NULL, %screated_at TIMESTAMPTZ NOT NULL%s)"
            .formatted(ground.target(table), columns, ground.keyOn("pk")));
  }

  /** Adds keys that rows bring; what was first said earlier than known is known from then on. */
  void add(Map<String, Set<String>> rows) {
    fill(hub(name), "pk", List.of(), rows);
    for (String each : keyed(rows.values())) {
      String key = RowText.name(each + KEY);
      fill(
          link(each),
          "md5(pk || " + key + ")",
          List.of("min(pk)", "min(" + key + ")"),
          having(rows, Set.of(each + KEY)));
      fill(
          dimension(each),
          key,
          List.of("min(CAST(" + RowText.name(each) + " AS TEXT))"),
          having(rows, Set.of(each + KEY, each)));
    }
  }

  /** Names for which columns have a key. */
  private static Set<String> keyed(Collection<Set<String>> columns) {
    var names = new TreeSet<String>();
    for (Set<String> each : columns) {
      each.stream()
          .filter(column -> column.endsWith(KEY))
          .forEach(column -> names.add(column.substring(0, column.length() - KEY.length())));
    }
    return names;
  }

  private static Map<String, Set<String>> having(
      Map<String, Set<String>> rows, Set<String> columns) {
    var some = new LinkedHashMap<>(rows);
    some.values().removeIf(each -> !each.containsAll(columns));
    return some;
  }

  /** Fills hub, links and dimensions again from the satellites that are there. */
  void refill(List<Satellite> all) {
    var rows = new LinkedHashMap<String, Set<String>>();
    for (Satellite satellite : all) {
      rows.put(ground.target(satellite.name()), ground.columns(satellite.name()).keySet());
    }
    seen.addAll(keyed(rows.values()));
    empty(hub(name));
    seen.forEach(
        each -> {
          empty(link(each));
          empty(dimension(each));
        });
    add(rows);
  }

  private void empty(String table) {
    if (isThere(table)) {
      sql.run("DELETE FROM " + ground.target(table));
    }
  }

  private boolean isThere(String table) {
    return !ground.columns(table).isEmpty();
  }

  private void fill(String table, String key, List<String> values, Map<String, Set<String>> rows) {
    if (rows.isEmpty() || !isThere(table)) {
      return;
    }
    // Aggregates of aggregates: each table is grouped by itself, so that few rows meet.
    var aggregates = new ArrayList<>(values);
    aggregates.add("min(valid_from)");
    String each =
        rows.keySet().stream()
            .map(from -> "SELECT *, " + key + " AS _leat_k FROM " + from)
            .map(
                select ->
                    "SELECT _leat_k, %s FROM (%s) r WHERE _leat_k IS NOT NULL GROUP BY _leat_k"
                        .formatted(String.join(", ", aggregates), select))
            .collect(Collectors.joining(" UNION ALL "));
    int last = 1 + aggregates.size();
    String all =
        "SELECT c1, %s FROM (%s) AS u (%s) GROUP BY c1"
            .formatted(numbered(2, last, "min(c%1$d) AS c%1$d"), each, numbered(1, last, "c%d"));
    String into = ground.target(table);
    if (isEarlier(into, rows.keySet())) {
      sql.run(
          "UPDATE %s AS h SET created_at = n.c%d FROM (%s) n WHERE h.pk = n.c1 AND n.c%2$d < h.created_at"
              .formatted(into, last, all));
    }
    sql.run(
        "INSERT INTO %s SELECT c1, %s FROM (%s) n WHERE NOT EXISTS (SELECT 1 FROM %1$s h WHERE h.pk = c1)"
            .formatted(into, numbered(2, last, "c%d"), all));
  }

  private static String numbered(int first, int last, String form) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(form::formatted)
        .collect(Collectors.joining(", "));
  }

  /** Whether rows may have been said before what is known of them: tables may load in any order. */
  private boolean isEarlier(String into, Collection<String> rows) {
    String first =
        rows.stream()
            .map(from -> "SELECT min(valid_from) AS first FROM " + from)
            .collect(Collectors.joining(" UNION ALL "));
    return sql.isTrue(
        "SELECT coalesce(max(created_at) > (SELECT min(first) FROM (%s) f), false) FROM %s"
            .formatted(first, into));
  }

  /**
   * Drops the tag's views.
   *
   * @param all satellites that they may show, as far as they are registered
   */
  void hide(List<Satellite> all) {
    Map<String, String> columns = ground.columns(view());
    all.stream()
        .flatMap(satellite -> satellite.facts().keySet().stream())
        .filter(columns::containsKey)
        .forEach(fact -> shown.putIfAbsent(fact, columns.getOrDefault(fact, "")));
    all.forEach(
        satellite -> seen.addAll(keyed(List.of(ground.columns(satellite.name()).keySet()))));
    VIEWS.forEach(suffix -> ground.dropView(view() + suffix));
  }

  /**
   * Makes the tag's views, where it has satellites: what is current, what ever was, what was when.
   *
   * @param told types of its columns; those that are not told are as they were shown
   */
  void show(List<Satellite> all, Map<String, String> told) {
    if (all.isEmpty()) {
      return;
    }
    String history = new VaultViews(ground).history(all, told.isEmpty() ? facts(all) : told);
    ground.view(view() + "_history", history);
    ground.view(view(), "SELECT * FROM (" + history + ") v WHERE is_current");
    ground.view(
        view() + "_pit",
        """
        SELECT t.moment AS as_of, v.* FROM (%s) v
        JOIN (
          SELECT valid_from AS moment FROM (%1$s) f
          UNION SELECT valid_to FROM (%1$s) u WHERE valid_to IS NOT NULL) t
        ON v.valid_from <= t.moment AND (v.valid_to IS NULL OR t.moment < v.valid_to)\
        """
            .formatted(history));
  }

  /** The tag's columns as they were shown; those that were not, with a type for their values. */
  private Map<String, String> facts(List<Satellite> all) {
    var facts = new LinkedHashMap<String, String>();
    for (Satellite satellite : all) {
      Map<String, String> columns = ground.columns(satellite.name());
      satellite
          .facts()
          .forEach(
              (fact, column) -> {
                String type = shown.getOrDefault(fact, columns.getOrDefault(column, ""));
                facts.merge(
                    fact, type, (a, b) -> a.isEmpty() ? b : b.isEmpty() ? a : ground.join(a, b));
              });
    }
    facts.replaceAll((fact, type) -> type.isEmpty() ? ground.type(Simple.TEXT) : type);
    return facts;
  }

  private String view() {
    return VaultRows.plain("tag_" + name);
  }

  private String link(String other) {
    return VaultRows.plain("link_" + name + "_" + other);
  }

  private String dimension(String dimension) {
    return VaultRows.plain("dim_" + name + "_" + dimension);
  }
}
