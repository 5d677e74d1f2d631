package dev.leat.connect.sql;

import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Disposition.Vault;
import dev.leat.api.LeatException;
import dev.leat.connect.sql.VaultTables.Ground;
import dev.leat.connect.sql.VaultTables.Satellite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What all satellites of a tag have in common: hub, links, dimensions, views.
 *
 * <p>Which links and dimensions a satellite fills is told by its registration. So hub, links,
 * dimensions and views can be made anew without the configuration of its table.
 */
final class VaultTag {
  /** Rows, and what they fill beside the hub. */
  record Filling(String from, Set<String> links, Set<String> dimensions) {}

  private static final Pattern DECIMAL =
      Pattern.compile("(decimal|numeric)\\(.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER =
      Pattern.compile("(decimal|numeric)\\(.*|bigint|hugeint|double.*", Pattern.CASE_INSENSITIVE);
  private static final String CREATED = "created_at";
  private static final List<String> VIEWS = List.of("_pit", "", "_history");

  private final Ground ground;
  private final Statements sql;
  private final String name;

  /** Links and dimensions of satellites that were seen, some of which may be gone. */
  private final Set<String> links = new TreeSet<>();

  private final Set<String> dimensions = new TreeSet<>();

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
    return Vault.hubOf(tag);
  }

  /**
   * Makes what is not there.
   *
   * @param all satellites that are registered
   * @throws LeatException where a table that no satellite filled stands under a name
   */
  void create(List<Satellite> all, Collection<String> linked, Collection<String> described) {
    boolean known = !all.isEmpty();
    create(hub(name), List.of(), known);
    for (String link : linked) {
      boolean filled = all.stream().anyMatch(each -> each.links().contains(link));
      create(link(link), List.of("from_pk", "to_pk"), filled);
    }
    for (String dimension : described) {
      boolean filled = all.stream().anyMatch(each -> each.dimensions().contains(dimension));
      create(dimension(dimension), List.of(dimension), filled);
    }
  }

  private void create(String table, List<String> texts, boolean filled) {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("pk", ground.type(Simple.TEXT));
    texts.forEach(column -> wanted.put(column, ground.type(Simple.TEXT)));
    wanted.put(CREATED, ground.type(Simple.TIMESTAMPTZ));
    Map<String, String> there = ground.columns(table);
    if (there.isEmpty()) {
      define(table, wanted);
    } else if (!filled && (!lower(there).equals(lower(wanted)) || hasRows(table))) {
      // Empty ones are what the last satellite left.
      ground.refuseForeign(table);
    }
  }

  private void define(String table, Map<String, String> columns) {
    String all =
        columns.entrySet().stream()
            .map(column -> RowText.name(column.getKey()) + " " + column.getValue())
            .collect(Collectors.joining(", "));
    sql.run(
        "CREATE TABLE IF NOT EXISTS %s (%s%s)"
            .formatted(ground.target(table), all, ground.keyOn("pk")));
  }

  private static List<String> lower(Map<String, String> columns) {
    return columns.entrySet().stream()
        .map(column -> (column.getKey() + " " + column.getValue()).toLowerCase(Locale.ROOT))
        .toList();
  }

  private boolean hasRows(String table) {
    return sql.isTrue("SELECT EXISTS (SELECT 1 FROM " + ground.target(table) + ")");
  }

  /** Adds keys that rows bring; what was first said earlier than known is known from then on. */
  void add(List<Filling> rows) {
    fill(hub(name), "pk", List.of(), rows);
    for (String each : names(rows, Filling::links)) {
      String key = RowText.name(VaultRows.key(each));
      fill(
          link(each),
          "md5(pk || " + key + ")",
          List.of("min(pk)", "min(" + key + ")"),
          rows.stream().filter(row -> row.links().contains(each)).toList());
    }
    for (String each : names(rows, Filling::dimensions)) {
      fill(
          dimension(each),
          RowText.name(VaultRows.key(each)),
          List.of("min(CAST(" + RowText.name(each) + " AS TEXT))"),
          rows.stream().filter(row -> row.dimensions().contains(each)).toList());
    }
  }

