package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Runs the SQL that a project writes for a table's rows. */
final class OwnSql {
  private final Workbench workbench;
  private final TableRequest request;

  OwnSql(Workbench workbench, TableRequest request) {
    this.workbench = workbench;
    this.request = request;
  }

  /**
   * Takes out the rows that do not meet the project's condition; counts them.
   *
   * @param read the rows with all their columns
   * @param remove takes a relation of {@code file} and {@code row}
   */
  long leaveOut(String read, Layout layout, ToLongFunction<String> remove) {
    Optional<String> where = request.shaping().where();
    if (where.isEmpty() || layout.read().columns().isEmpty()) {
      return 0;
    }
    String what = "where of table " + request.name();
    RowSql condition = RowSql.condition(workbench, request.name(), where.get());
    String select =
        condition.selecting("_leat_file AS file, _leat_row AS \"row\"", "SELECT * FROM " + read);
    try {
      workbench.query("DESCRIBE " + select, row -> row.getString(1));
    } catch (LeatException e) {
      throw Reshaping.refused(what, e, layout.read());
    }
    try {
      return remove.applyAsLong("(SELECT file, \"row\" FROM (" + select + ") WHERE _leat_out)");
    } catch (LeatException e) {
      throw failed(what, e);
    }
  }

  /**
   * Keeps what the project's SELECT makes of the rows in a temporary table, save rows for which it
   * makes no value where the project requires one.
   *
   * @param reject takes a query of file, row, column, value and reason
   */
  void make(String table, Reshaping made, String read, Consumer<String> reject) {
    try {
      workbench.execute("CREATE TEMP TABLE " + table + " AS " + made.select(read));
    } catch (LeatException e) {
      throw failed("the sql of table " + request.name(), e);
    }
    for (String column : made.required()) {
      String lacking = " FROM " + table + " WHERE " + Sql.name(column) + " IS NULL";
      String row = Reshaping.record("_leat_row");
      reject.accept(
          "SELECT _leat_file, %s, %s, NULL, %s"
                  .formatted(row, Sql.text(column), Sql.text(Stage.LACKS))
              + lacking);
      workbench.execute("DELETE" + lacking);
    }
  }

  private static LeatException failed(String what, LeatException e) {
    if (e.code() != ReadError.STATEMENT_REFUSED) {
      return e;
    }
    return new LeatException(
        ReadError.TABLE_SQL_FAILED,
        what + " failed on a row: " + Reshaping.complaint(e),
        "use try_cast or try(…) where a value may not fit; nothing was written",
        e);
  }
}
