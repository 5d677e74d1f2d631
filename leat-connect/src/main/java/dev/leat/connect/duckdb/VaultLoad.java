package dev.leat.connect.duckdb;

import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.Disposition;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadRequest;
import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.History.Part;
import dev.leat.connect.sql.Statements;
import dev.leat.connect.sql.VaultRows;
import dev.leat.connect.sql.VaultTables;
import dev.leat.connect.sql.VaultTables.Satellite;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps a table's satellites, and what its tag shares, within an open transaction. */
final class VaultLoad {
  private final Statements sql;
  private final Tables tables;
  private final Stage stage;
  private final LoadRequest request;
  private final Chronicle chronicle;
  private final Bookkeeping bookkeeping;
  private final VaultTables vault;

  VaultLoad(
      Statements sql, Tables tables, Stage stage, LoadRequest request, Disposition.Vault rule) {
    this.sql = sql;
    this.tables = tables;
    this.stage = stage;
    this.request = request;
    this.chronicle = new Chronicle(sql, tables, stage, request, VaultRows.rule(rule));
    this.bookkeeping = new Bookkeeping(sql, request, tables.file(), stage.files());
    this.vault = new VaultTables(new VaultGround(sql, tables), rule, request.table());
  }

  /** Why the table must be computed anew, if it must. */
  Optional<String> refusal() {
    return chronicle.late(bookkeeping);
  }

  Effects apply() {
    vault.create();
    bookkeeping.prepare();
    Counts counts =
        switch (request.scope()) {
          case REBUILD -> rebuild();
          case CHANGES -> change();
        };
    bookkeeping.record();
    long quarantined = bookkeeping.recordQuarantine(stage);
    bookkeeping.drop();
    long rows =
        vault.satellites().stream()
            .mapToLong(each -> tables.count(Place.TARGET, each.name()))
            .sum();
    return new Effects(
        Map.of(request.table(), counts.plus(new Counts(0, 0, 0, 0, quarantined))), rows);
  }

  private Counts rebuild() {
    stage.moveToShadows();
    vault.hide(new Records(sql).tree(request.table()));
    long deleted = 0;
    for (Satellite old : vault.satellites()) {
      if (tables.exists(Place.TARGET, old.name())) {
        deleted += tables.count(Place.TARGET, old.name());
        tables.drop(Place.TARGET, old.name());
      }
    }
    vault.forget();
    Map<String, String> names = names(Place.SHADOW);
    chronicle.settle(
        names.keySet().stream()
            .map(
                table ->
                    new Part(Optional.of(Place.SHADOW.sql(table)), List.of(), Optional.empty()))
            .toList());
    long inserted = 0;
    for (Map.Entry<String, String> each : names.entrySet()) {
      Changes.refuseForeign(tables, tables.file(), each.getValue());
      tables.rename(each.getKey(), each.getValue());
      inserted += tables.count(Place.TARGET, each.getValue());
    }
    vault.refill();
    vault.show();
    return new Counts(inserted, 0, 0, deleted, 0);
  }

  private Counts change() {
    stage.settle();
    int before = vault.satellites().size();
    Map<String, String> names = names(Place.STAGE);
    List<Part> parts = new ArrayList<>();
    Map<String, String> rows = new LinkedHashMap<>();
    names.forEach(
        (staged, satellite) -> {
          Map<String, String> columns = tables.columns(Place.STAGE, staged);
          tables.grow(Place.TARGET, satellite, columns);
          rows.put(Place.STAGE.sql(staged), satellite);
          parts.add(
              new Part(
                  Optional.of(Place.STAGE.sql(staged)),
                  List.copyOf(columns.keySet()),
                  Optional.of(Place.TARGET.sql(satellite))));
        });
    List<Satellite> all = vault.satellites();
    all.stream()
        .filter(satellite -> !names.containsValue(satellite.name()))
        .map(satellite -> Optional.of(Place.TARGET.sql(satellite.name())))
        .forEach(target -> parts.add(new Part(Optional.empty(), List.of(), target)));
    Counts counts = chronicle.apply(parts);
    vault.add(rows);
    if (all.size() > before) {
      vault.show();
    }
    return counts;
  }

  /** The satellites of staged tables that have rows, by the names of these; opens new ones. */
  private Map<String, String> names(Place place) {
    var known = new HashMap<String, String>();
    vault.satellites().forEach(each -> known.put(each.schema(), each.name()));
    var opened = new LinkedHashMap<String, OffsetDateTime>();
    for (String table : stage.schemas().keySet()) {
      sql.first(
              "SELECT min(valid_from) FROM " + place.sql(table),
              row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
          .flatMap(first -> first)
          .ifPresent(first -> opened.put(table, first));
    }
    var names = new LinkedHashMap<String, String>();
    opened.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            each -> {
              String schema = schema(place, each.getKey());
              String name = known.get(schema);
              names.put(
                  each.getKey(),
                  name == null ? vault.open(schema, each.getValue().toInstant()) : name);
            });
    return names;
  }

  private String schema(Place place, String table) {
    return tables.columns(place, table).entrySet().stream()
        .filter(column -> !column.getKey().startsWith("_leat_"))
        .map(column -> column.getKey() + " " + column.getValue())
        .collect(Collectors.joining("\n"));
  }
}
