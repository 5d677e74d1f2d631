package dev.leat.core.load;

import dev.leat.api.LeatException;
import dev.leat.api.Load;
import dev.leat.api.LoadRequest;
import dev.leat.core.contract.Asker;
import dev.leat.core.contract.CheckResult;
import dev.leat.core.contract.CheckResult.Outcome;
import dev.leat.core.contract.Checks;
import dev.leat.core.contract.Profile;
import dev.leat.core.project.CheckRule.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at what a load would leave, before it is committed; what must not be ends the load. */
final class Inspection {
  private static final int SHOWN = 3;

  private final TableTask task;
  private final LoadListener listener;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable Profile profile;

  Inspection(TableTask task, LoadListener listener) {
    this.task = task;
    this.listener = listener;
  }

  /**
   * Looks at the applied load.
   *
   * @param rows that it staged
   * @param now by which freshness is judged
   */
  void look(Load load, LoadRequest request, long rows, Instant now) {
    warnings.clear();
    Asker asker = load::ask;
    if (rows == 0 && !request.add().isEmpty() && request.previous() != 0 && !mayBeEmpty()) {
      refuseEmptying(asker, request);
    }
    List<CheckResult> results =
        Checks.judge(task.table(), task.promises().quality().checks(), asker, now);
    if (!results.isEmpty()) {
      listener.checked(request, results);
      judge(results, request);
    }
    if (task.promises().quality().profile().isPresent()) {
      profile = Profile.of(task.table(), asker);
    }
  }

  /** Who says how few rows may be there has thought of none. */
  private boolean mayBeEmpty() {
    return task.promises().quality().checks().stream()
        .anyMatch(check -> check.kind() instanceof Kind.Rows);
  }

  private void refuseEmptying(Asker asker, LoadRequest request) {
    String table = "'" + task.table().replace("'", "''") + "'";
    long before =
        asker
            .rows(
                "SELECT row_count FROM _leat_loads WHERE root_name = "
                    + table
                    + " AND table_name = "
                    + table
                    + " AND id = "
                    + request.previous())
            .stream()
            .mapToLong(row -> Asker.number(row.get(0)))
            .findFirst()
            .orElse(0);
    String name = "\"" + task.table().replace("\"", "\"\"") + "\"";
    if (before > 0
        && !asker.columns(task.table()).isEmpty()
        && Asker.number(
                asker
                    .rows("SELECT count(*) FROM (SELECT 1 FROM " + name + " LIMIT 1) AS one")
                    .get(0)
                    .get(0))
            == 0) {
      throw new LeatException(
          LoadError.TABLE_EMPTIED,
          "The load would leave %s without a row, and it has %d.".formatted(task.table(), before),
          "Look at what the source sent; where no rows are right, add the check `rows: {min: 0}`."
              + " Nothing was written.");
    }
  }

  private void judge(List<CheckResult> results, LoadRequest request) {
    List<CheckResult> failed =
        results.stream().filter(result -> result.outcome() == Outcome.FAILED).toList();
    if (!failed.isEmpty()) {
      throw new LeatException(
          LoadError.CHECK_FAILED,
          failed.stream()
              .map(result -> result.sentence() + files(result, request))
              .collect(Collectors.joining(" ")),
          "Correct the source or the check. Nothing was written; the next run fetches again what"
              + " brought the rows."
              + unwanted(failed, request));
    }
    results.stream()
        .filter(result -> result.outcome() == Outcome.WARNED)
        .forEach(result -> warnings.add(result.sentence()));
  }

  private static String unwanted(List<CheckResult> failed, LoadRequest request) {
    return request.add().stream()
        .filter(file -> failed.stream().anyMatch(result -> result.files().contains(file.id())))
        .findFirst()
        .map(file -> " " + Unwanted.remedy(file.dataset(), file.revision()))
        .orElse("");
  }

  /** The new files with rows that are wrong. */
  private static String files(CheckResult result, LoadRequest request) {
    List<String> names =
        request.add().stream()
            .filter(file -> result.files().contains(file.id()))
            .map(Tally::name)
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining("; "));
    return " They are in " + shown + (names.size() > SHOWN ? "; and others." : ".");
  }

  List<String> warnings() {
    return warnings;
  }

  Optional<Profile> profile() {
    return Optional.ofNullable(profile);
  }
}
