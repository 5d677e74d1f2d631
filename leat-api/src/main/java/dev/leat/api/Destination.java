package dev.leat.api;

import java.util.List;
import java.util.Map;

/**
 * A place where tables live, with the records of the loads that made them.
 *
 * <p>Beside its tables it keeps {@code _leat_loads} (one row per load and table), {@code
 * _leat_files} (which stored files a table holds, and where they came from) and {@code
 * _leat_quarantine}, written in the transaction of the load that they tell of. Calls block and may
 * be native: platform threads only. One load, query or export at a time.
 */
public interface Destination extends AutoCloseable {
  /** Type and place, without secrets, such as {@code duckdb:football.duckdb}. */
  String name();

  /**
   * Does what the first use would wait for otherwise, such as loading a library. Others may come
   * before it has ended; a failure shows again in what comes.
   */
  default void prepare() {}

  /** Reads the load records of several tables at once; changes nothing. */
  Map<String, TableState> states(List<String> tables);

  /** Prepares a load; the destination is not touched before it must be. */
  Load open(LoadRequest request);

  /**
   * Follows rows back to their files: those whose columns, written as text, equal the values.
   *
   * @param where column names and values; at least one
   */
  List<Origin> origins(String table, Map<String, String> where);

  /** Runs one SQL statement that cannot change anything. */
  void query(String sql, RowSink sink);

  Export.Exported export(Export export);

  /**
   * Puts a model in the place of what bears its name, with its mark, in one transaction.
   *
   * <p>Refuses a name that something bears which no model made.
   *
   * @return how many rows a table has, -1 for a view
   */
  default long materialise(Model model) {
    throw new LeatException(
        DestinationError.MODELS_UNSUPPORTED,
        "The destination " + name() + " cannot keep the model '" + model.name() + "'.",
        "Write it as an export, or choose a destination that keeps models, such as duckdb:FILE.");
  }

  /**
   * Makes functions that models use, in the place of older ones of ours, in this order.
   *
   * <p>One that does not take DuckDB's words makes the same in its own, by their names. Refuses a
   * name that a function bears which is not ours.
   */
  default void define(List<Macro> macros) {
    throw new LeatException(
        DestinationError.MACROS_UNSUPPORTED,
        "The destination " + name() + " has no function '" + macros.getLast().name() + "'.",
        "Compute it in SQL of its own, or choose the destination that takes all of Leat's"
            + " functions: duckdb:FILE.");
  }

  /**
   * The marks of all models that are still there, and all that {@link #mark} has left, by name.
   * Empty where none are kept; then everything is made again each time.
   */
  default Map<String, String> marks() {
    return Map.of();
  }

  /** Leaves a mark that is about no table, such as that of a file that was written. */
  default void mark(String name, String mark) {}

  @Override
  default void close() {}
}
