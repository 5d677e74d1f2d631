package dev.leat.cli;

import dev.leat.api.Blame;
import dev.leat.core.Leat;
import dev.leat.core.catalog.CheckHistory.CheckRow;
import dev.leat.core.contract.CheckResult;
import dev.leat.core.contract.CheckResult.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Holds what is loaded against its checks. */
final class CheckCommand implements Command {
  static final String SUMMARY = "Checks what is loaded, or shows what checks have found.";

  private static final int LIMIT = 50;

  @Override
  public Usage usage() {
    return Usage.of("check", SUMMARY)
        .when(
            "To know whether the tables still are what leat.yaml says of them: freshness changes"
                + " with the clock, and checks may be newer than the rows. Loads check by"
                + " themselves before they commit; this command changes no table. It ends with"
                + " exit code 4 where a check fails that does not only warn.",
            "Everything that a check has found is kept; --history shows it, the newest first. A"
                + " load of 0 is this command.")
        .folder()
        .options("--table", "NAME", "Only this table. May be given several times.")
        .flag("--history", "Shows what checks have found, and checks nothing.")
        .option("--limit", "N", "With --history: how many results. Default: " + LIMIT + ".")
        .output(Output.TABLE, Output.CSV, Output.JSON)
        .example("leat check shop", "Every check of every table.")
        .example("leat check shop --table payments", "Those of one table.")
        .example("leat check shop --history --limit 10", "The ten newest results.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    Set<String> tables = Set.copyOf(arguments.texts("--table"));
    RowPrinter printer =
        RowPrinter.of(
            arguments.output(Output.TABLE, Output.CSV, Output.JSON), invocation.terminal());
    try (Leat leat = invocation.open()) {
      if (arguments.has("--history")) {
        history(leat, tables, arguments.count("--limit").orElse(LIMIT), printer);
        return 0;
      }
      List<CheckResult> results = leat.check(tables);
      Listing.of("table_name", "check_name", "outcome", "found")
          .print(results.stream().map(CheckCommand::row).toList(), printer);
      printer.end();
      return results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED)
          ? Blame.DATA.exitCode()
          : 0;
    }
  }

  private static List<Object> row(CheckResult result) {
    return List.of(
        result.table(),
        result.rule().name(),
        result.outcome().name().toLowerCase(Locale.ROOT),
        result.holds() ? "" : result.found());
  }

  private static void history(Leat leat, Set<String> tables, int limit, RowPrinter printer) {
    Listing.of("checked", "table_name", "check_name", "outcome", "found", "wrong", "rows", "load")
        .print(
            leat.administration().checks(tables, limit).stream().map(CheckCommand::past).toList(),
            printer);
    printer.end();
  }

  private static List<Object> past(CheckRow row) {
    return List.of(
        row.at(),
        row.table(),
        row.check(),
        row.outcome().toLowerCase(Locale.ROOT),
        row.found(),
        row.wrong(),
        row.rows(),
        row.load());
  }
}
