package dev.leat.core.catalog;

import dev.leat.api.Cursor;
import dev.leat.api.DatasetId;
import dev.leat.api.DatasetType.Reading;
import dev.leat.api.FeedVersion;
import dev.leat.api.KnownFile;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the files of committed revisions; thread-safe. */
public final class Files {
  private static final String COLUMNS =
      "f.id, f.dataset, d.source, d.type, d.keys, f.revision, "
          + FileRecord.COLUMNS.replaceAll("(\\w+)(,|$)", "f.$1$2")
          + ", f.set_aside, f.set_aside_at";
  private static final String FROM = " FROM {file} f JOIN {dataset} d ON d.id = f.dataset";

  private final Database database;
  private final String bucket;

  Files(Database database, String bucket) {
    this.database = database;
    this.bucket = bucket;
  }

  /**
   * What a table reads.
   *
   * @param type the dataset type, or null for every one that has the feed
   */
  public record Wanted(String source, @Nullable String type, String feed, Reading reading) {}

  /**
   * The next files that a table wants, in order of id.
   *
   * @param after id of the last one seen, 0 to start
   */
  public List<FileRow> wanted(Wanted wanted, long after, int max) {
    String read =
        wanted.reading() == Reading.SNAPSHOT ? " AND f.is_read = 1" : " AND f.set_aside IS NULL";
    String typed = wanted.type() == null ? "" : " AND d.type = ?";
    var values = new ArrayList<@Nullable Object>(List.of(wanted.feed(), after, bucket));
    values.add(wanted.source());
    if (wanted.type() != null) {
      values.add(wanted.type());
    }
    values.add(max);
    return database.read(
        session ->
            session.list(
                "SELECT "
                    + COLUMNS
                    + FROM
                    + " WHERE f.feed = ?"
                    + read
                    + " AND f.id > ? AND d.bucket = ? AND d.source = ?"
                    + typed
                    + " ORDER BY f.id LIMIT ?",
                Files::read,
                values.toArray()));
  }

  /** Every file of the bucket in order of id, superseded ones included. */
  public List<FileRow> page(long after, int max) {
    return database.read(
        session ->
            session.list(
                "SELECT "
                    + COLUMNS
                    + FROM
                    + " WHERE f.id > ? AND d.bucket = ?"
                    + " ORDER BY f.id LIMIT ?",
                Files::read,
                after,
                bucket,
                max));
  }

  /** Forgets a file that is superseded or set aside; false where it is read or gone. */
  public boolean forget(long id) {
    return database.write(
            Durability.POWER,
            session -> session.update("DELETE FROM {file} WHERE id = ? AND is_read = 0", id))
        == 1;
  }

  public Optional<FileRow> find(long id) {
    return database.read(
        session ->
            session.first(
                "SELECT " + COLUMNS + FROM + " WHERE f.id = ? AND d.bucket = ?",
                Files::read,
                id,
                bucket));
  }

  /** The newest file of each feed and version that is not set aside, by dataset row. */
  public Map<Long, List<FileRow>> current(Collection<Long> datasets) {
    return of(datasets, "f.is_read = 1");
  }

  /** The files that are set aside, by dataset row. */
  public Map<Long, List<FileRow>> setAside(Collection<Long> datasets) {
    return of(datasets, "f.set_aside IS NOT NULL");
  }

  private Map<Long, List<FileRow>> of(Collection<Long> datasets, String condition) {
    if (datasets.isEmpty()) {
      return Map.of();
    }
    List<@Nullable Object> marked = Condition.padded(datasets);
    return database
        .read(
            session ->
                session.list(
                    "SELECT "
                        + COLUMNS
                        + FROM
                        + " WHERE "
                        + condition
                        + " AND f.dataset IN ("
                        + Condition.marks(marked.size())
                        + ") ORDER BY f.dataset, f.feed, f.version, f.revision",
                    Files::read,
                    marked.toArray()))
        .stream()
        .collect(Collectors.groupingBy(file -> file.dataset().row()));
  }

