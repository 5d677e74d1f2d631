package dev.leat.core.catalog;

import dev.leat.core.catalog.Jobs.JobRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what the newest runs made of a source, however long ago that was; thread-safe.
 *
 * <p>A job that found another run at its work says nothing of the source, and is left out: it is
 * one that was skipped without ever having a lease.
 */
public final class LatestJobs {
  private static final String LOOKED =
      " FROM {job} WHERE bucket = ? AND source = ? AND NOT (state = 'SKIPPED' AND lease IS NULL)";
  private static final String ENDED = " AND type = ? AND state <> 'RUNNING'";

  private final Database database;
  private final String bucket;

  LatestJobs(Database database, String bucket) {
    this.database = database;
    this.bucket = bucket;
  }

  /** All jobs of the newest run that looked at the source, the newest first. */
  public List<JobRow> of(String source) {
    return newestRun(LOOKED, source);
  }

  /** All jobs of the newest run that looked for such datasets, as far as they have ended. */
  public List<JobRow> ended(String source, String datasetType) {
    return newestRun(LOOKED + ENDED, source, datasetType);
  }

  private List<JobRow> newestRun(String from, String... about) {
    return database.read(
        session -> {
          Object[] once = values(about);
          Optional<String> run =
              session.first("SELECT run" + from + " ORDER BY id DESC LIMIT 1", Row::text, once);
          return run.isEmpty()
              ? List.of()
              : session.list(
                  "SELECT " + Jobs.COLUMNS + from + " AND run = ? ORDER BY id DESC",
                  Jobs::read,
                  values(about, run.get()));
        });
  }

  /** When everything that was asked of the source last ended without failure. */
  public Optional<Instant> lastWell(String source) {
    return newestEnd(LOOKED, source);
  }

  /** When everything that was asked for such datasets last ended without failure. */
  public Optional<Instant> lastWell(String source, String datasetType) {
    return newestEnd(LOOKED + ENDED, source, datasetType);
  }

  private Optional<Instant> newestEnd(String from, String... about) {
    return database.read(
        session ->
            session.first(
                "SELECT ended_at"
                    + from
                    + " AND state IN ('FINISHED', 'SKIPPED') AND failed = 0 AND ended_at IS NOT"
                    + " NULL ORDER BY id DESC LIMIT 1",
                Row::instant,
                values(about)));
  }

  private Object[] values(String[] about, String... more) {
    return Stream.of(new String[] {bucket}, about, more).flatMap(Stream::of).toArray();
  }
}
