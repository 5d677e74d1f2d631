package dev.leat.connect.duckdb;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.api.FileIds;
import dev.leat.api.Load.Staged;
import dev.leat.api.Relation;
import dev.leat.api.TableSchema;
import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.Statements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps the rows of a load until its transaction opens: in views of rows that last as long as the
 * load, in temporary tables or, once there are many and the load is a rebuild, in the destination's
 * shadow tables.
 */
final class Stage {
  private static final String QUARANTINE = Sql.temporary("_leat_quarantine");

  private final Statements sql;
  private final Tables tables;
  private final long load;
  private final Map<String, TableSchema> schemas = new LinkedHashMap<>();

  /** The rows of tables that were not copied, as a SELECT for each batch. */
  private final Map<String, List<String>> views = new LinkedHashMap<>();

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
    boolean lasts = batch.lifetime() == Lifetime.LOAD && place == Place.STAGE;
    for (Relation relation : batch.tables()) {
      if (lasts && fitsView(relation.schema())) {
        ofRoot += look(relation);
      } else {
        settle();
        long taken = take(relation);
        rows += taken;
        ofRoot += relation.schema().depth() == 0 ? taken : 0;
      }
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
    settle();
    place = Place.SHADOW;
    schemas.forEach(
        (name, schema) -> {
          Map<String, String> columns = tables.columns(Place.STAGE, name);
          tables.drop(Place.SHADOW, name);
          tables.grow(Place.SHADOW, name, columns);
          String names = Sql.names(columns.keySet());
          sql.run(
              "INSERT INTO %s (%s) SELECT %s FROM %s"
                  .formatted(Place.SHADOW.sql(name), names, names, Place.STAGE.sql(name)));
          tables.drop(Place.STAGE, name);
        });
  }

  /** Rows of all tables in temporary tables, once there are so many more. */
  long waiting(long more) {
    return place.equals(Place.SHADOW) ? 0 : rows + more;
  }

  void drop() {
    if (schemas.isEmpty()) {
      sql.run("DROP TABLE IF EXISTS " + QUARANTINE);
      return;
    }
    // A load that was rolled back has its views again, whatever became of them in between.
    sql.list(
            "SELECT view_name FROM duckdb_views() WHERE database_name = 'temp' AND view_name IN "
                + Sql.texts(schemas.keySet().stream().map(Place.STAGE::name).toList()),
            row -> row.getString(1))
        .forEach(view -> sql.run("DROP VIEW " + Sql.temporary(view)));
    schemas.keySet().forEach(name -> tables.drop(Place.STAGE, name));
    sql.run("DROP TABLE IF EXISTS " + QUARANTINE);
  }

  /** Makes the views of what was not copied; needed before staged rows are looked at. */
  void show() {
    views.forEach(
        (name, selects) ->
            tables.view(
                name,
                Sql.columns(Objects.requireNonNull(schemas.get(name))),
                String.join(" UNION ALL ", selects)));
  }

  /** Copies what lies in views, so that rows of it can be deleted. */
  void settle() {
    views.forEach(
        (name, selects) -> {
          tables.dropStagedView(name);
          tables.grow(Place.STAGE, name, Sql.columns(Objects.requireNonNull(schemas.get(name))));
          selects.forEach(select -> sql.run(insert(name, select)));
        });
    views.clear();
  }

  private boolean fitsView(TableSchema schema) {
    TableSchema before = schemas.get(schema.name());
    return before == null || (before.equals(schema) && views.containsKey(schema.name()));
  }

  /** Reads the rows where they are, whenever they are asked for; counts those of the root. */
  private long look(Relation relation) {
    String name = relation.schema().name();
    if (schemas.put(name, relation.schema()) == null) {
      tables.drop(Place.STAGE, name);
    }
    views.computeIfAbsent(name, any -> new ArrayList<>()).add(select(relation));
    return relation.schema().depth() == 0
        ? sql.number("SELECT count(*) FROM (" + relation.sql() + ")")
        : 0;
  }

  private String select(Relation relation) {
    return "SELECT %s FROM (%s)"
        .formatted(
            Sql.join(
                Sql.columns(relation.schema()).entrySet(),
                column ->
                    "CAST(%s AS %s) AS %s"
                        .formatted(
                            column.getKey().equals("_leat_load") ? load : Sql.name(column.getKey()),
                            column.getValue(),
                            Sql.name(column.getKey())),
                ", "),
            relation.sql());
  }

  private String insert(String table, String select) {
    return "INSERT INTO %s BY NAME %s".formatted(place.sql(table), select);
  }

  private long take(Relation relation) {
    TableSchema schema = relation.schema();
    if (!schemas.containsKey(schema.name())) {
      tables.drop(place, schema.name());
    }
    schemas.put(schema.name(), schema);
    tables.grow(place, schema.name(), Sql.columns(schema));
    return sql.run(insert(schema.name(), select(relation)));
  }

  private long takeQuarantine(String select) {
    sql.run("INSERT INTO " + QUARANTINE + " " + select);
    return sql.number(
        "SELECT count(*) FROM (SELECT DISTINCT file, row_number FROM (" + select + "))");
  }
}