  /** All files of a dataset, in order of revision. */
  public List<FileRow> all(DatasetRef dataset) {
    return database.read(session -> all(session, dataset));
  }

  static List<FileRow> all(Session session, DatasetRef dataset) throws SQLException {
    return session.list(
        "SELECT " + COLUMNS + FROM + " WHERE f.dataset = ? ORDER BY f.revision, f.feed, f.version",
        Files::read,
        dataset.row());
  }

  private static FileRow read(Row row) throws SQLException {
    long id = row.number();
    var ref =
        new DatasetRef(
            row.number(), new DatasetId(row.text(), row.text(), KeysJson.read(row.text())));
    int revision = row.whole();
    FileRecord file = FileRecord.read(row);
    String reason = row.textOrNull();
    Instant at = row.instantOrNull();
    SetAside.Mark mark = reason == null || at == null ? null : new SetAside.Mark(reason, at);
    return new FileRow(id, ref, revision, file, mark);
  }

  /** What the next request for each file of a dataset needs to know. */
  public Map<FeedVersion, KnownFile> known(DatasetId id) {
    var known = new HashMap<FeedVersion, KnownFile>();
    database
        .read(
            session ->
                session.list(
                    "SELECT f.feed, f.version, f.sha256, f.size, coalesce(c.etag, f.etag),"
                        + " coalesce(c.last_modified, f.last_modified), f.modified, c.modified,"
                        + " f.read_to"
                        + FROM
                        + " LEFT JOIN {file_check} c ON c.dataset = f.dataset AND c.feed = f.feed"
                        + " AND c.version = f.version WHERE d.bucket = ? AND d.source = ?"
                        + " AND d.type = ? AND d.canonical = ? AND f.is_current = 1",
                    Files::known,
                    bucket,
                    id.source(),
                    id.type(),
                    id.keys().canonical()))
        .forEach(file -> known.put(file.id(), file));
    return known;
  }

  private static KnownFile known(Row row) throws SQLException {
    return new KnownFile(
        new FeedVersion(row.text(), row.text()),
        row.text(),
        row.number(),
        row.textOrNull(),
        row.textOrNull(),
        later(row.instantOrNull(), row.instantOrNull()),
        new Cursor(row.text()));
  }

  static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  /** The revisions that a derived revision was computed from. */
  public List<RevisionRef> lineage(DatasetRef dataset, int revision) {
    return database.read(
        session ->
            session.list(
                "SELECT from_dataset, from_revision FROM {lineage} WHERE dataset = ?"
                    + " AND revision = ? ORDER BY from_dataset, from_revision",
                row -> new RevisionRef(row.number(), row.whole()),
                dataset.row(),
                revision));
  }

  /** Those of the paths that a file of some revision or draft of any bucket has. */
  public Set<String> pathsInUse(Collection<String> paths) {
    return database.read(
        session -> {
          var found = new HashSet<String>();
          found.addAll(among(session, "SELECT path FROM {file} WHERE path IN (", paths));
          found.addAll(among(session, "SELECT path FROM {draft_file} WHERE path IN (", paths));
          return found;
        });
  }

  /** Those of the folders that a revision of any bucket has. */
  public Set<String> revisionFolders(Collection<String> folders) {
    return Set.copyOf(
        database.read(
            session -> among(session, "SELECT folder FROM {revision} WHERE folder IN (", folders)));
  }

  /** Those of the folders that a draft of any bucket has. */
  public Set<String> draftFolders(Collection<String> folders) {
    return Set.copyOf(
        database.read(
            session -> among(session, "SELECT folder FROM {draft} WHERE folder IN (", folders)));
  }

  private static List<String> among(Session session, String sql, Collection<String> texts)
      throws SQLException {
    if (texts.isEmpty()) {
      return List.of();
    }
    List<@Nullable Object> marked = Condition.padded(texts);
    return session.list(sql + Condition.marks(marked.size()) + ")", Row::text, marked.toArray());
  }
}
