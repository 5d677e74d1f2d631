package dev.leat.connect.postgres;

import dev.leat.api.LoadRequest;
import dev.leat.api.Reference;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.Statements;
import java.util.List;

/**
 * References between tables as foreign keys of the server, made once and kept.
 *
 * <p>They are deferred to the commit, since a load may take a row away and bring it again. Only a
 * load that computes its table anew takes them off and puts them on again, in its transaction: the
 * table's columns may change then. A foreign key has an index, so that a row that goes is quickly
 * known to be free.
 */
final class ForeignKeys {
  private static final String SUFFIX = "_leat_ref";

  private final Statements sql;
  private final Tables tables;
  private final LoadRequest request;

  ForeignKeys(Statements sql, Tables tables, LoadRequest request) {
    this.sql = sql;
    this.tables = tables;
    this.request = request;
  }

  /** A foreign key that is there. */
  private record Present(String table, String name) {}

  /** Takes off those of Leat's that lead from or to the table. */
  void release() {
    Table table = tables.target(request.table());
    if (!tables.exists(table)) {
      return;
    }
    List<Present> present =
        sql.list(
            """
            SELECT conrelid::regclass::text, conname FROM pg_constraint
            WHERE contype = 'f' AND right(conname, %d) = %s
            AND (conrelid = to_regclass(%s) OR confrelid = to_regclass(%3$s))\
            """
                .formatted(SUFFIX.length(), Sql.text(SUFFIX), Sql.text(table.sql())),
            row -> new Present(row.getString(1), row.getString(2)));
    present.forEach(
        each ->
            sql.run("ALTER TABLE " + each.table() + " DROP CONSTRAINT " + Sql.name(each.name())));
  }

  /** Puts on those that are wanted and missing; what they say has been seen to hold. */
  void settle() {
    for (Reference reference : request.references()) {
      Table table = tables.target(reference.table());
      Table parent = tables.target(reference.parent());
      if (has(table, reference.columns())
          && has(parent, reference.key())
          && new Key(sql, tables, parent).isOver(reference.key())
          && !isThere(table, name(reference))) {
        add(reference, table, parent);
      }
    }
  }

  /** A table of files without a record has no columns yet. */
  private boolean has(Table table, List<String> columns) {
    return tables.columns(table).keySet().containsAll(columns.stream().map(Sql::fitting).toList());
  }

  private boolean isThere(Table table, String name) {
    return sql.isTrue(
        "SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass(%s) AND conname = %s)"
            .formatted(Sql.text(table.sql()), Sql.text(name)));
  }

  private void add(Reference reference, Table table, Table parent) {
    String name = name(reference);
    String columns = Sql.names(reference.columns());
    // Rows that wait for the commit to be looked at would keep the table from being altered.
    sql.run("SET CONSTRAINTS ALL IMMEDIATE");
    sql.run("SET CONSTRAINTS ALL DEFERRED");
    sql.run(
        "CREATE INDEX IF NOT EXISTS %s ON %s (%s)".formatted(Sql.name(name), table.sql(), columns));
    sql.run(
        "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s) DEFERRABLE INITIALLY DEFERRED"
            .formatted(
                table.sql(), Sql.name(name), columns, parent.sql(), Sql.names(reference.key())));
  }

  /** Tells references of the same columns to different tables apart, too. */
  private static String name(Reference reference) {
    String whole =
        reference.table() + "_" + String.join("_", reference.columns()) + "_" + reference.parent();
    return Sql.fitting(whole, Sql.NAME_BYTES_MAX - SUFFIX.length()) + SUFFIX;
  }
}
