package dev.leat.core.catalog;

import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.api.LeatException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/** Remembers what has landed of revisions that are still being fetched; thread-safe. */
public final class Drafts {
  /** Whether a draft's lease is still held, as a condition over {@code {draft} d}. */
  private static final String LIVE =
      "EXISTS (SELECT 1 FROM {lease} l WHERE l.name = d.lease AND l.epoch = d.epoch"
          + " AND l.expires_at > ?)";

  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Drafts(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * A revision being fetched.
   *
   * @param number the revision's number, unless another draft of the dataset commits first
   * @param begun whether it begins just now, so that nothing in its folder is its own
   */
  public record DraftRow(
      long id, int number, String folder, List<FileRecord> files, boolean begun) {
    public DraftRow {
      Objects.requireNonNull(folder);
      files = List.copyOf(files);
    }
  }

  /** A draft that a run has left and that this lease's holder may resume. */
  public Optional<DraftRow> left(DatasetId id, Lease lease) {
    return database.read(session -> left(session, id, lease, ""));
  }

  private Optional<DraftRow> left(Session session, DatasetId id, Lease lease, String lock)
      throws SQLException {
    Optional<DraftRow> bare =
        session.first(
            "SELECT d.id, d.number, d.folder FROM {draft} d WHERE d.bucket = ? AND d.source = ?"
                + " AND d.type = ? AND d.canonical = ? AND (d.lease = ? OR NOT "
                + LIVE
                + ") ORDER BY d.number DESC LIMIT 1"
                + lock,
            row -> new DraftRow(row.number(), row.whole(), row.text(), List.of(), false),
            bucket,
            id.source(),
            id.type(),
            id.keys().canonical(),
            lease.name(),
            clock.instant());
    if (bare.isEmpty()) {
      return bare;
    }
    DraftRow draft = bare.get();
    List<FileRecord> files = files(session, draft.id());
    return Optional.of(new DraftRow(draft.id(), draft.number(), draft.folder(), files, false));
  }

  static List<FileRecord> files(Session session, long draft) throws SQLException {
    return session.list(
        "SELECT "
            + FileRecord.COLUMNS
            + " FROM {draft_file} WHERE draft = ? ORDER BY feed, version",
        FileRecord::read,
        draft);
  }

  /**
   * Resumes a draft that was left, or starts one with the next free number.
   *
   * @param folder where the files of a revision of this number lie
   */
  public DraftRow open(DatasetId id, Lease lease, IntFunction<String> folder) {
    return database.write(
        Durability.PROCESS,
        session -> {
          Leases.check(session, lease);
          Optional<DraftRow> left = left(session, id, lease, session.dialect().lock());
          if (left.isPresent()) {
            session.update(
                "UPDATE {draft} SET lease = ?, epoch = ?, touched_at = ? WHERE id = ?",
                lease.name(),
                lease.epoch(),
                clock.instant(),
                left.get().id());
            return left.get();
          }
          return start(session, id, lease, folder);
        });
  }

  private DraftRow start(Session session, DatasetId id, Lease lease, IntFunction<String> folder)
      throws SQLException {
    Optional<DraftRow> started = Optional.empty();
    while (started.isEmpty()) {
      started = start(session, id, lease, 1 + highest(session, id), folder);
    }
    return started.get();
  }

  /** Empty where another has taken the number meanwhile, and with it the folder. */
  private Optional<DraftRow> start(
      Session session, DatasetId id, Lease lease, int number, IntFunction<String> folder)
      throws SQLException {
    String where = folder.apply(number);
    Instant now = clock.instant();
    Optional<Long> draft =
        session.first(
            "INSERT INTO {draft} (bucket, source, type, canonical, keys, number, folder, lease,"
                + " epoch, started_at, touched_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (bucket, source, type, canonical, number) DO NOTHING"
                + " RETURNING id",
            Row::number,
            bucket,
            id.source(),
            id.type(),
            id.keys().canonical(),
            KeysJson.write(id.keys()),
            number,
            where,
            lease.name(),
            lease.epoch(),
            now,
            now);
    if (draft.isPresent() && isTaken(session, id, number)) {
      session.update("DELETE FROM {draft} WHERE id = ?", draft.get());
      return Optional.empty();
    }
    return draft.map(row -> new DraftRow(row, number, where, List.of(), true));
  }

  /** Whether a revision got it between the look and the insert. */
  private boolean isTaken(Session session, DatasetId id, int number) throws SQLException {
    return session
        .first(
            "SELECT latest FROM {dataset} WHERE bucket = ? AND source = ? AND type = ?"
                + " AND canonical = ? AND latest >= ?",
            Row::whole,
            bucket,
            id.source(),
            id.type(),
            id.keys().canonical(),
            number)
        .isPresent();
  }

  /**
   * Of its revisions and drafts, in one look: a draft that becomes a revision between two looks
   * would be in neither.
   */
  private int highest(Session session, DatasetId id) throws SQLException {
    String ofDataset = " WHERE bucket = ? AND source = ? AND type = ? AND canonical = ?";
    String canonical = id.keys().canonical();
    return (int)
        session.number(
            "SELECT coalesce(max(n), 0) FROM (SELECT latest AS n FROM {dataset}"
                + ofDataset
                + " UNION ALL SELECT number AS n FROM {draft}"
                + ofDataset
                + ") numbers",
            bucket,
            id.source(),
            id.type(),
            canonical,
            bucket,
            id.source(),
            id.type(),
            canonical);
  }

  /** Remembers a file whose bytes are at their final path. */
  public void land(DraftRow draft, Lease lease, FileRecord file) {
    database.write(
        Durability.PROCESS,
        session -> {
          Leases.check(session, lease);
          int there =
              session.update(
                  "UPDATE {draft} SET touched_at = ? WHERE id = ?", clock.instant(), draft.id());
          if (there == 0) {
            throw gone(draft.folder());
          }
          return session.update(
              "INSERT INTO {draft_file} (draft, "
                  + FileRecord.COLUMNS
                  + ") VALUES (?, "
                  + FileRecord.MARKS
                  + ")",
              file.valuesAfter(draft.id()));
        });
  }

  static LeatException gone(String folder) {
    return new LeatException(
        CatalogError.DRAFT_GONE,
        "what was fetched for " + folder + " was removed as left behind, and cannot become visible",
        "run again: it is fetched anew");
  }

  /** Forgets a file that is about to be replaced. */
  public void drop(DraftRow draft, Lease lease, FeedVersion file) {
    database.write(
        Durability.PROCESS,
        session -> {
          Leases.check(session, lease);
          return session.update(
              "DELETE FROM {draft_file} WHERE draft = ? AND feed = ? AND version = ?",
              draft.id(),
              file.feed(),
              file.version());
        });
  }

  /** Forgets a draft; its bytes are left to the caller. */
  public void abandon(long draft) {
    database.write(
        Durability.PROCESS, session -> session.update("DELETE FROM {draft} WHERE id = ?", draft));
  }

  /**
   * Forgets a draft if it is still as {@link #stale} said, its bytes being left to the caller;
   * false where somebody has come back to it.
   */
  public boolean abandonStale(long draft, Instant untouchedSince) {
    return database.write(
            Durability.PROCESS,
            session ->
                session.update(
                    "DELETE FROM {draft} WHERE id IN (SELECT d.id FROM {draft} d WHERE d.id = ?"
                        + " AND d.touched_at < ? AND NOT "
                        + LIVE
                        + session.dialect().lock()
                        + ")",
                    draft,
                    untouchedSince,
                    clock.instant()))
        == 1;
  }

  /** Drafts that nobody has touched since then and nobody works on, oldest first. */
  public List<DraftRow> stale(Instant untouchedSince, int max) {
    return database.read(
        session ->
            session.list(
                "SELECT d.id, d.number, d.folder FROM {draft} d WHERE d.bucket = ?"
                    + " AND d.touched_at < ? AND NOT "
                    + LIVE
                    + " ORDER BY d.touched_at, d.id LIMIT ?",
                row -> new DraftRow(row.number(), row.whole(), row.text(), List.of(), false),
                bucket,
                untouchedSince,
                clock.instant(),
                max));
  }

  /** The files that have landed in a draft. */
  public List<FileRecord> files(long draft) {
    return database.read(session -> files(session, draft));
  }
}
