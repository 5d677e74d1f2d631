package dev.leat.core.catalog;

import dev.leat.api.Keys;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records what runs do: one job per source, dataset type and selector; thread-safe. */
public final class Jobs {
  /** Follows the selector of a job that is about a part of it. */
  public static final String PART = " (part)";

  static final String COLUMNS =
      "id, run, source, type, selector, feeds, state, started_at, ended_at, total, successful,"
          + " ignored, skipped, failed, bytes, timings, error";

  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Jobs(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /** How a job stands. */
  public enum State {
    RUNNING,
    FINISHED,
    /** There was nothing to do, or another run was doing it. */
    SKIPPED,
    FAILED,
    /** Somebody stopped it. */
    ABORTED,
    /** Its process died. */
    ABANDONED
  }

  /** What a task was about to do. */
  public enum Operation {
    CREATE,
    UPDATE
  }

  /**
   * A job about to start.
   *
   * @param run shared by the jobs of one run
   * @param selector for people
   * @param feeds wanted feeds and versions
   * @param lease that it works under, or null where it has none
   */
  public record Start(
      String run,
      String source,
      String datasetType,
      String selector,
      List<String> feeds,
      @Nullable Lease lease) {
    public Start {
      Objects.requireNonNull(run);
      Objects.requireNonNull(source);
      Objects.requireNonNull(datasetType);
      Objects.requireNonNull(selector);
      feeds = List.copyOf(feeds);
    }
  }

  /** Tasks by what came of them, and bytes that were received. */
  public record Counters(
      long total, long successful, long ignored, long skipped, long failed, long bytes) {
    public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0);
  }

  /**
   * How a job ended.
   *
   * @param timings milliseconds by step
   * @param error why, where it did not finish
   */
  public record End(
      State state, Counters counters, Map<String, Long> timings, @Nullable String error) {
    public End {
      Objects.requireNonNull(state);
      Objects.requireNonNull(counters);
      timings = new LinkedHashMap<>(timings);
    }

    /** Whether the catalog would be as right without it. */
    boolean uneventful() {
      boolean quiet = state == State.FINISHED || state == State.SKIPPED;
      return quiet && counters.successful() + counters.failed() == 0;
    }
  }

  /** A job as recorded. */
  public record JobRow(
      long id, Start start, End end, Instant startedAt, @Nullable Instant endedAt) {
    public JobRow {
      Objects.requireNonNull(start);
      Objects.requireNonNull(end);
      Objects.requireNonNull(startedAt);
    }
  }

  /** A task that failed. */
  public record FailedTask(Operation operation, Keys keys, String code, String message) {
    public FailedTask {
      Objects.requireNonNull(operation);
      Objects.requireNonNull(keys);
      Objects.requireNonNull(code);
      Objects.requireNonNull(message);
    }
  }

  /** What has failed, or is not right or not whole, within one selector. */
  public record Outstanding(long failed, long invalid, long incomplete) {
    public boolean none() {
      return failed == 0 && invalid == 0 && incomplete == 0;
    }
  }

  /** Records that a job runs. */
  public long start(Start start) {
    return database.write(Durability.PROCESS, session -> insert(session, start));
  }

  private long insert(Session session, Start start) throws SQLException {
    Lease lease = start.lease();
    return session.number(
        "INSERT INTO {job} (run, bucket, source, type, selector, feeds, lease, epoch, state,"
            + " started_at, timings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        start.run(),
        bucket,
        start.source(),
        start.datasetType(),
        start.selector(),
        Json.write(start.feeds()),
        lease == null ? null : lease.name(),
        lease == null ? null : lease.epoch(),
        State.RUNNING,
        clock.instant(),
        "{}");
  }

  /** Updates a running job's counters. */
  public void progress(long job, Counters counters) {
    database.write(Durability.PROCESS, session -> count(session, job, counters));
  }

