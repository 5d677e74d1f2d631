package dev.leat.connect.duckdb;

import dev.leat.api.Destination;
import dev.leat.api.Export;
import dev.leat.api.Load;
import dev.leat.api.LoadRequest;
import dev.leat.api.Macro;
import dev.leat.api.Model;
import dev.leat.api.Origin;
import dev.leat.api.RowSink;
import dev.leat.api.TableState;
import dev.leat.connect.duckdb.DatabaseFile.Access;
import dev.leat.connect.sql.Statements;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tables in a DuckDB file. */
final class DuckDbDestination implements Destination {
  /**
   * What a destination may take.
   *
   * @param patience with a file that somebody else has open
   * @param stagedRows in temporary tables; beyond, a rebuild writes to its shadows
   */
  record Limits(Duration patience, long stagedRows) {
    static final Limits USUAL = new Limits(Duration.ofSeconds(30), 100_000);
  }

  private final String name;
  private final DatabaseFile file;
  private final Limits limits;

  DuckDbDestination(String name, Path path, Limits limits, Pause pause) {
    this.name = name;
    this.file = new DatabaseFile(path, limits.patience(), pause);
    this.limits = limits;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Map<String, TableState> states(List<String> tables) {
    if (!file.exists()) {
      var states = new LinkedHashMap<String, TableState>();
      tables.forEach(table -> states.put(table, TableState.empty(table)));
      return states;
    }
    return reading(sql -> new Records(sql).states(tables));
  }

  @Override
  public Load open(LoadRequest request) {
    return new DuckDbLoad(request, file, limits.stagedRows());
  }

  @Override
  public List<Origin> origins(String table, Map<String, String> where) {
    return reading(sql -> new Origins(sql, file.path()).of(table, where));
  }

  @Override
  public void query(String sql, RowSink sink) {
    if (!file.exists()) {
      queryNothing(sql, sink);
      return;
    }
    try (Connection connection = file.openStreaming()) {
      attached(
          connection,
          Access.READ,
          statements -> {
            new Queries(statements).run(sql, sink);
            return sql;
          });
    } catch (SQLException e) {
      throw DuckDbError.of(file.path(), e);
    }
  }

  /**
   * Where there is no file there are no tables; what asks about none has its answer all the same.
   */
  private void queryNothing(String sql, RowSink sink) {
    try (Connection connection = file.openStreaming()) {
      var statements = new Statements(connection, e -> DuckDbError.of(file.path(), e));
      Queries.answer(statements, sql, sink);
    } catch (SQLException e) {
      file.requireExisting();
      throw DuckDbError.ofQuery(e);
    }
  }

  @Override
  public Export.Exported export(Export export) {
    return reading(sql -> new Queries(sql).export(export));
  }

  @Override
  public Map<String, String> marks() {
    return file.exists() ? reading(sql -> new Models(sql).marks()) : Map.of();
  }

  @Override
  public long materialise(Model model) {
    return writing(sql -> new Models(sql).materialise(model));
  }

  @Override
  public void mark(String name, String mark) {
    writing(sql -> new Models(sql).mark(name, mark));
  }

  @Override
  public void define(List<Macro> macros) {
    writing(sql -> new Models(sql).define(macros));
  }

  @Override
  public void prepare() {
    try {
      file.giveBack(file.take());
    } catch (SQLException e) {
      throw DuckDbError.of(file.path(), e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (SQLException e) {
      throw DuckDbError.of(file.path(), e);
    }
  }

  private <T> T writing(Function<Statements, T> work) {
    return attached(Access.WRITE, work);
  }

  private <T> T reading(Function<Statements, T> work) {
    file.requireExisting();
    return attached(Access.READ, work);
  }

  private <T> T attached(Access access, Function<Statements, T> work) {
    Connection connection = file.take();
    try {
      T result = attached(connection, access, work);
      file.giveBack(connection);
      return result;
    } catch (SQLException e) {
      throw DuckDbError.of(file.path(), e);
    } catch (RuntimeException | Error e) {
      discard(connection, e);
      throw e;
    }
  }

  private <T> T attached(Connection connection, Access access, Function<Statements, T> work) {
    var sql = new Statements(connection, e -> DuckDbError.of(file.path(), e));
    file.attach(sql, access);
    T result = work.apply(sql);
    file.detach(sql);
    return result;
  }

  /** What failed may have left something behind, and is of no further use. */
  private static void discard(Connection connection, Throwable failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
