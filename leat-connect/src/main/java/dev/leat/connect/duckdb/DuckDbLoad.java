package dev.leat.connect.duckdb;

import dev.leat.api.Batch;
import dev.leat.api.CommitOutcome;
import dev.leat.api.CommitOutcome.Committed;
import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.CommitOutcome.Rejected;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.LeatException;
import dev.leat.api.Load;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.api.RowSink;
import dev.leat.connect.duckdb.DatabaseFile.Access;
import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.HistoryRows;
import dev.leat.connect.sql.References;
import dev.leat.connect.sql.Statements;
import dev.leat.connect.sql.VaultTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One load into a DuckDB file. */
final class DuckDbLoad implements Load {
  /** Log of a file that is written before its rows are compressed; small ones bloat the file. */
  private static final String CHECKPOINT_THRESHOLD = "256MB";

  private enum Phase {
    STAGING,
    APPLIED,
    ENDED
  }

  private final LoadRequest request;
  private final DatabaseFile file;
  private final long stagedRowsMax;
  private volatile @Nullable Connection own;
  private @Nullable Workplace place;
  private Phase phase = Phase.STAGING;
  private boolean attached;
  private boolean shadows;
  private @Nullable CommitOutcome outcome;

  /** What a load works with once it has a connection. */
  private record Workplace(Statements sql, Tables tables, Stage stage, Records records) {}

  DuckDbLoad(LoadRequest request, DatabaseFile file, long stagedRowsMax) {
    this.request = request;
    this.file = file;
    this.stagedRowsMax = stagedRowsMax;
  }

  @Override
  public Staged stage(Batch batch) {
    Workplace at = workplace(batch);
    long counted = batch.tables().stream().mapToLong(table -> Math.max(0, table.rows())).sum();
    moveMany(at, counted);
    Staged staged = at.stage().take(HistoryRows.of(batch, request));
    moveMany(at, 0);
    return staged;
  }

  /** Many rows of a rebuild go where they belong, at once or as soon as they turn out to be. */
  private void moveMany(Workplace at, long more) {
    if (request.scope() == Scope.REBUILD && at.stage().waiting(more) > stagedRowsMax) {
      attach(at);
      at.sql().run("SET checkpoint_threshold = '" + CHECKPOINT_THRESHOLD + "'");
      dropShadows(at);
      shadows = true;
      at.stage().moveToShadows();
    }
  }

  @Override
  public FileIds lacking() {
    if (!(request.disposition() instanceof Disposition.Merge rule)
        || request.scope() == Scope.REBUILD
        || request.remove().isEmpty()) {
      return FileIds.NONE;
    }
    Workplace at = workplace(null);
    attach(at);
    if (!at.records().exist()) {
      return FileIds.NONE;
    }
    at.stage().show();
    return changes(at).lacking(rule);
  }

  @Override
  public boolean apply() {
    Workplace at = workplace(null);
    attach(at);
    at.stage().show();
    at.sql().run("BEGIN TRANSACTION");
    phase = Phase.APPLIED;
    at.records().create();
    CommitOutcome decided = refusal(at).orElseGet(() -> new Committed(write(at)));
    outcome = decided;
    return decided instanceof Committed;
  }

  private Optional<CommitOutcome> refusal(Workplace at) {
    long newest = at.records().newest(request.table());
    if (newest == request.id()) {
      return Optional.of(
          new CommitOutcome.AlreadyCommitted(at.records().effects(request.id(), request.table())));
    }
    if (newest != request.previous()) {
      return Optional.of(
          new Rejected(
              Reason.OVERTAKEN, "Another load of " + request.table() + " was committed first."));
    }
    return request.scope() == Scope.REBUILD
        ? Optional.empty()
        : vault(at)
            .map(VaultLoad::refusal)
            .orElseGet(() -> changes(at).reshaped())
            .map(why -> new Rejected(Reason.RESHAPED, why));
  }

  private Effects write(Workplace at) {
    Optional<VaultLoad> vault = vault(at);
    Effects effects = vault.isPresent() ? vault.get().apply() : writeTables(at);
    at.records().write(request, effects);
    return effects;
  }

  private void setOrphansAside(Workplace at, References references) {
    Place where = request.scope() == Scope.REBUILD ? Place.SHADOW : Place.STAGE;
    if (where == Place.SHADOW) {
      at.stage().moveToShadows();
    } else {
      at.stage().settle();
    }
    references.setAside(new StagedRows(at.sql(), at.tables(), at.stage(), where, request.table()));
  }

