package dev.leat.core.catalog;

import dev.leat.api.Coverage;
import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.Validation;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds, lists, invalidates and deletes datasets; thread-safe. */
public final class Datasets {
  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Datasets(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  public Optional<DatasetRow> find(DatasetId id) {
    return database.read(session -> find(session, bucket, id, ""));
  }

  static Optional<DatasetRow> find(Session session, String bucket, DatasetId id, String lock)
      throws SQLException {
    return session.first(
        "SELECT "
            + DatasetRow.COLUMNS
            + " FROM {dataset} d WHERE d.bucket = ? AND d.source = ? AND d.type = ?"
            + " AND d.canonical = ?"
            + lock,
        DatasetRow::read,
        bucket,
        id.source(),
        id.type(),
        id.keys().canonical());
  }

  /**
   * The next datasets in order of creation.
   *
   * @param after row of the last one seen, 0 to start; no dataset is skipped or repeated, whatever
   *     is created or deleted meanwhile
   */
  public List<DatasetRow> page(DatasetFilter filter, long after, int max) {
    return database.read(session -> page(session, filter, after, max));
  }

  private List<DatasetRow> page(Session session, DatasetFilter filter, long after, int max)
      throws SQLException {
    Condition condition = Condition.of(session.dialect(), bucket, filter).and("d.id > ?", after);
    return session.list(
        "SELECT "
            + DatasetRow.COLUMNS
            + " FROM {dataset} d"
            + condition.sql()
            + " ORDER BY d.id LIMIT ?",
        DatasetRow::read,
        condition.values(max));
  }

  public long count(DatasetFilter filter) {
    return database.read(
        session -> {
          Condition condition = Condition.of(session.dialect(), bucket, filter);
          return session.number(
              "SELECT count(*) FROM {dataset} d" + condition.sql(), condition.values());
        });
  }

  /** How much there is of one selector, and how new. */
  public Coverage coverage(String source, String type, Keys selector) {
    DatasetFilter filter = DatasetFilter.of(source, type).keys(selector);
    return database.read(
        session -> {
          Condition condition = Condition.of(session.dialect(), bucket, filter);
          return session
              .first(
                  "SELECT count(*), max(d.last_modified_at) FROM {dataset} d" + condition.sql(),
                  row -> new Coverage(row.number(), row.instantOrNull()),
                  condition.values())
              .orElse(Coverage.NONE);
        });
  }

  /** The revisions of a dataset, oldest first. */
  public List<RevisionRow> revisions(long dataset) {
    return database.read(
        session ->
            session.list(
                "SELECT number, folder, validation, reason, origin, origin_id, created_at"
                    + " FROM {revision} WHERE dataset = ? ORDER BY number",
                Datasets::revision,
                dataset));
  }

  private static RevisionRow revision(Row row) throws SQLException {
    return new RevisionRow(
        row.whole(),
        row.text(),
        Validation.valueOf(row.text()),
        row.textOrNull(),
        new Origin(Origin.Kind.valueOf(row.text()), row.text()),
        row.instant());
  }

  /**
   * Marks the revisions that make up the current view as failed; returns their number.
   *
   * @param reason shown to people
   */
  public int invalidate(List<DatasetRow> datasets, String reason) {
    return database.write(
        Durability.POWER,
        session -> {
          int marked = 0;
          for (DatasetRow dataset : datasets) {
            marked += invalidate(session, dataset, reason);
          }
          return marked;
        });
  }

  private int invalidate(Session session, DatasetRow dataset, String reason) throws SQLException {
    return new Verdicts(database, bucket, clock)
        .mark(session, dataset, contributing(session, dataset.ref().row()), reason);
  }

  /** Sets what is known of the worth of one revision. */
  public void judge(DatasetRow dataset, int number, Validation verdict, @Nullable String reason) {
    database.write(
        Durability.POWER,
        session -> {
          long row = dataset.ref().row();
          session.update(
              "UPDATE {revision} SET validation = ?, reason = ? WHERE dataset = ? AND number = ?",
              verdict,
              reason,
              row,
              number);
          Settlements.unsettle(session, bucket, dataset.id());
          return session.update(
              "UPDATE {dataset} SET validation = ? WHERE id = ?", validation(session, row), row);
        });
  }

  /** Revisions that hold a current file; the newest one where there are no files. */
  private static List<Integer> contributing(Session session, long dataset) throws SQLException {
    List<Integer> found =
        session.list(
            "SELECT DISTINCT revision FROM {file} WHERE dataset = ? AND is_current = 1"
                + " ORDER BY revision",
            Row::whole,
            dataset);
    return found.isEmpty()
        ? session.list(
            "SELECT number FROM {revision} WHERE dataset = ? ORDER BY number DESC LIMIT 1",
            Row::whole,
            dataset)
        : found;
  }

  /** FAILED where a contributing revision failed, else the verdict on the newest revision. */
  static Validation validation(Session session, long dataset) throws SQLException {
    List<Validation> verdicts =
        session.list(
            "SELECT r.validation FROM {revision} r WHERE r.dataset = ? AND (r.number = (SELECT"
                + " max(n.number) FROM {revision} n WHERE n.dataset = r.dataset AND NOT EXISTS"
                + " (SELECT 1 FROM {file} x WHERE x.dataset = r.dataset AND x.is_current = 1))"
                + " OR EXISTS (SELECT 1 FROM {file} f WHERE f.dataset = r.dataset"
                + " AND f.revision = r.number AND f.is_current = 1)) ORDER BY r.number DESC",
            row -> Validation.valueOf(row.text()),
            dataset);
    if (verdicts.contains(Validation.FAILED)) {
      return Validation.FAILED;
    }
    return verdicts.isEmpty() ? Validation.PENDING : verdicts.getFirst();
  }

  /** Datasets of which some revision was computed from one of these. */
  public List<DatasetRow> derivedFrom(List<DatasetRow> datasets) {
    List<@Nullable Object> origins =
        Condition.padded(datasets.stream().map(row -> row.ref().row()).toList());
    return database.read(
        session ->
            session.list(
                "SELECT "
                    + DatasetRow.COLUMNS
                    + " FROM {dataset} d WHERE d.id IN (SELECT l.dataset FROM {lineage} l"
                    + " WHERE l.from_dataset IN ("
                    + Condition.marks(origins.size())
                    + ")) ORDER BY d.id",
                DatasetRow::read,
                origins.toArray()));
  }

  /** What a deletion removed from the catalog; the bytes of the folders and paths are left. */
  public record Deleted(int datasets, List<FileRow> files, List<String> folders) {
    public Deleted {
      files = List.copyOf(files);
      folders = List.copyOf(folders);
    }
  }

  /**
   * Removes datasets with all their rows and leaves a tombstone of each.
   *
   * @param returning those that get none: the next run brings them back
   */
  public Deleted delete(List<DatasetRow> datasets, Predicate<DatasetId> returning) {
    return database.write(Durability.POWER, session -> delete(session, datasets, returning));
  }

  private Deleted delete(Session session, List<DatasetRow> datasets, Predicate<DatasetId> returning)
      throws SQLException {
    Instant now = clock.instant();
    var files = new ArrayList<FileRow>();
    var folders = new ArrayList<String>();
    var events = new ArrayList<LeatEvent>();
    int deleted = 0;
    for (DatasetRow dataset : datasets) {
      files.addAll(Files.all(session, dataset.ref()));
      folders.addAll(
          session.list(
              "SELECT folder FROM {revision} WHERE dataset = ?", Row::text, dataset.ref().row()));
      int rows = session.update("DELETE FROM {dataset} WHERE id = ?", dataset.ref().row());
      if (rows == 1) {
        deleted++;
        forget(session, dataset.id());
        if (!returning.test(dataset.id())) {
          entomb(session, dataset.id(), now);
        }
        events.add(new LeatEvent.DatasetDeleted(now, dataset.id()));
      }
    }
    Outbox.append(session, bucket, events);
    return new Deleted(deleted, files, folders);
  }

  private void entomb(Session session, DatasetId id, Instant now) throws SQLException {
    session.update(
        "INSERT INTO {tombstone} (bucket, source, type, canonical, keys, deleted_at)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (bucket, source, type, canonical)"
            + " DO UPDATE SET deleted_at = excluded.deleted_at",
        bucket,
        id.source(),
        id.type(),
        id.keys().canonical(),
        KeysJson.write(id.keys()),
        now);
  }

  private void forget(Session session, DatasetId id) throws SQLException {
    session.update(
        "DELETE FROM {failure} WHERE bucket = ? AND source = ? AND type = ? AND canonical = ?",
        bucket,
        id.source(),
        id.type(),
        id.keys().canonical());
    Settlements.unsettle(session, bucket, id);
  }

  /** Those of the given keys that were deleted on purpose. */
  public Set<Keys> tombstones(String source, String type, List<Keys> keys) {
    return database.read(
        session -> {
          var found = new HashSet<Keys>();
          for (int from = 0; from < keys.size(); from += Summaries.BATCH) {
            List<Keys> part = keys.subList(from, Math.min(keys.size(), from + Summaries.BATCH));
            var marked = Condition.padded(part.stream().map(Keys::canonical).toList());
            var values = new ArrayList<@Nullable Object>(List.of(bucket, source, type));
            values.addAll(marked);
            found.addAll(
                session.list(
                    "SELECT keys FROM {tombstone} WHERE bucket = ? AND source = ? AND type = ?"
                        + " AND canonical IN ("
                        + Condition.marks(marked.size())
                        + ")",
                    row -> KeysJson.read(row.text()),
                    values.toArray()));
          }
          return found;
        });
  }

  static boolean entombed(Session session, String bucket, DatasetId id) throws SQLException {
    return session
        .first(
            "SELECT 1 FROM {tombstone} WHERE bucket = ? AND source = ? AND type = ?"
                + " AND canonical = ?",
            Row::whole,
            bucket,
            id.source(),
            id.type(),
            id.keys().canonical())
        .isPresent();
  }

  /**
   * The next of a source's datasets that were deleted on purpose, by type and keys.
   *
   * @param after the last one seen, null to start
   */
  public List<DatasetId> deleted(String source, @Nullable DatasetId after, int max) {
    return database.read(
        session ->
            session.list(
                "SELECT type, keys FROM {tombstone} WHERE bucket = ? AND source = ?"
                    + " AND (type, canonical) > (?, ?) ORDER BY type, canonical LIMIT ?",
                row -> new DatasetId(source, row.text(), KeysJson.read(row.text())),
                bucket,
                source,
                after == null ? "" : after.type(),
                after == null ? "" : after.keys().canonical(),
                max));
  }

  /** Lifts tombstones, so that the datasets may be fetched again; returns how many there were. */
  public int restore(List<DatasetId> datasets) {
    return database.write(Durability.POWER, session -> restore(session, datasets));
  }

  private int restore(Session session, List<DatasetId> datasets) throws SQLException {
    var events = new ArrayList<LeatEvent>();
    for (DatasetId id : datasets) {
      Settlements.unsettle(session, bucket, id);
      int lifted =
          session.update(
              "DELETE FROM {tombstone} WHERE bucket = ? AND source = ? AND type = ?"
                  + " AND canonical = ?",
              bucket,
              id.source(),
              id.type(),
              id.keys().canonical());
      if (lifted == 1) {
        owe(session, id);
        events.add(new LeatEvent.DatasetRestored(clock.instant(), id));
      }
    }
    Outbox.append(session, bucket, events);
    return events.size();
  }

  /** As after a failure: its selector is not left alone before it is here, or offered no more. */
  private void owe(Session session, DatasetId id) throws SQLException {
    session.update(
        "INSERT INTO {failure} (bucket, source, type, canonical, keys, task, failed_at)"
            + " VALUES (?, ?, ?, ?, ?, 0, ?) ON CONFLICT (bucket, source, type, canonical)"
            + " DO NOTHING",
        bucket,
        id.source(),
        id.type(),
        id.keys().canonical(),
        KeysJson.write(id.keys()),
        clock.instant());
  }
}
