package dev.leat.connect.postgres;

import dev.leat.api.Batch;
import dev.leat.api.CommitOutcome;
import dev.leat.api.CommitOutcome.Committed;
import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.CommitOutcome.Rejected;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LeatException;
import dev.leat.api.Load;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.api.RowSink;
import dev.leat.connect.sql.HistoryRows;
import dev.leat.connect.sql.References;
import dev.leat.connect.sql.Statements;
import dev.leat.connect.sql.VaultTables;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/**
 * One load into a PostgreSQL schema.
 *
 * <p>Rows wait in temporary tables until the transaction opens. The first load of a table has
 * nobody to disturb: it makes the table in its transaction and copies straight into it, so that
 * rows are written once.
 */
final class PostgresLoad implements Load {
  private enum Phase {
    STAGING,
    BEGUN,
    APPLIED,
    ENDED
  }

  private final LoadRequest request;
  private final Sessions sessions;
  private final Courier.Door door;
  private Phase phase = Phase.STAGING;
  private volatile @Nullable Workplace place;
  private @Nullable CommitOutcome outcome;

  PostgresLoad(LoadRequest request, Sessions sessions, Courier.Door door) {
    this.request = request;
    this.sessions = sessions;
    this.door = door;
  }

  @Override
  public Staged stage(Batch batch) {
    Workplace at = workplace();
    if (isFirst() && !isVault() && !at.stage().holdsBack() && phase == Phase.STAGING) {
      begin(at);
      if (at.records().newest(request.table()) == 0) {
        at.stage().goStraight();
      } else {
        at.sql().run("ROLLBACK");
        phase = Phase.STAGING;
      }
    }
    return at.stage().take(HistoryRows.of(batch, request));
  }

  private boolean isFirst() {
    return request.scope() == Scope.REBUILD && request.previous() == 0;
  }

  /** Loads of one table take turns from here on. */
  private void begin(Workplace at) {
    at.sql().run("BEGIN");
    phase = Phase.BEGUN;
    long turn = Turn.of(sessions.place().schema(), request.table());
    at.sql().run("SELECT pg_advisory_xact_lock(" + turn + ")");
    at.records().create();
  }

  @Override
  public FileIds lacking() {
    if (!(request.disposition() instanceof Disposition.Merge rule)
        || request.scope() == Scope.REBUILD
        || request.remove().isEmpty()) {
      return FileIds.NONE;
    }
    Workplace at = workplace();
    if (!at.records().exist()) {
      return FileIds.NONE;
    }
    FileIds missing = shadowed(at).minus(request.remove()).minus(at.stage().files());
    if (missing.isEmpty() || !at.tables().exists(at.tables().target(request.table()))) {
      return FileIds.NONE;
    }
    if (!at.stage().has(request.table())) {
      return missing;
    }
    at.bookkeeping(request).prepare(at.stage().files());
    release(at);
    var merge = new Merge(at.sql(), at.tables(), at.stage(), request.table(), rule);
    return merge.orphans() ? missing : FileIds.NONE;
  }

  private FileIds shadowed(Workplace at) {
    return FileIds.of(
        at
            .sql()
            .list(
                "SELECT file FROM %s WHERE table_name = %s AND shadowed > 0"
                    .formatted(at.records().files(), Sql.text(request.table())),
                row -> row.getLong(1))
            .stream()
            .mapToLong(Long::longValue));
  }

  /** The revisions of all staged files. */
  private Map<Long, Integer> revisions(Workplace at) {
    var revisions = new HashMap<Long, Integer>();
    request.add().forEach(file -> revisions.put(file.id(), file.revision()));
    FileIds again =
        at.stage().files().minus(FileIds.of(request.add().stream().mapToLong(LoadFile::id)));
    if (!again.isEmpty()) {
      at.sql()
          .each(
              "SELECT file, revision FROM %s WHERE table_name = %s"
                  .formatted(at.records().files(), Sql.text(request.table())),
              row -> {
                if (again.contains(row.getLong(1))) {
                  revisions.put(row.getLong(1), row.getInt(2));
                }
              });
    }
    return revisions;
  }