  @Override
  public void ask(String query, RowSink sink) {
    Workplace at = workplace(null);
    at.sql().run("USE " + Sql.DESTINATION);
    try {
      Queries.answer(at.sql(), query, sink);
    } catch (SQLException e) {
      // An error ends the transaction, and a file that is in use cannot be let go.
      quietly(() -> endTransaction(at));
      throw DuckDbError.ofQuery(e);
    } finally {
      quietly(() -> at.sql().run("USE memory"));
    }
  }

  private Effects writeTables(Workplace at) {
    if (request.scope() == Scope.REBUILD
        && at.records().tree(request.table()).contains(request.table())) {
      VaultTables.leave(new VaultGround(at.sql(), at.tables()), request.table());
    }
    var references = new References(at.sql(), request, new Ground(at.tables()));
    if (references.quarantines()) {
      setOrphansAside(at, references);
    }
    Effects effects =
        switch (request.scope()) {
          case REBUILD -> new Rebuild(at.sql(), at.tables(), at.stage(), request).apply();
          case CHANGES -> changes(at).apply();
        };
    references.judge();
    return effects;
  }

  private Optional<VaultLoad> vault(Workplace at) {
    return request.disposition() instanceof Disposition.Vault rule
        ? Optional.of(new VaultLoad(at.sql(), at.tables(), at.stage(), request, rule))
        : Optional.empty();
  }

  @Override
  public CommitOutcome commit() {
    CommitOutcome decided = outcome;
    Workplace at = place;
    if (phase != Phase.APPLIED || decided == null || at == null) {
      throw new IllegalStateException("commit before apply");
    }
    if (!(decided instanceof Committed)) {
      close();
      return decided;
    }
    try {
      at.sql().runOrThrow("COMMIT");
      phase = Phase.ENDED;
    } catch (SQLException e) {
      return new CommitOutcome.Unknown(DuckDbError.of(file.path(), e));
    }
    close();
    return decided;
  }

  /** What runs on the connection of the batches ends with it. */
  @Override
  public void end() {
    Connection mine = own;
    if (mine != null) {
      quietly(mine::close);
    }
  }

  /** Never throws: what an open transaction leaves behind, DuckDB rolls back by itself. */
  @Override
  public void close() {
    Workplace at = place;
    place = null;
    if (at != null) {
      quietly(() -> endTransaction(at));
      quietly(() -> at.stage().drop());
      quietly(() -> leave(at));
    }
    quietly(
        () -> {
          if (own != null) {
            own.close();
          }
        });
  }

  private void endTransaction(Workplace at) throws SQLException {
    if (phase == Phase.APPLIED) {
      at.sql().runOrThrow("ROLLBACK");
    }
    phase = Phase.ENDED;
  }

  private void leave(Workplace at) {
    if (attached) {
      attached = false;
      if (shadows) {
        quietly(() -> dropShadows(at));
        quietly(() -> at.sql().run("RESET checkpoint_threshold"));
      }
      file.detach(at.sql());
    }
  }

  private Changes changes(Workplace at) {
    return new Changes(at.sql(), at.tables(), at.stage(), request);
  }

  private void attach(Workplace at) {
    if (!attached) {
      file.attach(at.sql(), Access.WRITE);
      attached = true;
    }
  }

  private static void dropShadows(Workplace at) {
    at.records().tablesOfFile().stream()
        .filter(Place.SHADOW::holds)
        .forEach(table -> at.sql().run("DROP TABLE " + Place.TARGET.sql(table)));
  }

  /**
   * The connection of the batches, or one of our own where a load only removes. Where that brings
   * rows after all, because those that go hid them, the load moves to the connection they are on.
   */
  private Workplace workplace(@Nullable Batch batch) {
    Workplace at = place;
    if (at != null && own != null && batch != null && at.stage().files().isEmpty()) {
      close();
      own = null;
      phase = Phase.STAGING;
      at = null;
    }
    if (at == null) {
      if (phase != Phase.STAGING) {
        throw new IllegalStateException("the load has ended");
      }
      var sql =
          new Statements(
              connection(Optional.ofNullable(batch)), e -> DuckDbError.of(file.path(), e));
      var tables = new Tables(sql, file.path());
      at = new Workplace(sql, tables, new Stage(sql, tables, request.id()), new Records(sql));
      place = at;
    }
    return at;
  }

  private Connection connection(Optional<Batch> batch) {
    return batch
        .flatMap(some -> some.tables().stream().findFirst())
        .map(relation -> relation.connection())
        .orElseGet(() -> own = file.openPrivate());
  }

  private static void quietly(Closing closing) {
    try {
      closing.run();
    } catch (SQLException | LeatException e) {
      System.getLogger(DuckDbLoad.class.getName())
          .log(System.Logger.Level.DEBUG, "while closing a load", e);
    }
  }

  @FunctionalInterface
  private interface Closing {
    void run() throws SQLException;
  }
}
