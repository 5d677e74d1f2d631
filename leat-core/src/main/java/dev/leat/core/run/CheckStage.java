package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.core.contract.CheckResult;
import dev.leat.core.contract.Checks;
import dev.leat.core.project.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Holds what is loaded against the tables' checks; changes no table and no revision. */
final class CheckStage {
  private final Parts parts;
  private final Destination destination;

  CheckStage(Parts parts, Destination destination) {
    this.parts = parts;
    this.destination = destination;
  }

  /** Of these tables, of all where none is named. Runs on a platform thread. */
  List<CheckResult> run(Set<String> names) {
    var results = new ArrayList<CheckResult>();
    for (TableDefinition table : parts.project().tables()) {
      if (names.isEmpty() || names.contains(table.name())) {
        results.addAll(
            Checks.judge(table.name(), table.quality().checks(), destination::query, parts.now()));
      }
    }
    new QualityRecords(parts, destination.name()).keep(results);
    return results;
  }
}
