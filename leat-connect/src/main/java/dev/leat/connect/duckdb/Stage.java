package dev.leat.connect.duckdb;

import dev.leat.api.Batch;
import dev.leat.api.FileIds;
import dev.leat.api.Load.Staged;
import dev.leat.api.Relation;
import dev.leat.api.TableSchema;
import dev.leat.connect.duckdb.Tables.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the rows of a load in temporary tables until its transaction opens. */
final class Stage {
  private static final String QUARANTINE = Sql.temporary("_leat_quarantine");

  private final Statements sql;
  private final Tables tables;
  private final long load;
  private final Map<String, TableSchema> schemas = new LinkedHashMap<>();
  private FileIds files = FileIds.NONE;

  Stage(Statements sql, Tables tables, long load) {
    this.sql = sql;
    this.tables = tables;
    this.load = load;
    sql.run(
        "CREATE OR REPLACE TEMP TABLE _leat_quarantine (file BIGINT, row_number BIGINT,"
            + " column_name VARCHAR, value VARCHAR, reason VARCHAR)");
  }

  Staged take(Batch batch) {
    files = files.and(batch.files());
    long rows = 0;
    for (Relation relation : batch.tables()) {
      long taken = take(relation);
      rows += relation.schema().depth() == 0 ? taken : 0;
    }
    long quarantined = 0;
    if (batch.quarantine().isPresent()) {
      quarantined = takeQuarantine(batch.quarantine().get().sql());
    }
    return new Staged(rows, quarantined);
  }

  /** The schemas of the staged tables by name, parents before children. */
  Map<String, TableSchema> schemas() {
    return schemas;
  }

  /** Every file that was staged, whether or not it has rows. */
  FileIds files() {
    return files;
  }

  String table(String table) {
    return Place.STAGE.sql(table);
  }

  String quarantine() {
    return QUARANTINE;
  }

  /** Moves the staged rows of every table to tables elsewhere, which grow as they must. */
  void moveTo(Place place) {
    schemas.forEach(
        (name, schema) -> {
          Map<String, String> columns = tables.columns(Place.STAGE, name);
          tables.grow(place, name, columns);
          String names = Sql.names(columns.keySet());
          sql.run(
              "INSERT INTO %s (%s) SELECT %s FROM %s"
                  .formatted(place.sql(name), names, names, table(name)));
          sql.run("TRUNCATE " + table(name));
        });
  }

  long rows() {
    return schemas.keySet().stream().mapToLong(name -> tables.count(Place.STAGE, name)).sum();
  }

  void drop() {
    Set<String> names = schemas.keySet();
    names.forEach(name -> tables.drop(Place.STAGE, name));
    sql.run("DROP TABLE IF EXISTS " + QUARANTINE);
  }

  private long take(Relation relation) {
    TableSchema schema = relation.schema();
    if (!schemas.containsKey(schema.name())) {
      tables.drop(Place.STAGE, schema.name());
    }
    schemas.put(schema.name(), schema);
    Map<String, String> columns = Sql.columns(schema);
    tables.grow(Place.STAGE, schema.name(), columns);
    List<String> selected = new ArrayList<>(columns.keySet());
    selected.remove("_leat_load");
    return sql.run(
        "INSERT INTO %s (_leat_load, %s) SELECT %d, %s FROM (%s)"
            .formatted(
                table(schema.name()),
                Sql.names(selected),
                load,
                Sql.names(selected),
                relation.sql()));
  }

  private long takeQuarantine(String select) {
    sql.run("INSERT INTO " + QUARANTINE + " " + select);
    return sql.number(
        "SELECT count(*) FROM (SELECT DISTINCT file, row_number FROM (" + select + "))");
  }
}