  @Override
  public boolean apply() {
    Workplace at = workplace();
    if (phase == Phase.STAGING) {
      begin(at);
    }
    phase = Phase.APPLIED;
    CommitOutcome decided = refusal(at).orElseGet(() -> new Committed(write(at)));
    outcome = decided;
    return decided instanceof Committed;
  }

  @Override
  public void ask(String query, RowSink sink) {
    try {
      new Queries(workplace().sql(), sessions.place()).answer(query, sink);
    } catch (SQLException e) {
      throw PostgresError.ofQuery(sessions.place(), e);
    }
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
        : chronicle(at)
            .flatMap(chronicle -> isVault() ? chronicle.late() : chronicle.refusal())
            .or(() -> new Changes(at.sql(), at.tables(), at.stage(), request).reshaped())
            .map(why -> new Rejected(Reason.RESHAPED, why));
  }

  private Optional<Chronicle> chronicle(Workplace at) {
    return HistoryRows.rule(request.disposition()).map(rule -> new Chronicle(at, request, rule));
  }

  private boolean isVault() {
    return request.disposition() instanceof Disposition.Vault;
  }

  private Effects write(Workplace at) {
    Stage stage = at.stage();
    List<String> known = at.records().tree(request.table());
    Bookkeeping bookkeeping = at.bookkeeping(request);
    bookkeeping.prepare(stage.files());
    if (isFirst() && !isVault()) {
      stage.goStraight();
    }
    release(at);
    bookkeeping.shadow(stage.hidden());
    if (request.disposition() instanceof Disposition.Vault rule) {
      return writeVault(at, bookkeeping, rule);
    }
    References references = references(at);
    var foreignKeys = new ForeignKeys(at.sql(), at.tables(), request);
    var ground = new VaultGround(at.sql(), at.tables());
    if (request.scope() == Scope.REBUILD) {
      if (known.contains(request.table())) {
        VaultTables.leave(ground, request.table());
      }
      foreignKeys.release();
    }
    constraint(at).makeWayFor(stage, foreignKeys::release);
    var counts =
        new LinkedHashMap<>(
            switch (request.scope()) {
              case REBUILD -> rebuild(at, known);
              case CHANGES ->
                  new Changes(at.sql(), at.tables(), stage, request).apply(known, chronicle(at));
            });
    if (counts.containsKey(request.table())) {
      constraint(at).settle(merge().map(Disposition.Merge::key).orElse(List.of()));
    }
    ground.giveBack(request.table());
    ground.putBack();
    bookkeeping.record();
    references.judge();
    foreignKeys.settle();
    long quarantined = bookkeeping.recordQuarantine();
    counts.computeIfPresent(
        request.table(), (table, of) -> of.plus(new Counts(0, 0, 0, 0, quarantined)));
    var effects = new Effects(counts, rows(at, counts));
    at.records().write(request, effects);
    return effects;
  }

  /** Sends the rows that were held back, without those that refer to nothing. */
  private void release(Workplace at) {
    References references = references(at);
    if (references.quarantines()) {
      Set<String> referring =
          request.outgoing().stream()
              .flatMap(reference -> reference.columns().stream())
              .collect(Collectors.toSet());
      at.stage()
          .rows(at.sql(), referring)
          .ifPresent(
              rows -> {
                long orphans = references.setAside(rows);
                if (!at.stage().holdsBack()) {
                  at.stage().withdraw(orphans);
                }
              });
    }
    at.stage().release(revisions(at));
  }

  private References references(Workplace at) {
    return new References(at.sql(), request, new Ground(at.tables(), at.records()));
  }