  private static int count(Session session, long job, Counters counters) throws SQLException {
    return session.update(
        "UPDATE {job} SET total = ?, successful = ?, ignored = ?, skipped = ?, failed = ?,"
            + " bytes = ? WHERE id = ?",
        counters.total(),
        counters.successful(),
        counters.ignored(),
        counters.skipped(),
        counters.failed(),
        counters.bytes(),
        job);
  }

  /** Records how a job ended; one that changed nothing may be gone after a power cut. */
  public void end(long job, End end) {
    database.write(
        end.uneventful() ? Durability.PROCESS : Durability.POWER,
        session -> {
          count(session, job, end.counters());
          return session.update(
              "UPDATE {job} SET state = ?, ended_at = ?, timings = ?, error = ? WHERE id = ?",
              end.state(),
              clock.instant(),
              Json.write(end.timings()),
              end.error(),
              job);
        });
  }

  /** Records a failed task and that its dataset needs another try. */
  public void failed(long job, FailedTask task) {
    database.write(Durability.PROCESS, session -> insertFailed(session, job, task));
  }

  private int insertFailed(Session session, long job, FailedTask task) throws SQLException {
    Settlements.unsettle(session, job);
    long id =
        session.number(
            "INSERT INTO {task} (job, operation, canonical, keys, code, message, failed_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
            job,
            task.operation(),
            task.keys().canonical(),
            KeysJson.write(task.keys()),
            task.code(),
            task.message(),
            clock.instant());
    return session.update(
        "INSERT INTO {failure} (bucket, source, type, canonical, keys, task, failed_at)"
            + " SELECT j.bucket, j.source, j.type, t.canonical, t.keys, t.id, t.failed_at"
            + " FROM {task} t JOIN {job} j ON j.id = t.job WHERE t.id = ?"
            + " ON CONFLICT (bucket, source, type, canonical) DO UPDATE SET"
            + " task = excluded.task, failed_at = excluded.failed_at",
        id);
  }

  /** Forgets that a dataset failed, as when it is no longer offered. */
  public void forgive(String source, String datasetType, Keys keys) {
    database.write(
        Durability.PROCESS,
        session ->
            session.update(
                "DELETE FROM {failure} WHERE bucket = ? AND source = ? AND type = ?"
                    + " AND canonical = ?",
                bucket,
                source,
                datasetType,
                keys.canonical()));
  }

  /** Identities whose last task failed, within one selector. */
  public List<Keys> failures(String source, String datasetType, Keys selector) {
    return database
        .read(
            session ->
                session.list(
                    "SELECT keys FROM {failure} WHERE bucket = ? AND source = ? AND type = ?"
                        + " ORDER BY canonical",
                    row -> KeysJson.read(row.text()),
                    bucket,
                    source,
                    datasetType))
        .stream()
        .filter(selector::agreesWith)
        .toList();
  }

  /** What keeps a selector from being skipped as a whole. */
  public Outstanding outstanding(String source, String datasetType, Keys selector) {
    long failed = failures(source, datasetType, selector).size();
    DatasetFilter filter = DatasetFilter.of(source, datasetType).keys(selector);
    return database.read(
        session -> {
          Condition condition = Condition.of(session.dialect(), bucket, filter);
          long expired = expired(session, filter);
          return session
              .first(
                  "SELECT coalesce(sum(CASE WHEN d.validation = 'FAILED' THEN 1 ELSE 0 END), 0),"
                      + " coalesce(sum(CASE WHEN d.state IN ('SCHEDULED', 'PARTIAL')"
                      + " THEN 1 ELSE 0 END), 0) FROM {dataset} d"
                      + condition.sql(),
                  row -> new Outstanding(failed, row.number(), row.number() + expired),
                  condition.values())
              .orElseThrow();
        });
  }

  /** Files whose remembered absence has run out. */
  private long expired(Session session, DatasetFilter filter) throws SQLException {
    Condition condition =
        Condition.of(session.dialect(), bucket, filter).and("c.absent_until <= ?", clock.instant());
    return session.number(
        "SELECT count(*) FROM {file_check} c JOIN {dataset} d ON d.id = c.dataset"
            + condition.sql(),
        condition.values());
  }

