package dev.leat.connect.sql;

import dev.leat.api.ColumnType;
import dev.leat.api.Disposition.Fact;
import dev.leat.api.Disposition.Link;
import dev.leat.api.Disposition.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the satellites of a tag have in common: their register, the hub, links, dimensions, views.
 *
 * <p>{@code _leat_satellites} has one row per satellite, with the schema that it is for. Everything
 * else follows from the satellites: a load that continues adds what its rows bring, a load that
 * computes a table anew fills hub, links and dimensions again from all satellites that are there.
 */
public final class VaultTables {
  /** What a destination does its own way. */
  public interface Ground {
    Statements sql();

    /** A table of the destination, quoted and qualified. */
    String target(String table);

    /** Names and types of a table's columns, in order; empty where there is no such table. */
    Map<String, String> columns(String table);

    /** How the destination writes the type of a tag's column. */
    String type(ColumnType type);

    /** Added to the definition of a table to make a column its key, where keys are kept. */
    String keyOn(String column);

    /** A table as a view's SELECT names it. */
    String inView(String table);

    /** Puts a view in the place of the one of that name; a table of that name stays. */
    void view(String name, String select);

    /** Drops a view where it is there. */
    void dropView(String name);
  }

  /** A satellite as it is registered. */
  public record Satellite(
      String name, String table, String source, String owner, String schema, String facts) {}

  private static final String REGISTER = "_leat_satellites";
  private static final List<String> OURS =
      List.of("pk", "row_hash", "loaded_at", "valid_from", "valid_to", "is_current");
  private static final List<String> ORIGIN = List.of("_leat_file", "_leat_row", "_leat_load");

  private final Ground ground;
  private final Statements sql;
  private final Vault rule;
  private final String table;

  public VaultTables(Ground ground, Vault rule, String table) {
    this.ground = ground;
    this.sql = ground.sql();
    this.rule = rule;
    this.table = table;
  }

  /** Creates what is not there. */
  public void create() {
    sql.run(
        "CREATE TABLE IF NOT EXISTS %s (satellite TEXT, table_name TEXT, tag TEXT, source TEXT, owner TEXT, opened_at TIMESTAMPTZ, schema_text TEXT, facts TEXT)"
            .formatted(ground.target(REGISTER)));
    sql.run(
        "CREATE TABLE IF NOT EXISTS %s (pk TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL%s)"
            .formatted(ground.target(hub()), ground.keyOn("pk")));
    for (Link link : rule.links()) {
      sql.run(
          "CREATE TABLE IF NOT EXISTS %s (pk TEXT NOT NULL, %s TEXT NOT NULL, %s TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL%s)"
              .formatted(
                  ground.target(name(link)),
                  RowText.name("from_pk"),
                  RowText.name("to_pk"),
                  ground.keyOn("pk")));
    }
    rule.dimensions()
        .keySet()
        .forEach(
            name ->
                sql.run(
                    "CREATE TABLE IF NOT EXISTS %s (pk TEXT NOT NULL, %s TEXT, created_at TIMESTAMPTZ NOT NULL%s)"
                        .formatted(
                            ground.target(dimension(name)),
                            RowText.name(name),
                            ground.keyOn("pk"))));
  }

  /** The table's own satellites, in the order in which they were opened. */
  public List<Satellite> satellites() {
    return satellites("table_name = " + text(table));
  }

  /** A name for a satellite that is opened now, that no other has. */
  public String open(String schema, Instant opened) {
    Set<String> taken =
        satellites("true").stream().map(Satellite::name).collect(Collectors.toSet());
    String wanted = VaultRows.satellite(rule, opened);
    String name = wanted;
    for (int more = 2; taken.contains(name); more++) {
      name = wanted + "_" + more;
    }
    String facts =
        rule.facts().stream()
            .map(fact -> fact.name() + "=" + fact.column())
            .collect(Collectors.joining("\n"));
    List<String> values =
        List.of(
            name, table, rule.tag(), rule.source(), rule.owner(), opened.toString(), schema, facts);
    sql.run(
        "INSERT INTO %s VALUES (%s)"
            .formatted(
                ground.target(REGISTER),
                values.stream().map(VaultTables::text).collect(Collectors.joining(", "))));
    return name;
  }

