package dev.leat.cli;

import dev.leat.api.RowSink;
import dev.leat.core.Leat;
import dev.leat.core.load.Loader;
import dev.leat.core.project.Nearest;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.run.RunReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at rows that no table could take, and lets them try again. */
final class QuarantineCommand implements Command {
  static final String SUMMARY = "Lists, shows or releases rows that could not be loaded.";

  private static final String RECORDS =
      "select count(*) as n from (select distinct file, row_number from _leat_quarantine"
          + " where table_name = %s) as records";

  @Override
  public Usage usage() {
    return Usage.of("quarantine", SUMMARY)
        .when(
            "When a load reports quarantined rows. list counts them by table, column and reason;"
                + " show TABLE lists each with its file, position, column and value; they are the"
                + " table _leat_quarantine, which SQL can ask too.",
            "release TABLE reads the stored files of the table again, under the leat.yaml of today"
                + " and without any request: rows that can be read now are in the table afterwards,"
                + " the others in quarantine still. Correct leat.yaml first, or load what the rows"
                + " refer to; a row that is wrong in its file is corrected at its source.")
        .word(
            "ACTION",
            Map.of(
                "list", "counts them by table, column and reason",
                "show", "lists those of a table",
                "release", "reads the files of a table again"))
        .argument("[TABLE]", "The table whose rows they would be.")
        .folder()
        .output(Output.TABLE, Output.CSV, Output.JSON)
        .example("leat quarantine list --project shop", "What is in quarantine, and why.")
        .example("leat quarantine show payments shop", "Every value that payments did not take.")
        .example("leat quarantine release payments shop", "Reads them again.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String action = arguments.required(0, "list, show or release");
    RowPrinter printer =
        RowPrinter.of(
            arguments.output(Output.TABLE, Output.CSV, Output.JSON), invocation.terminal());
    try (Leat leat = invocation.open(invocation.log())) {
      switch (action) {
        case "list" -> {
          leat.query(list(arguments.argument(1)), printer);
          printer.end();
        }
        case "show" -> {
          String table = arguments.required(1, "the name of a table");
          records(leat, table, arguments);
          leat.query(rows(table), printer);
          printer.end();
        }
        case "release" -> {
          return release(leat, arguments, invocation);
        }
        default ->
            throw arguments.usage(
                "leat quarantine cannot '" + action + "'.", "Write list, show or release.");
      }
    }
    return 0;
  }

  private static String list(Optional<String> table) {
    return "select table_name, column_name, reason, count(*) as rows, count(distinct file) as files"
        + " from _leat_quarantine"
        + table.map(name -> " where table_name = " + text(name)).orElse("")
        + " group by table_name, column_name, reason order by table_name, column_name, reason";
  }

  private static String rows(String table) {
    return "select q.file, f.dataset, f.revision, q.row_number, q.column_name, q.value, q.reason,"
        + " f.url from _leat_quarantine q left join _leat_files f"
        + " on f.table_name = q.table_name and f.file = q.file where q.table_name = "
        + text(table)
        + " order by q.file, q.row_number, q.column_name";
  }

  private static int release(Leat leat, Arguments arguments, Invocation invocation) {
    String table = arguments.required(1, "the name of a table");
    long before = records(leat, table, arguments);
    if (before == 0) {
      invocation.terminal().out().println("Nothing of " + table + " is in quarantine.");
      return 0;
    }
    RunReport report = leat.load(Set.of(table), Loader.Extent.REPLAY);
    if (!report.allFailures().isEmpty()) {
      new RunSummary(invocation.terminal()).failures(report.allFailures());
      return report.exitCode();
    }
    long after = number(leat, RECORDS.formatted(text(table)));
    invocation
        .terminal()
        .out()
        .println(
            "Released %d of %s of %s."
                .formatted(Math.max(0, before - after), Amount.of(before, "row"), table));
    return 0;
  }

  /** How many records of a table are there; a table that is nowhere is a mistake. */
  private static long records(Leat leat, String table, Arguments arguments) {
    long records = number(leat, RECORDS.formatted(text(table)));
    if (records == 0 && leat.project().table(table).isEmpty()) {
      throw arguments.usage(
          "The project has no table '" + table + "'.",
          Nearest.suggest(
              table, leat.project().tables().stream().map(TableDefinition::name).toList()));
    }
    return records;
  }

  private static long number(Leat leat, String sql) {
    var answer = new One();
    leat.query(sql, answer);
    return answer.number;
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Keeps the one number of an answer. */
  private static final class One implements RowSink {
    private long number;

    @Override
    public void columns(List<ResultColumn> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {
      number = values.getFirst() instanceof Number found ? found.longValue() : 0;
    }
  }
}
