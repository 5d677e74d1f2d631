package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.core.catalog.CheckHistory;
import dev.leat.core.catalog.CheckHistory.CheckRow;
import dev.leat.core.catalog.CheckHistory.ProfileRow;
import dev.leat.core.contract.CheckResult;
import dev.leat.core.contract.CheckResult.Outcome;
import dev.leat.core.contract.Profile;
import dev.leat.core.load.TableOutcome;
import dev.leat.core.project.Quality.ProfileRule;
import dev.leat.core.project.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps in the catalog what was found out about tables, and says so of the revisions behind. */
final class QualityRecords {
  /** What the reason of a revision begins with that a check found wrong. */
  private static final String REASON = "check ";

  private final Parts parts;
  private final String destination;

  QualityRecords(Parts parts, String destination) {
    this.parts = parts;
    this.destination = destination;
  }

  /**
   * Keeps what a load's checks found; revisions that brought what must not be are fetched again,
   * and those that turned out right are not.
   */
  void judged(LoadRequest request, List<CheckResult> results) {
    keep(results, request.id());
    boolean failed = false;
    for (CheckResult result : results) {
      if (result.outcome() == Outcome.FAILED) {
        failed = true;
        Map<DatasetId, Set<Integer>> brought = revisions(broughtBy(request, result));
        String reason = REASON + "'" + result.rule().name() + "' of " + result.table();
        int marked = parts.catalog().verdicts().fail(brought, reason + ": " + result.found());
        if (marked > 0) {
          parts.tell(
              new Progress.Warned(
                  "%s of %s: marked as VALIDATION_FAILED, to be fetched again by the next run."
                      .formatted(
                          marked == 1 ? "1 revision" : marked + " revisions", request.table())));
        }
      }
    }
    if (!failed) {
      parts.catalog().verdicts().clear(revisions(request.add()), REASON);
    }
  }

  /** The files with rows that are wrong; all that are new where the whole table is. */
  private static List<LoadFile> broughtBy(LoadRequest request, CheckResult result) {
    List<LoadFile> some =
        request.add().stream().filter(file -> result.files().contains(file.id())).toList();
    return result.files().isEmpty() ? request.add() : some;
  }

  private static Map<DatasetId, Set<Integer>> revisions(List<LoadFile> files) {
    var revisions = new HashMap<DatasetId, Set<Integer>>();
    for (LoadFile file : files) {
      revisions.computeIfAbsent(file.dataset(), any -> new HashSet<>()).add(file.revision());
    }
    return revisions;
  }

  /** Keeps what was found without a load. */
  void keep(List<CheckResult> results) {
    keep(results, 0);
  }

  private void keep(List<CheckResult> results, long load) {
    parts
        .catalog()
        .checks()
        .add(
            results.stream()
                .map(
                    result ->
                        new CheckRow(
                            destination,
                            result.table(),
                            result.rule().name(),
                            result.rule().severity().name(),
                            result.outcome().name(),
                            result.found(),
                            result.wrong(),
                            result.rows(),
                            load,
                            parts.holder().run(),
                            parts.now()))
                .toList());
  }

  /** Keeps what a load left, and tells what has moved further than it may. */
  void profiled(TableOutcome.Loaded loaded) {
    Optional<ProfileRule> rule =
        parts
            .project()
            .table(loaded.table())
            .map(TableDefinition::quality)
            .flatMap(q -> q.profile());
    if (loaded.profile().isEmpty() || rule.isEmpty()) {
      return;
    }
    Profile now = loaded.profile().get();
    CheckHistory history = parts.catalog().checks();
    List<ProfileRow> before = history.profile(destination, loaded.table());
    history.keep(destination, loaded.table(), loaded.load(), rows(now, loaded.read()), parts.now());
    if (!before.isEmpty()) {
      now.jumps(profile(loaded.table(), before), rule.get())
          .forEach(text -> parts.tell(new Progress.Warned(text)));
    }
  }

  private static List<ProfileRow> rows(Profile profile, long read) {
    var rows = new ArrayList<ProfileRow>();
    rows.add(new ProfileRow("", read, profile.rows(), 0, -1, null, null));
    for (Profile.OfColumn column : profile.columns()) {
      rows.add(
          new ProfileRow(
              column.name(),
              read,
              profile.rows(),
              column.nulls(),
              column.distinct(),
              column.min(),
              column.max()));
    }
    return rows;
  }

  private static Profile profile(String table, List<ProfileRow> rows) {
    return new Profile(
        table,
        rows.getFirst().rows(),
        rows.stream()
            .filter(row -> !row.column().isEmpty())
            .map(
                row ->
                    new Profile.OfColumn(
                        row.column(), row.nulls(), row.distinct(), row.min(), row.max()))
            .toList());
  }
}
