package dev.leat.connect.sql;

import dev.leat.api.ColumnType;
import dev.leat.api.Disposition.Fact;
import dev.leat.api.Disposition.Link;
import dev.leat.api.Disposition.Vault;
import dev.leat.connect.sql.VaultTag.Filling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The satellites of a table, their register, and what its tags are told of them.
 *
 * <p>{@code _leat_satellites} has one row per satellite, with the schema that it is for. Everything
 * else follows from the satellites: a load that continues adds what its rows bring; a load that
 * computes a table anew, or takes it out of the vault, fills hub, links and dimensions of every tag
 * that its satellites were and are of again, and makes their views anew.
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

    /** The type that holds the values of both. */
    String join(String type, String other);

    /** Added to the definition of a table to make a column its key, where keys are kept. */
    String keyOn(String column);

    /** Makes all others wait who would make or change what tables of this name share. */
    void take(String name);

    /** A table as a view's SELECT names it. */
    String inView(String table);

    /** Makes a view; a table of that name, or a view that stands there still, is in the way. */
    void view(String name, String select);

    /** Drops a view where it is there. */
    void dropView(String name);

    /** Drops a table where it is there. */
    void drop(String table);

    /** Drops a table that loads have made, of whose name a view is to be; others are refused. */
    void giveWay(String table);

    /** Refuses what stands under a name that no load has written to. */
    void refuseForeign(String name);
  }

  /** A satellite as it is registered. */
  public record Satellite(
      String name,
      String table,
      String tag,
      String source,
      String owner,
      String schema,
      Map<String, String> facts,
      Set<String> links,
      Set<String> dimensions) {
    /** What its rows fill, of which these columns are there. */
    Filling filling(String from, Set<String> columns) {
      var there = new TreeSet<>(dimensions);
      there.retainAll(columns);
      return new Filling(from, links, there);
    }

    private static Set<String> names(String written) {
      return written.lines().collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> facts(String written) {
      var facts = new LinkedHashMap<String, String>();
      written.lines().forEach(line -> facts.put(line.split("=", 2)[0], line.split("=", 2)[1]));
      return facts;
    }
  }

  private static final String REGISTER = "_leat_satellites";

  private final Ground ground;
  private final Statements sql;
  private final Optional<Vault> rule;
  private final String table;
  private final Map<String, VaultTag> tags = new TreeMap<>();

  public VaultTables(Ground ground, Vault rule, String table) {
    this(ground, Optional.of(rule), table);
  }

  private VaultTables(Ground ground, Optional<Vault> rule, String table) {
    this.ground = ground;
    this.sql = ground.sql();
    this.rule = rule;
    this.table = table;
  }

  /** Takes a table that is to be a plain one out of the vault, where it is in one. */
  public static void leave(Ground ground, String table) {
    ground.dropView(table);
    if (ground.columns(REGISTER).isEmpty()) {
      return;
    }
    renew(ground);
    var vault = new VaultTables(ground, Optional.empty(), table);
    List<Satellite> own = vault.satellites();
    vault.take();
    vault.tags.values().forEach(tag -> tag.hide(vault.all(tag.name())));
    own.forEach(satellite -> ground.drop(satellite.name()));
    vault.forget();
    vault.refill();
    vault.show();
  }

  /** Creates what is not there. */
  public void create() {
    if (ground.columns(REGISTER).isEmpty()) {
      ground.take(REGISTER);
      sql.run(
          "CREATE TABLE IF NOT EXISTS %s (satellite TEXT, table_name TEXT, tag TEXT, source TEXT, owner TEXT, opened_at TIMESTAMPTZ, schema_text TEXT, facts TEXT, links TEXT, dimensions TEXT)"
              .formatted(ground.target(REGISTER)));
    }
    renew(ground);
    take();
    rule.ifPresent(
        vault ->
            tag(vault.tag()).create(all(vault.tag()), links(vault), vault.dimensions().keySet()));
  }

  /** A register of before did not say what its satellites fill; their columns do. */
  private static void renew(Ground ground) {
    if (ground.columns(REGISTER).containsKey("links")) {
      return;
    }
    Statements sql = ground.sql();
    String register = ground.target(REGISTER);
    sql.run("ALTER TABLE " + register + " ADD COLUMN links TEXT");
    sql.run("ALTER TABLE " + register + " ADD COLUMN dimensions TEXT");
    record Old(String satellite, String tag) {}
    for (Old old :
        sql.list(
            "SELECT satellite, tag FROM " + register,
            row -> new Old(row.getString(1), row.getString(2)))) {
      sql.run(
          "UPDATE %s SET links = %s, dimensions = %s WHERE satellite = %s"
              .formatted(
                  register,
                  VaultViews.text(filled(ground, old.satellite(), "link_" + old.tag() + "_")),
                  VaultViews.text(filled(ground, old.satellite(), "dim_" + old.tag() + "_")),
                  VaultViews.text(old.satellite())));
    }
  }

  /** The names of the tables with this beginning that a satellite has a key for. */
  private static String filled(Ground ground, String satellite, String beginning) {
    return ground.columns(satellite).keySet().stream()
        .filter(column -> column.endsWith("_pk"))
        .map(column -> column.substring(0, column.length() - "_pk".length()))
        .filter(name -> !ground.columns(VaultRows.plain(beginning + name)).isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /** The tags that satellites of the table are of are nobody else's until the transaction ends. */
  private void take() {
    Stream.concat(satellites().stream().map(Satellite::tag), rule.stream().map(Vault::tag))
        .forEach(this::tag);
    tags.keySet().stream().map(VaultTag::hub).sorted().distinct().forEach(ground::take);
  }

  private VaultTag tag(String name) {
    return tags.computeIfAbsent(name, tag -> new VaultTag(ground, tag));
  }

  /**
   * Takes down all that shows what is to be computed anew.
   *
   * @param written the tables that loads of this one have written
   */
  public void hide(Collection<String> written) {
    if (!written.contains(table)) {
      ground.refuseForeign(table);
    }
    written.forEach(ground::giveWay);
    ground.dropView(table);
    tags.values().forEach(tag -> tag.hide(all(tag.name())));
  }

  /** The table's own satellites, in the order in which they were opened. */
  public List<Satellite> satellites() {
    return satellites("table_name = " + VaultViews.text(table));
  }

  private List<Satellite> all(String tag) {
    return satellites("tag = " + VaultViews.text(tag));
  }

  /** A name for a satellite that is opened now, that no other has. */
  public String open(String schema, Instant opened) {
    Vault vault = rule.orElseThrow();
    Set<String> taken =
        satellites("true").stream().map(Satellite::name).collect(Collectors.toSet());
    String wanted = VaultRows.satellite(vault, opened);
    String name = wanted;
    for (int more = 2; taken.contains(name); more++) {
      name = wanted + "_" + more;
    }
    String facts =
        vault.facts().stream()
            .map(fact -> fact.name() + "=" + fact.column())
            .collect(Collectors.joining("\n"));
    List<String> values =
        List.of(
            name,
            table,
            vault.tag(),
            vault.source(),
            vault.owner(),
            opened.toString(),
            schema,
            facts,
            String.join("\n", links(vault)),
            String.join("\n", vault.dimensions().keySet()));
    sql.run(
        "INSERT INTO %s VALUES (%s)"
            .formatted(
                ground.target(REGISTER),
                values.stream().map(VaultViews::text).collect(Collectors.joining(", "))));
    return name;
  }

  private static Set<String> links(Vault vault) {
    return vault.links().stream().map(Link::tag).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Strikes the table's satellites from the register. */
  public void forget() {
    sql.run(
        "DELETE FROM " + ground.target(REGISTER) + " WHERE table_name = " + VaultViews.text(table));
  }

  /**
   * Adds keys that rows bring.
   *
   * @param rows by the quoted name of their table, the satellite that they go to
   */
  public void add(Map<String, String> rows) {
    Vault vault = rule.orElseThrow();
    Map<String, Satellite> own =
        satellites().stream().collect(Collectors.toMap(Satellite::name, Function.identity()));
    List<Filling> fillings = new ArrayList<>();
    rows.forEach(
        (from, name) ->
            Optional.ofNullable(own.get(name))
                .map(to -> to.filling(from, ground.columns(name).keySet()))
                .ifPresent(fillings::add));
    tag(vault.tag()).add(fillings);
  }

  /** Fills hubs, links and dimensions again from the satellites that are there. */
  public void refill() {
    tags.values().forEach(tag -> tag.refill(all(tag.name())));
  }

  /** Makes views anew: those of the tags, and the table's own. */
  public void show() {
    ground.dropView(table);
    List<Satellite> own = satellites();
    if (!own.isEmpty()) {
      ground.view(table, new VaultViews(ground).current(own));
    }
    for (VaultTag tag : tags.values()) {
      List<Satellite> all = all(tag.name());
      tag.hide(all);
      tag.show(all, facts(tag.name()));
    }
  }

  /** The types of a tag's columns, as far as the load's own rule tells them. */
  private Map<String, String> facts(String tag) {
    var facts = new LinkedHashMap<String, String>();
    for (Fact fact :
        rule.filter(own -> own.tag().equals(tag)).map(Vault::facts).orElse(List.of())) {
      facts.put(fact.name(), ground.type(fact.type()));
    }
    return facts;
  }

  private List<Satellite> satellites(String where) {
    return sql.list(
        "SELECT satellite, table_name, tag, source, owner, schema_text, facts, links, dimensions FROM %s WHERE %s ORDER BY opened_at, satellite"
            .formatted(ground.target(REGISTER), where),
        row ->
            new Satellite(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Satellite.facts(row.getString(7)),
                Satellite.names(row.getString(8)),
                Satellite.names(row.getString(9))));
  }
}
