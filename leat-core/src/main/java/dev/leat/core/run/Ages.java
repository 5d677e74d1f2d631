package dev.leat.core.run;

import dev.leat.api.LeatException;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.Jobs.JobRow;
import dev.leat.core.project.TableDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds sources and tables that have not gone well for too long. */
final class Ages {
  private static final int JOBS_MAX = 2_000;

  private final Parts parts;
  private final List<JobRow> jobs;

  Ages(Parts parts) {
    this.parts = parts;
    this.jobs = parts.catalog().jobs().newest(Long.MAX_VALUE, JOBS_MAX);
  }

  /**
   * @param most how old each may be, by the name of a source or a table
   */
  List<Failure> exceeded(Map<String, Duration> most) {
    var old = new ArrayList<Failure>();
    most.forEach((name, age) -> exceeded(name, age).ifPresent(old::add));
    return old;
  }

  private Optional<Failure> exceeded(String name, Duration most) {
    Optional<TableDefinition> table =
        parts.project().tables().stream().filter(it -> it.name().equals(name)).findFirst();
    String what = (table.isPresent() ? "table '" : "source '") + name + "'";
    Optional<Instant> last = last(about(name, table));
    if (last.filter(at -> !at.plus(most).isBefore(parts.now())).isPresent()) {
      return Optional.empty();
    }
    String problem =
        last.map(at -> "what it is made from last came without failure at " + at)
                .orElse("what it is made from has never come without failure")
            + ", and a notice wants it no older than "
            + words(most);
    return Optional.of(
        new Failure(
            what,
            new LeatException(
                RunError.TOO_OLD,
                problem,
                "see `leat show runs` for what failed, and whether anything starts the runs")));
  }

  private static Predicate<JobRow> about(String name, Optional<TableDefinition> table) {
    return job ->
        table
            .map(
                it ->
                    job.start().source().equals(it.from().source())
                        && job.start().datasetType().equals(it.from().datasetType()))
            .orElse(job.start().source().equals(name));
  }

  private Optional<Instant> last(Predicate<JobRow> about) {
    return jobs.stream()
        .filter(about)
        .filter(
            job ->
                job.end().state() == Jobs.State.FINISHED || job.end().state() == Jobs.State.SKIPPED)
        .filter(job -> job.end().counters().failed() == 0)
        .flatMap(job -> Optional.ofNullable(job.endedAt()).stream())
        .max(Instant::compareTo);
  }

  private static String words(Duration age) {
    return age.toMinutes() % 60 == 0 ? age.toHours() + " h" : age.toMinutes() + " min";
  }
}
