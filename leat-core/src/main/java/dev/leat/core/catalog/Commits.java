package dev.leat.core.catalog;

import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.api.Validation;
import dev.leat.core.catalog.CommitRequest.Check;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.CommitRequest.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes revisions visible, each in one transaction; thread-safe. */
public final class Commits {
  private static final String REPLACED =
      " etag = excluded.etag, last_modified = excluded.last_modified,";
  private static final String COMPLETED =
      " etag = coalesce(excluded.etag, {file_check}.etag),"
          + " last_modified = coalesce(excluded.last_modified, {file_check}.last_modified),";

  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Commits(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * Commits all of it or nothing, and tells the outbox in the same transaction.
   *
   * <p>Where no file has changed, a power cut may undo it: the next look finds the same again.
   *
   * @throws LeatException where the lease has a newer holder, or the dataset was deleted on purpose
   */
  public Outcome commit(CommitRequest request) {
    boolean seen = request.base() > 0 && request.files().isEmpty();
    return database.write(
        seen ? Durability.PROCESS : Durability.POWER,
        session -> new Work(session, request, clock.instant()).run());
  }

  private static Check check(FileRecord file) {
    Provenance from = file.from();
    return new Check(file.id(), from.modified(), from.etag(), from.lastModified(), null);
  }

  /** One run of the transaction. */
  private final class Work {
    private final Session session;
    private final CommitRequest request;
    private final Instant now;

    /** When the revision was made, which is earlier where it is taken over or restored. */
    private final Instant at;

    private final List<LeatEvent> events = new ArrayList<>();

    Work(Session session, CommitRequest request, Instant now) {
      this.session = session;
      this.request = request;
      this.now = now;
      this.at = request.origin().at(now);
    }

    Outcome run() throws SQLException {
      Leases.check(session, request.lease());
      if (Datasets.entombed(session, bucket, request.dataset())) {
        throw deleted();
      }
      boolean made = find().isEmpty();
      if (made && (request.base() != 0 || !insertDataset())) {
        return new Outcome.Overtaken();
      }
      DatasetRow known = find().orElseThrow();
      if (known.latest() != request.base()) {
        return new Outcome.Overtaken();
      }
      boolean first = known.revisions() == 0;
      boolean revised = first || !request.files().isEmpty();
      boolean described = !made && describes(known);
      if (made) {
        insertKeys(known.ref().row());
        events.add(new LeatEvent.DatasetCreated(now, request.dataset()));
      }
      if (revised) {
        insertRevision(known.ref().row());
      }
      if (described) {
        events.add(new LeatEvent.MetadataUpdated(now, request.dataset()));
      }
      rememberChecks(known.ref().row());
      updateDataset(known, revised, described);
      forget();
      Outbox.append(session, bucket, events);
      return outcome(made, revised, described);
    }

    private Optional<DatasetRow> find() throws SQLException {
      return Datasets.find(session, bucket, request.dataset(), session.dialect().lock());
    }

    private LeatException deleted() {
      return new LeatException(
          CatalogError.DATASET_DELETED,
          request.dataset() + " was deleted on purpose and is not stored again",
          "lift its tombstone with 'leat delete --restore' if you want it back");
    }

    private Outcome outcome(boolean made, boolean revised, boolean described) {
      if (made) {
        return new Outcome.Created(request.number(), List.copyOf(events));
      }
      if (revised) {
        return new Outcome.Updated(request.number(), List.copyOf(events));
      }
      return described ? new Outcome.Described(List.copyOf(events)) : new Outcome.Unchanged();
    }

    /** False where another writer did so just now. */
    private boolean insertDataset() throws SQLException {
      Description description = request.description();
      return session.update(
              "INSERT INTO {dataset} (bucket, source, type, canonical, keys, name, state,"
                  + " metadata, validation, created_at, updated_at, checked_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  + " ON CONFLICT (bucket, source, type, canonical) DO NOTHING",
              bucket,
              request.dataset().source(),
              request.dataset().type(),
              request.dataset().keys().canonical(),
              KeysJson.write(request.dataset().keys()),
              description.name(),
              description.state(),
              metadataJson(),
              Validation.PENDING,
              at,
              at,
              at)
          == 1;
    }

    private String metadataJson() {
      return Json.write(new TreeMap<>(request.description().metadata()));
    }

    private void insertKeys(long dataset) throws SQLException {
      if (session.dialect() == Dialect.SQLITE) {
        var rows = new ArrayList<@Nullable Object[]>();
        request
            .dataset()
            .keys()
            .values()
            .forEach((name, value) -> rows.add(new Object[] {dataset, name, value.text()}));
        session.updateAll(
            "INSERT INTO {dataset_key} (dataset, name, value) VALUES (?, ?, ?)", rows);
      }
    }

    private boolean describes(DatasetRow known) {
      Description description = request.description();
      return !known.name().equals(description.name())
          || known.state() != description.state()
          || !known.metadata().equals(description.metadata());
    }

    private void insertRevision(long dataset) throws SQLException {
      session.update(
          "INSERT INTO {revision} (dataset, number, folder, validation, origin, origin_id,"
              + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
          dataset,
          request.number(),
          request.folder(),
          Validation.PENDING,
          request.origin().kind(),
          request.origin().id(),
          at);
      var superseded = new ArrayList<@Nullable Object[]>();
      var files = new ArrayList<@Nullable Object[]>();
      for (FileRecord file : request.files()) {
        superseded.add(new Object[] {dataset, file.id().feed(), file.id().version()});
        files.add(file.valuesAfter(dataset, request.number()));
      }
      session.updateAll(
          "UPDATE {file} SET is_current = 0, is_read = 0 WHERE dataset = ? AND feed = ?"
              + " AND version = ? AND (is_current = 1 OR is_read = 1)",
          superseded);
      session.updateAll(
          "INSERT INTO {file} (dataset, revision, "
              + FileRecord.COLUMNS
              + ", is_current, is_read) VALUES (?, ?, "
              + FileRecord.MARKS
              + ", 1, 1)",
          files);
      insertLineage(dataset);
      events.add(
          new LeatEvent.RevisionAdded(
              now,
              request.dataset(),
              request.number(),
              request.files().stream().map(FileRecord::id).toList()));
    }

    private void insertLineage(long dataset) throws SQLException {
      var rows = new ArrayList<@Nullable Object[]>();
      for (RevisionRef from : request.lineage()) {
        rows.add(new Object[] {dataset, request.number(), from.dataset(), from.revision()});
      }
      session.updateAll(
          "INSERT INTO {lineage} (dataset, revision, from_dataset, from_revision)"
              + " VALUES (?, ?, ?, ?)",
          rows);
    }

    /** A new content's validators replace the old ones; an unchanged one's complete them. */
    private void rememberChecks(long dataset) throws SQLException {
      remember(dataset, request.files().stream().map(Commits::check).toList(), REPLACED);
      remember(dataset, request.checks(), COMPLETED);
    }

    private void remember(long dataset, List<Check> checks, String validators) throws SQLException {
      var rows = new ArrayList<@Nullable Object[]>();
      for (Check check : checks) {
        rows.add(
            new @Nullable Object[] {
              dataset,
              check.id().feed(),
              check.id().version(),
              check.modified(),
              check.etag(),
              check.lastModified(),
              at,
              check.absentUntil()
            });
      }
      session.updateAll(
          "INSERT INTO {file_check} (dataset, feed, version, modified, etag, last_modified,"
              + " checked_at, absent_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
              + " ON CONFLICT (dataset, feed, version) DO UPDATE SET"
              + " modified = CASE WHEN excluded.modified IS NULL"
              + " OR {file_check}.modified > excluded.modified"
              + " THEN {file_check}.modified ELSE excluded.modified END,"
              + validators
              + " checked_at = excluded.checked_at, absent_until = excluded.absent_until",
          rows);
    }

    private void updateDataset(DatasetRow known, boolean revised, boolean described)
        throws SQLException {
      Description description = request.description();
      long row = known.ref().row();
      session.update(
          "UPDATE {dataset} SET name = ?, state = ?, metadata = ?, revisions = revisions + ?,"
              + " latest = ?, updated_at = ?, last_modified_at = ?, checked_at = ?"
              + " WHERE id = ?",
          description.name(),
          description.state(),
          metadataJson(),
          revised,
          revised ? request.number() : known.latest(),
          revised || described ? at : known.updatedAt(),
          modified(known),
          at,
          row);
      if (revised) {
        session.update(
            "UPDATE {dataset} SET validation = ? WHERE id = ?",
            Datasets.validation(session, row),
            row);
        session.update("UPDATE {dataset} SET rechecks = 0, recheck_at = NULL WHERE id = ?", row);
      } else if (known.validation() == Validation.FAILED && !request.checks().isEmpty()) {
        putOff(row);
      }
    }

    /** Upstream still has what was found wrong: it is asked less and less often. */
    private void putOff(long dataset) throws SQLException {
      int times =
          session
              .first("SELECT rechecks FROM {dataset} WHERE id = ?", Row::whole, dataset)
              .orElse(0);
      session.update(
          "UPDATE {dataset} SET rechecks = ?, recheck_at = ? WHERE id = ?",
          times + 1,
          now.plus(Recheck.after(times + 1)),
          dataset);
    }

    private @Nullable Instant modified(DatasetRow known) {
      Instant newest = known.lastModifiedAt();
      for (FileRecord file : request.files()) {
        newest = Files.later(newest, file.from().modified());
      }
      for (Check check : request.checks()) {
        newest = Files.later(newest, check.modified());
      }
      return newest;
    }

    private void forget() throws SQLException {
      session.update(
          "DELETE FROM {failure} WHERE bucket = ? AND source = ? AND type = ? AND canonical = ?",
          bucket,
          request.dataset().source(),
          request.dataset().type(),
          request.dataset().keys().canonical());
      Optional<Long> draft = Optional.ofNullable(request.draft());
      if (draft.isPresent()
          && session.update("DELETE FROM {draft} WHERE id = ?", draft.get()) == 0) {
        throw Drafts.gone(request.folder());
      }
    }
  }
}