  private Effects writeVault(Workplace at, Bookkeeping bookkeeping, Disposition.Vault rule) {
    var vault = new VaultLoad(at, request, chronicle(at).orElseThrow(), rule);
    Counts counts = vault.apply();
    bookkeeping.record();
    long quarantined = bookkeeping.recordQuarantine();
    var effects =
        new Effects(
            Map.of(request.table(), counts.plus(new Counts(0, 0, 0, 0, quarantined))),
            vault.rows());
    at.records().write(request, effects);
    return effects;
  }

  private Map<String, Counts> rebuild(Workplace at, List<String> known) {
    Optional<Chronicle> chronicle = chronicle(at);
    if (chronicle.isPresent() && at.stage().has(request.table())) {
      chronicle.get().settle();
      at.stage().recount(request.table());
    }
    return new Rebuild(at.sql(), at.tables(), at.stage(), request.table(), merge()).apply(known);
  }

  private Key constraint(Workplace at) {
    return new Key(at.sql(), at.tables(), at.tables().target(request.table()));
  }

  private Optional<Disposition.Merge> merge() {
    return request.disposition() instanceof Disposition.Merge merge
        ? Optional.of(merge)
        : Optional.empty();
  }

  private long rows(Workplace at, Map<String, Counts> counts) {
    if (!counts.containsKey(request.table())) {
      return 0;
    }
    return request.scope() == Scope.REBUILD
        ? counts.getOrDefault(request.table(), Counts.NONE).inserted()
        : at.tables().count(at.tables().target(request.table()));
  }

  @Override
  public CommitOutcome commit() {
    CommitOutcome decided = outcome;
    Workplace at = place;
    if (phase != Phase.APPLIED || decided == null || at == null) {
      throw new IllegalStateException("commit before apply");
    }
    if (decided instanceof Committed) {
      try {
        at.sql().runOrThrow("COMMIT");
        phase = Phase.ENDED;
      } catch (SQLException e) {
        LeatException error = at.sql().error(e);
        if (PostgresError.isLost(e)) {
          return new CommitOutcome.Unknown(error);
        }
        throw error;
      }
    }
    close();
    return decided;
  }

  @Override
  public void end() {
    Workplace at = place;
    if (at != null) {
      quietly(() -> at.sql().connection().unwrap(BaseConnection.class).cancelQuery());
    }
  }

  /** Never throws: what an open transaction leaves behind, the server rolls back by itself. */
  @Override
  public void close() {
    Workplace at = place;
    place = null;
    if (at == null) {
      return;
    }
    boolean sound = quietly(() -> endTransaction(at));
    quietly(() -> at.stage().drop());
    quietly(at.courier()::close);
    if (sound) {
      sessions.giveBack(at.sql());
    } else {
      sessions.drop(at.sql());
    }
  }

  private void endTransaction(Workplace at) throws SQLException {
    if (phase == Phase.BEGUN || phase == Phase.APPLIED) {
      at.sql().runOrThrow("ROLLBACK");
    }
    phase = Phase.ENDED;
  }

  private Workplace workplace() {
    Workplace at = place;
    if (at == null) {
      if (phase != Phase.STAGING) {
        throw new IllegalStateException("the load has ended");
      }
      Statements sql = sessions.open();
      var tables = new Tables(sql, sessions.place());
      var courier = new Courier(sql, door);
      at =
          new Workplace(
              sql,
              tables,
              courier,
              new Stage(sql, tables, courier, request),
              new Records(sql, sessions.place()));
      place = at;
    }
    return at;
  }

  private static boolean quietly(Closing closing) {
    try {
      closing.run();
      return true;
    } catch (SQLException | RuntimeException e) {
      System.getLogger(PostgresLoad.class.getName())
          .log(System.Logger.Level.DEBUG, "while closing a load", e);
      return false;
    }
  }

  @FunctionalInterface
  private interface Closing {
    void run() throws SQLException;
  }
}
