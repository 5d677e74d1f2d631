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

/**
 * Keeps the rows of a load until its transaction opens: in temporary tables or, once there are many
 * and the load is a rebuild, in the destination's shadow tables.
 */
final class Stage {
  private static final String QUARANTINE = Sql.temporary("_leat_quarantine");

  private final Statements sql;
  private final Tables tables;
  private final long load;
  private final Map<String, TableSchema> schemas = new LinkedHashMap<>();
  private FileIds files = FileIds.NONE;
  private Place place = Place.STAGE;
  private long rows;

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
    long ofRoot = 0;
    for (Relation relation : batch.tables()) {
      long taken = take(relation);
      rows += taken;
      ofRoot += relation.schema().depth() == 0 ? taken : 0;
    }
    long quarantined = 0;
    if (batch.quarantine().isPresent()) {
      quarantined = takeQuarantine(batch.quarantine().get().sql());
    }
    return new Staged(ofRoot, quarantined);
  }

  /** The schemas of the staged tables by name, parents before children. */
  Map<String, TableSchema> schemas() {
    return schemas;
  }

  /** Every file that was staged, whether or not it has rows. */
  FileIds files() {
    return files;
  }

  String quarantine() {
    return QUARANTINE;
  }

  /** Moves the rows to shadow tables, to which all rows go from now on. */
  void moveToShadows() {
    if (place.equals(Place.SHADOW)) {
      return;
    }
    place = Place.SHADOW;
    schemas.forEach(
        (name, schema) -> {
          Map<String, String> columns = tables.columns(Place.STAGE, name);
          tables.grow(Place.SHADOW, name, columns);
          String names = Sql.names(columns.keySet());
          sql.run(
              "INSERT INTO %s (%s) SELECT %s FROM %s"
                  .formatted(Place.SHADOW.sql(name), names, names, Place.STAGE.sql(name)));
          tables.drop(Place.STAGE, name);
        });
  }

  /** Rows of all tables in temporary tables. */
  long waiting() {
    return place.equals(Place.SHADOW) ? 0 : rows;
  }

  void drop() {
    Set<String> names = schemas.keySet();
    names.forEach(name -> tables.drop(Place.STAGE, name));
    sql.run("DROP TABLE IF EXISTS " + QUARANTINE);
  }

  private long take(Relation relation) {
    TableSchema schema = relation.schema();
    if (!schemas.containsKey(schema.name())) {
      tables.drop(place, schema.name());
    }
    schemas.put(schema.name(), schema);
    Map<String, String> columns = Sql.columns(schema);
    tables.grow(place, schema.name(), columns);
    List<String> selected = new ArrayList<>(columns.keySet());
    selected.remove("_leat_load");
    return sql.run(
        "INSERT INTO %s (_leat_load, %s) SELECT %d, %s FROM (%s)"
            .formatted(
                place.sql(schema.name()),
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
