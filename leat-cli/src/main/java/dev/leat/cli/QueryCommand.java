package dev.leat.cli;

import dev.leat.core.Leat;

/** Asks the tables in SQL. */
final class QueryCommand implements Command {
  static final String SUMMARY = "Asks the tables in SQL.";

  @Override
  public Usage usage() {
    return Usage.of("query", SUMMARY)
        .when(
            "Whenever you want to know something. The statement is in the destination's SQL and"
                + " cannot change anything. On a terminal, long values are cut to fit; csv and json"
                + " are complete.",
            "In csv, an empty field is NULL and \"\" is the empty text. In json, numbers have every"
                + " digit.")
        .argument("SQL", "A SELECT statement, quoted.")
        .folder()
        .output(Output.TABLE, Output.CSV, Output.JSON)
        .example(
            "leat query \"select count(*) from matches\" --project football",
            "Counts the rows of a table.")
        .example(
            "leat query \"from events limit 100\" football --output csv > events.csv",
            "Writes rows for a spreadsheet.")
        .example(
            "leat query \"from _leat_quarantine\" football --output json",
            "Shows rows that could not be loaded, and why.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String sql = arguments.required(0, "an SQL statement");
    Output output = arguments.output(Output.TABLE, Output.CSV, Output.JSON);
    RowPrinter printer = RowPrinter.of(output, invocation.terminal());
    try (Leat leat = invocation.open()) {
      leat.query(sql, printer);
    }
    printer.end();
    return 0;
  }
}