  /** Marks running jobs whose lease somebody else has, or nobody, as abandoned. */
  public int reconcile() {
    return database.write(Durability.POWER, this::reconcile);
  }

  /** Jobs that {@link #reconcile} would mark. */
  public List<Long> dead() {
    return database.read(session -> dead(session, clock.instant()));
  }

  private List<Long> dead(Session session, Instant now) throws SQLException {
    return session
        .list(
            "SELECT j.id, l.holder FROM {job} j LEFT JOIN {lease} l ON l.name = j.lease"
                + " AND l.epoch = j.epoch AND l.expires_at > ?"
                + " WHERE j.state = 'RUNNING' AND j.lease IS NOT NULL AND j.bucket = ?",
            row -> new Suspect(row.number(), row.textOrNull()),
            now,
            bucket)
        .stream()
        .filter(Suspect::dead)
        .map(Suspect::job)
        .toList();
  }

  private int reconcile(Session session) throws SQLException {
    Instant now = clock.instant();
    List<Long> dead = dead(session, now);
    for (long job : dead) {
      session.update(
          "UPDATE {job} SET state = ?, ended_at = ?, error = ? WHERE id = ?",
          State.ABANDONED,
          now,
          "its process ended without saying so",
          job);
    }
    return dead.size();
  }

  /** A running job and who holds its lease, if anybody. */
  private record Suspect(long job, @Nullable String holder) {
    boolean dead() {
      return holder == null || Holder.parse(holder).map(Holder::gone).orElse(false);
    }
  }

  /** The newest jobs first; {@code before} is the id of the last one seen. */
  public List<JobRow> newest(long before, int max) {
    return database.read(
        session ->
            session.list(
                "SELECT "
                    + COLUMNS
                    + " FROM {job} WHERE bucket = ? AND id < ?"
                    + " ORDER BY id DESC LIMIT ?",
                Jobs::read,
                bucket,
                before,
                max));
  }

  /**
   * What the newest job that listed this selector had asked for, joined by commas; empty where that
   * job did not finish or was about a part only, since nobody knows what it has not seen.
   */
  public Optional<String> feedsListed(String source, String datasetType, String selector) {
    return database
        .read(
            session ->
                session.first(
                    "SELECT feeds, state, selector FROM {job} WHERE bucket = ? AND source = ?"
                        + " AND type = ? AND selector IN (?, ?) AND state NOT IN (?, ?)"
                        + " ORDER BY id DESC LIMIT 1",
                    row -> new Listed(Json.texts(row.text()), row.text(), row.text()),
                    bucket,
                    source,
                    datasetType,
                    selector,
                    selector + PART,
                    State.SKIPPED,
                    State.RUNNING))
        .filter(job -> job.state().equals(State.FINISHED.name()))
        .filter(job -> job.selector().equals(selector))
        .map(job -> String.join(",", job.feeds()));
  }

  private record Listed(List<String> feeds, String state, String selector) {}

  public Optional<JobRow> find(long job) {
    return newest(job + 1, 1).stream().filter(row -> row.id() == job).findFirst();
  }

  static JobRow read(Row row) throws SQLException {
    long id = row.number();
    var start =
        new Start(row.text(), row.text(), row.text(), row.text(), Json.texts(row.text()), null);
    State state = State.valueOf(row.text());
    Instant startedAt = row.instant();
    Instant endedAt = row.instantOrNull();
    var counters =
        new Counters(
            row.number(), row.number(), row.number(), row.number(), row.number(), row.number());
    var end = new End(state, counters, Json.numbers(row.text()), row.textOrNull());
    return new JobRow(id, start, end, startedAt, endedAt);
  }

  /** The failed tasks of a job, in order of failure. */
  public List<FailedTask> failedTasks(long job) {
    return database.read(
        session ->
            session.list(
                "SELECT operation, keys, code, message FROM {task} WHERE job = ? ORDER BY id",
                row ->
                    new FailedTask(
                        Operation.valueOf(row.text()),
                        KeysJson.read(row.text()),
                        row.text(),
                        row.text()),
                job));
  }
}
