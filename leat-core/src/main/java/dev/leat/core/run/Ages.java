package dev.leat.core.run;

import dev.leat.api.LeatException;
import dev.leat.core.catalog.LatestJobs;
import dev.leat.core.project.TableDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds sources and tables that have not gone well for too long. */
final class Ages {
  private final Parts parts;

  Ages(Parts parts) {
    this.parts = parts;
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
    Optional<Instant> last = last(name, table);
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

  private Optional<Instant> last(String name, Optional<TableDefinition> table) {
    LatestJobs jobs = parts.catalog().latestJobs();
    return table.isPresent()
        ? jobs.lastWell(table.get().from().source(), table.get().from().datasetType())
        : jobs.lastWell(name);
  }

  private static String words(Duration age) {
    return age.toMinutes() % 60 == 0 ? age.toHours() + " h" : age.toMinutes() + " min";
  }
}