  /** Strikes the table's satellites from the register. */
  public void forget() {
    sql.run("DELETE FROM " + ground.target(REGISTER) + " WHERE table_name = " + text(table));
  }

  /**
   * Adds keys that rows bring.
   *
   * @param rows by the quoted name of their table, the columns that they have
   */
  public void add(Map<String, Set<String>> rows) {
    fill(hub(), "pk", "", rows);
    for (Link link : rule.links()) {
      String other = VaultRows.key(link);
      String pairs = "md5(pk || " + RowText.name(other) + ")";
      var with = having(rows, other);
      fill(name(link), pairs, ", min(pk), min(" + RowText.name(other) + ")", with);
    }
    for (String name : rule.dimensions().keySet()) {
      String key = VaultRows.key(name);
      String value = ", min(CAST(" + RowText.name(name) + " AS TEXT))";
      fill(dimension(name), RowText.name(key), value, having(rows, key));
    }
  }

  /** Fills hub, links and dimensions again from the satellites that are there. */
  public void refill() {
    sql.run("DELETE FROM " + ground.target(hub()));
    rule.links().forEach(link -> sql.run("DELETE FROM " + ground.target(name(link))));
    rule.dimensions()
        .keySet()
        .forEach(name -> sql.run("DELETE FROM " + ground.target(dimension(name))));
    var rows = new LinkedHashMap<String, Set<String>>();
    for (Satellite satellite : satellites("tag = " + text(rule.tag()))) {
      rows.put(ground.target(satellite.name()), ground.columns(satellite.name()).keySet());
    }
    add(rows);
  }

  private static Map<String, Set<String>> having(Map<String, Set<String>> rows, String column) {
    var some = new LinkedHashMap<>(rows);
    some.values().removeIf(columns -> !columns.contains(column));
    return some;
  }

  private void fill(String into, String key, String values, Map<String, Set<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    // Aggregates of aggregates: each table is grouped by itself, so that few rows meet.
    String each =
        rows.keySet().stream()
            .map(from -> "SELECT *, " + key + " AS _leat_k FROM " + from)
            .map(
                select ->
                    "SELECT _leat_k%s, min(valid_from) FROM (%s) r WHERE _leat_k IS NOT NULL GROUP BY _leat_k"
                        .formatted(values, select))
            .collect(Collectors.joining(" UNION ALL "));
    int columns = values.isEmpty() ? 2 : 2 + (int) values.chars().filter(c -> c == ',').count();
    String names =
        IntStream.rangeClosed(1, columns).mapToObj(n -> "c" + n).collect(Collectors.joining(", "));
    String least =
        IntStream.rangeClosed(2, columns)
            .mapToObj(n -> "min(c" + n + ")")
            .collect(Collectors.joining(", "));
    sql.run(
        """
        INSERT INTO %1$s SELECT c1, %2$s FROM (%3$s) AS u (%4$s)
        WHERE NOT EXISTS (SELECT 1 FROM %1$s h WHERE h.pk = c1) GROUP BY c1\
        """
            .formatted(ground.target(into), least, each, names));
  }

  /** Makes the tag's views: what is current, what ever was, what was when; and the table's own. */
  public void show() {
    showTable();
    List<Satellite> all = satellites("tag = " + text(rule.tag()));
    if (all.isEmpty()) {
      return;
    }
    Map<String, String> others = others(all, known());
    String history =
        all.stream().map(each -> select(each, others)).collect(Collectors.joining(" UNION ALL "));
    String name = view();
    ground.view(name + "_history", history);
    ground.view(name, "SELECT * FROM (" + history + ") v WHERE is_current");
    ground.view(
        name + "_pit",
        """
        SELECT t.moment AS as_of, v.* FROM (%s) v
        JOIN (SELECT DISTINCT pk, valid_from AS moment FROM (%1$s) m) t ON t.pk = v.pk
        WHERE v.valid_from <= t.moment AND (v.valid_to IS NULL OR t.moment < v.valid_to)\
        """
            .formatted(history));
  }

