package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.FileIds;
import dev.leat.api.LeatException;
import dev.leat.core.contract.CheckResult;
import dev.leat.core.contract.CheckResult.Outcome;
import dev.leat.core.contract.Checks;
import dev.leat.core.project.CheckRule;
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
        results.addAll(judge(table.name(), table.quality().checks()));
      }
    }
    new QualityRecords(parts, destination.name()).keep(results);
    return results;
  }

  /** A check that cannot be asked fails, and keeps none of the others from being asked. */
  private List<CheckResult> judge(String table, List<CheckRule> rules) {
    try {
      return Checks.judge(table, rules, destination::query, parts.now());
    } catch (LeatException e) {
      if (rules.size() == 1) {
        String found = "it cannot be asked: " + e.getMessage();
        return List.of(
            new CheckResult(table, rules.getFirst(), Outcome.FAILED, found, 1, 0, FileIds.NONE));
      }
      return rules.stream().flatMap(rule -> judge(table, List.of(rule)).stream()).toList();
    }
  }
}
