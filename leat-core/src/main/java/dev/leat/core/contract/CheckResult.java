package dev.leat.core.contract;

import dev.leat.api.FileIds;
import dev.leat.core.project.CheckRule;
import dev.leat.core.project.CheckRule.Severity;
import java.util.Objects;

/**
 * What a check found.
 *
 * @param found a clause about the table, such as {@code 3 of 99 rows have no amount}
 * @param wrong how many rows are; 0 or 1 where it is about the table as a whole
 * @param rows of the table
 * @param files that hold the rows that are wrong; empty where it is about the table as a whole
 */
public record CheckResult(
    String table,
    CheckRule rule,
    Outcome outcome,
    String found,
    long wrong,
    long rows,
    FileIds files) {
  /** Whether it holds. */
  public enum Outcome {
    PASSED,
    WARNED,
    FAILED
  }

  public CheckResult {
    Objects.requireNonNull(table);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(found);
    Objects.requireNonNull(files);
  }

  static Outcome broken(CheckRule rule) {
    return rule.severity() == Severity.FAIL ? Outcome.FAILED : Outcome.WARNED;
  }

  public boolean holds() {
    return outcome == Outcome.PASSED;
  }

  /** One sentence for people. */
  public String sentence() {
    return "The check '" + rule.name() + "' of " + table + " does not hold: " + found + ".";
  }
}