  private static Set<String> names(List<Filling> rows, Function<Filling, Set<String>> of) {
    return rows.stream()
        .flatMap(row -> of.apply(row).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Fills hub, links and dimensions again from the satellites that are there. */
  void refill(List<Satellite> all) {
    see(all);
    empty(hub(name));
    links.forEach(each -> empty(link(each)));
    dimensions.forEach(each -> empty(dimension(each)));
    add(
        all.stream()
            .map(
                satellite ->
                    satellite.filling(
                        ground.target(satellite.name()), ground.columns(satellite.name()).keySet()))
            .toList());
  }

  private void see(List<Satellite> all) {
    all.forEach(
        satellite -> {
          links.addAll(satellite.links());
          dimensions.addAll(satellite.dimensions());
        });
  }

  private void empty(String table) {
    if (isThere(table)) {
      sql.run("DELETE FROM " + ground.target(table));
    }
  }

  private boolean isThere(String table) {
    return !ground.columns(table).isEmpty();
  }

  private void fill(String table, String key, List<String> values, List<Filling> rows) {
    if (rows.isEmpty() || !isThere(table)) {
      return;
    }
    // Aggregates of aggregates: each table is grouped by itself, so that few rows meet.
    var aggregates = new ArrayList<>(values);
    aggregates.add("min(valid_from)");
    String each =
        from(rows).stream()
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
    if (isEarlier(into, from(rows))) {
      sql.run(
          "UPDATE %s AS h SET created_at = n.c%d FROM (%s) n WHERE h.pk = n.c1 AND n.c%2$d < h.created_at"
              .formatted(into, last, all));
    }
    sql.run(
        "INSERT INTO %s SELECT c1, %s FROM (%s) n WHERE NOT EXISTS (SELECT 1 FROM %1$s h WHERE h.pk = c1)"
            .formatted(into, numbered(2, last, "c%d"), all));
  }

  private static List<String> from(List<Filling> rows) {
    return rows.stream().map(Filling::from).toList();
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
    see(all);
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
    String history = new VaultViews(ground).history(all, facts(all, told));
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

  /** The tag's columns, each of a type that holds what every satellite brings. */
  private Map<String, String> facts(List<Satellite> all, Map<String, String> told) {
    var facts = new LinkedHashMap<>(told);
    for (Satellite satellite : all) {
      Map<String, String> columns = ground.columns(satellite.name());
      satellite
          .facts()
          .forEach(
              (fact, column) -> {
                if (told.isEmpty()) {
                  facts.putIfAbsent(fact, shown.getOrDefault(fact, ""));
                }
                facts.computeIfPresent(
                    fact, (name, type) -> widened(type, columns.getOrDefault(column, "")));
              });
    }
    facts.replaceAll((fact, type) -> type.isEmpty() ? ground.type(Simple.TEXT) : type);
    return facts;
  }

  /** One source whose values are of another kind must not break the view for all. */
  private String widened(String type, String more) {
    if (type.isEmpty() || more.isEmpty()) {
      return type.isEmpty() ? more : type;
    }
    boolean kin = (isTime(type) && isTime(more)) || (isDecimal(type) && isNumber(more));
    return kin ? type : ground.join(more, type);
  }

  /** Every load sees that what it brings fits: a tag's decimals stay what the tag says. */
  private static boolean isDecimal(String type) {
    return DECIMAL.matcher(type).matches();
  }

  private static boolean isNumber(String type) {
    return NUMBER.matcher(type).matches();
  }

  /** Dates and times of any kind become one another. */
  private static boolean isTime(String type) {
    String kind = type.toLowerCase(Locale.ROOT);
    return kind.equals("date") || kind.startsWith("timestamp");
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
