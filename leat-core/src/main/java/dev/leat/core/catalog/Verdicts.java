package dev.leat.core.catalog;

import dev.leat.api.DatasetId;
import dev.leat.api.LeatEvent;
import dev.leat.api.Validation;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What checks say of the worth of revisions; thread-safe. */
public final class Verdicts {
  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Verdicts(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * Marks single revisions as failed, unless they are: when to ask for those again stays as it is.
   *
   * @param reason shown to people
   * @return how many were marked
   */
  public int fail(Map<DatasetId, Set<Integer>> revisions, String reason) {
    return database.write(
        Durability.POWER,
        session -> {
          int marked = 0;
          for (Map.Entry<DatasetId, Set<Integer>> each : revisions.entrySet()) {
            Optional<DatasetRow> dataset = Datasets.find(session, bucket, each.getKey(), "");
            if (dataset.isPresent()) {
              List<Integer> sound = notFailed(session, dataset.get(), each.getValue());
              marked += sound.isEmpty() ? 0 : mark(session, dataset.get(), sound, reason);
            }
          }
          return marked;
        });
  }

  private static List<Integer> notFailed(Session session, DatasetRow dataset, Set<Integer> numbers)
      throws SQLException {
    return session
        .list(
            "SELECT number FROM {revision} WHERE dataset = ? AND validation <> ? ORDER BY number",
            Row::whole,
            dataset.ref().row(),
            Validation.FAILED)
        .stream()
        .filter(numbers::contains)
        .toList();
  }

  /** Takes back what {@link #fail} said of revisions for a reason that begins like this. */
  public int clear(Map<DatasetId, Set<Integer>> revisions, String reason) {
    boolean none =
        database
            .read(
                session ->
                    session.first(
                        "SELECT r.dataset FROM {revision} r JOIN {dataset} d ON d.id = r.dataset"
                            + " WHERE d.bucket = ? AND d.validation = ? AND r.validation = ?"
                            + " AND substr(r.reason, 1, ?) = ? LIMIT 1",
                        Row::number,
                        bucket,
                        Validation.FAILED,
                        Validation.FAILED,
                        reason.length(),
                        reason))
            .isEmpty();
    return none
        ? 0
        : database.write(Durability.POWER, session -> clear(session, revisions, reason));
  }

  private int clear(Session session, Map<DatasetId, Set<Integer>> revisions, String reason)
      throws SQLException {
    int cleared = 0;
    for (Map.Entry<DatasetId, Set<Integer>> each : revisions.entrySet()) {
      Optional<DatasetRow> dataset = Datasets.find(session, bucket, each.getKey(), "");
      if (dataset.isEmpty()) {
        continue;
      }
      long row = dataset.get().ref().row();
      for (int number : each.getValue()) {
        cleared +=
            session.update(
                "UPDATE {revision} SET validation = ?, reason = NULL WHERE dataset = ?"
                    + " AND number = ? AND validation = ? AND substr(reason, 1, ?) = ?",
                Validation.APPROVED,
                row,
                number,
                Validation.FAILED,
                reason.length(),
                reason);
      }
      session.update(
          "UPDATE {dataset} SET validation = ? WHERE id = ?",
          Datasets.validation(session, row),
          row);
    }
    return cleared;
  }

  /** Marks revisions as failed; returns how many. */
  int mark(Session session, DatasetRow dataset, List<Integer> numbers, String reason)
      throws SQLException {
    long row = dataset.ref().row();
    var events = new ArrayList<LeatEvent>();
    for (int number : numbers) {
      session.update(
          "UPDATE {revision} SET validation = ?, reason = ? WHERE dataset = ? AND number = ?",
          Validation.FAILED,
          reason,
          row,
          number);
      events.add(new LeatEvent.RevisionInvalidated(clock.instant(), dataset.id(), number, reason));
    }
    session.update(
        "UPDATE {dataset} SET validation = ?, updated_at = ?, rechecks = 0, recheck_at = NULL"
            + " WHERE id = ?",
        Validation.FAILED,
        clock.instant(),
        row);
    Settlements.unsettle(session, bucket, dataset.id());
    Outbox.append(session, bucket, events);
    return numbers.size();
  }
}
