package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.run.Status;
import java.util.Arrays;

/** Tells how tables and sources stand. */
final class StatusCommand implements Command {
  static final String SUMMARY =
      "Tells what tables hold, how fresh it is, and how the last run went.";

  @Override
  public Usage usage() {
    return Usage.of("status", SUMMARY)
        .when(
            "To see at a glance whether all is well, or to feed a dashboard. It reads the records"
                + " of loads and runs and counts no table, so it costs the same however large"
                + " tables are.",
            "By table: trouble says why a table is not what its source would make of it now. By"
                + " day: what the loads of the files that were fetched on a day, in UTC, did to"
                + " each table, and how many rows it had then.")
        .folder()
        .choice(
            "--by",
            Arrays.stream(Status.values()).map(Choice::word).toList(),
            "What a row is about. Default: table.")
        .output(Output.TABLE, Output.CSV, Output.JSON)
        .example("leat status", "One row per table.")
        .example("leat status --by source", "One row per source, with how its last run went.")
        .example("leat status --by day --output csv", "Rows per day and table, for a spreadsheet.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    Status by = arguments.choice("--by", Status.class).orElse(Status.TABLE);
    Output output = arguments.output(Output.TABLE, Output.CSV, Output.JSON);
    RowPrinter printer = RowPrinter.of(output, invocation.terminal());
    try (Leat leat = invocation.open()) {
      leat.status(by, printer);
    }
    printer.end();
    return 0;
  }
}
