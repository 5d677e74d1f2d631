package dev.leat.connect.postgres;

import dev.leat.api.Disposition;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadRequest;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.History.Part;
import dev.leat.connect.sql.Statements;
import dev.leat.connect.sql.VaultTables;
import dev.leat.connect.sql.VaultTables.Satellite;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps a table's satellites, and what its tag shares, within an open transaction. */
final class VaultLoad {
  private final Statements sql;
  private final Tables tables;
  private final Stage stage;
  private final LoadRequest request;
  private final Chronicle chronicle;
  private final List<String> written;
  private final Set<String> kept = new HashSet<>();
  private final VaultGround ground;
  private final VaultTables vault;

  VaultLoad(Workplace at, LoadRequest request, Chronicle chronicle, Disposition.Vault rule) {
    this.sql = at.sql();
    this.tables = at.tables();
    this.stage = at.stage();
    this.request = request;
    this.chronicle = chronicle;
    this.written = at.records().tree(request.table());
    this.ground = new VaultGround(sql, tables);
    this.vault = new VaultTables(ground, rule, request.table());
  }

  Counts apply() {
    vault.create();
    return switch (request.scope()) {
      case REBUILD -> rebuild();
      case CHANGES -> change();
    };
  }

  long rows() {
    return vault.satellites().stream()
        .mapToLong(each -> tables.count(tables.target(each.name())))
        .sum();
  }

  private Counts rebuild() {
    new ForeignKeys(sql, tables, request).release();
    vault.hide(written);
    List<Satellite> before = vault.satellites();
    vault.forget();
    Map<String, String> names = names();
    long deleted = empty(before, names);
    chronicle.settle(
        names.keySet().stream()
            .map(
                staged ->
                    new Part(Optional.of(stage.table(staged).sql()), List.of(), Optional.empty()))
            .toList());
    long inserted = 0;
    for (Map.Entry<String, String> each : names.entrySet()) {
      inserted += fill(each.getKey(), tables.target(each.getValue()));
    }
    vault.refill();
    show();
    return new Counts(inserted, 0, 0, deleted, 0);
  }

  private void show() {
    vault.show();
    ground.putBack();
  }

  /** Satellites that are opened again stay where they are, with their grants; the others go. */
  private long empty(List<Satellite> before, Map<String, String> names) {
    long deleted = 0;
    var opened = new HashMap<String, String>();
    names.forEach((staged, name) -> opened.put(name, staged));
    for (Satellite old : before) {
      Table table = tables.target(old.name());
      String staged = opened.get(old.name());
      if (tables.exists(table) && staged == null) {
        deleted += tables.count(table);
        tables.drop(table);
      } else if (tables.exists(table) && staged != null) {
        deleted += sql.run("DELETE FROM " + table.sql());
        tables.reshape(table, stage.columns(staged));
        kept.add(table.name());
      }
    }
    return deleted;
  }

  private long fill(String staged, Table target) {
    if (!kept.contains(target.name())) {
      tables.refuseForeign(target);
      tables.grow(target, stage.columns(staged));
    }
    String names = Sql.names(stage.columns(staged).keySet());
    return sql.run(
        "INSERT INTO %s (%s) SELECT %2$s FROM %s"
            .formatted(target.sql(), names, stage.table(staged).sql()));
  }

  private Counts change() {
    int before = vault.satellites().size();
    Map<String, String> names = names();
    List<Part> parts = new ArrayList<>();
    Map<String, String> rows = new LinkedHashMap<>();
    names.forEach(
        (staged, satellite) -> {
          Table from = stage.table(staged);
          List<String> columns = List.copyOf(stage.columns(staged).keySet());
          tables.grow(tables.target(satellite), stage.columns(staged));
          sql.run("ANALYZE " + from.sql());
          rows.put(from.sql(), satellite);
          parts.add(
              new Part(
                  Optional.of(from.sql()), columns, Optional.of(tables.target(satellite).sql())));
        });
    List<Satellite> all = vault.satellites();
    all.stream()
        .filter(satellite -> !names.containsValue(satellite.name()))
        .map(satellite -> Optional.of(tables.target(satellite.name()).sql()))
        .forEach(target -> parts.add(new Part(Optional.empty(), List.of(), target)));
    Counts counts = chronicle.apply(parts);
    vault.add(rows);
    if (all.size() > before) {
      show();
    }
    return counts;
  }

  /** The satellites of staged tables that have rows, by the names of these; opens new ones. */
  private Map<String, String> names() {
    var known = new HashMap<String, String>();
    vault.satellites().forEach(each -> known.put(each.schema(), each.name()));
    var opened = new LinkedHashMap<String, OffsetDateTime>();
    for (String staged : stage.tables()) {
      sql.first(
              "SELECT min(valid_from) FROM " + stage.table(staged).sql(),
              row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
          .flatMap(first -> first)
          .ifPresent(first -> opened.put(staged, first));
    }
    var names = new LinkedHashMap<String, String>();
    opened.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            each -> {
              String schema = schema(each.getKey());
              String name = known.get(schema);
              names.put(
                  each.getKey(),
                  name == null ? vault.open(schema, each.getValue().toInstant()) : name);
            });
    return names;
  }

  private String schema(String staged) {
    return stage.columns(staged).entrySet().stream()
        .filter(column -> !Sql.isOurs(column.getKey()))
        .map(column -> column.getKey() + " " + Types.write(column.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