  /** A view of the table's name: its rows that are current, as its source brings them. */
  private void showTable() {
    List<Satellite> own = satellites();
    Map<String, String> columns = others(own, Set.copyOf(OURS));
    String rows =
        own.stream()
            .map(satellite -> "(" + selectOwn(satellite, columns) + ")")
            .collect(Collectors.joining(" UNION ALL "));
    if (!own.isEmpty()) {
      ground.view(table, rows);
    }
  }

  private String selectOwn(Satellite satellite, Map<String, String> columns) {
    Set<String> present = ground.columns(satellite.name()).keySet();
    List<String> values = new ArrayList<>();
    columns.forEach(
        (column, type) ->
            values.add(cast(Optional.of(column).filter(present::contains), type, column)));
    values.addAll(OURS);
    values.addAll(ORIGIN);
    return "SELECT %s FROM %s WHERE is_current"
        .formatted(String.join(", ", values), ground.inView(satellite.name()));
  }

  /** Drops the views of the tag and of the table, which depend on satellites. */
  public void hide() {
    List.of("_pit", "", "_history").forEach(suffix -> ground.dropView(view() + suffix));
    ground.dropView(table);
  }

  private String view() {
    return VaultRows.plain("tag_" + rule.tag());
  }

  private Set<String> known() {
    Set<String> known = new LinkedHashSet<>(OURS);
    rule.facts().forEach(fact -> known.add(fact.name()));
    known.addAll(List.of("satellite", "source", "owner"));
    return known;
  }

  /** Columns of satellites but those known, with a type that holds those of all of them. */
  private Map<String, String> others(List<Satellite> all, Set<String> known) {
    var others = new LinkedHashMap<String, String>();
    for (Satellite satellite : all) {
      ground
          .columns(satellite.name())
          .forEach(
              (column, type) -> {
                if (!known.contains(column) && !column.startsWith("_leat_")) {
                  others.merge(column, type, (a, b) -> a.equals(b) ? a : "TEXT");
                }
              });
    }
    return others;
  }

  private String select(Satellite satellite, Map<String, String> others) {
    Map<String, String> columns = ground.columns(satellite.name());
    Map<String, String> facts = new LinkedHashMap<>();
    satellite
        .facts()
        .lines()
        .forEach(line -> facts.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    List<String> values = new ArrayList<>();
    values.add(text(satellite.source()) + " AS source");
    values.add(text(satellite.owner()) + " AS owner");
    for (Fact fact : rule.facts()) {
      Optional<String> column =
          Optional.ofNullable(facts.get(fact.name())).filter(columns::containsKey);
      values.add(cast(column, ground.type(fact.type()), fact.name()));
    }
    others.forEach(
        (column, type) ->
            values.add(cast(Optional.of(column).filter(columns::containsKey), type, column)));
    OURS.forEach(values::add);
    values.add(text(satellite.name()) + " AS satellite");
    return "SELECT " + String.join(", ", values) + " FROM " + ground.inView(satellite.name());
  }

  private static String cast(Optional<String> column, String type, String name) {
    return "CAST(%s AS %s) AS %s"
        .formatted(column.map(RowText::name).orElse("NULL"), type, RowText.name(name));
  }

  private List<Satellite> satellites(String where) {
    return sql.list(
        "SELECT satellite, table_name, source, owner, schema_text, facts FROM %s WHERE %s ORDER BY opened_at, satellite"
            .formatted(ground.target(REGISTER), where),
        row ->
            new Satellite(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6)));
  }

  private String hub() {
    return VaultRows.plain("hub_" + rule.tag());
  }

  private String name(Link link) {
    return VaultRows.plain("link_" + rule.tag() + "_" + link.tag());
  }

  private String dimension(String name) {
    return VaultRows.plain("dim_" + rule.tag() + "_" + name);
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
