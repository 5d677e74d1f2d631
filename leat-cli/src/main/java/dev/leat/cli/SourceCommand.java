package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.run.Progress;
import dev.leat.core.run.TrialReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at what a source answers. */
final class SourceCommand implements Command {
  static final String SUMMARY = "Looks at a source's first records, and writes nothing.";

  private static final int LIMIT = 5;
  private static final int VALUE_MAX = 40;
  private static final int INTERRUPTED = 130;

  @Override
  public Usage usage() {
    return Usage.of("source", SUMMARY)
        .when(
            "While you write a source in leat.yaml, after every change: asks for no more pages than"
                + " the first records need, and shows the requests that were sent, how the pages go"
                + " on, and the tables that a run would make, with types, keys and child tables."
                + " Where a feed asks once for each record of another, a few of those are asked"
                + " for; sources of files give their first file.",
            "Nothing stays: the catalog, the store and the destination are not touched. What is"
                + " wrong is said as a run says it, with the same exit code. To keep what came, for"
                + " a closer look: leat debug-source.")
        .word("ACTION", Map.of("test", "asks for the first records of each feed"))
        .argument("SOURCE", "The source, as leat.yaml names it.")
        .folder()
        .option("--feed", "NAME", "Only this feed.")
        .option("--limit", "N", "How many records of each feed. Default: " + LIMIT + ".")
        .options("--select", "KEY=VALUE", "Only datasets with this value of a key.")
        .output(Output.TABLE, Output.JSON)
        .example("leat source test github", "Every feed of the source 'github'.")
        .example(
            "leat source test github issues-project --feed issues --limit 1",
            "One record of one feed of the project in issues-project.")
        .example(
            "leat source test github --output json | jq 'select(.type == \"Record\")'",
            "The records alone, whole, one per line.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String action = arguments.required(0, "test, and the name of a source");
    if (!action.equals("test")) {
      throw arguments.usage("leat source cannot '" + action + "'.", "Write test.");
    }
    String source = arguments.required(1, "the name of a source");
    int limit = arguments.count("--limit").orElse(LIMIT);
    if (limit == 0) {
      throw arguments.usage("leat source cannot show 0 records.", "Write --limit 1 or more.");
    }
    Output output = arguments.output(Output.TABLE, Output.JSON);
    Terminal terminal = invocation.terminal();
    try (Leat leat = invocation.open(listener(invocation))) {
      Interrupts.onSignal(leat::stop, terminal.err());
      TrialReport report =
          leat.testSource(source, arguments.scope(), arguments.text("--feed"), limit);
      int code = report.run().aborted() ? INTERRUPTED : report.run().exitCode();
      if (output == Output.JSON) {
        json(report, leat, terminal, code);
      } else {
        text(report, leat, terminal);
      }
      return code;
    }
  }

  /** What waits is told at once; everything else is shown at the end. */
  private static Progress.Listener listener(Invocation invocation) {
    LogListener log = invocation.log();
    return invocation.arguments().debug()
        ? log
        : told -> {
          if (told instanceof Progress.Retrying || told instanceof Progress.Warned) {
            log.on(told);
          }
        };
  }

  private static void text(TrialReport report, Leat leat, Terminal terminal) {
    Sheet requests = Sheet.of("request", ">status", ">bytes");
    for (Progress.Answered answer : report.answers()) {
      requests.row(leat.redact(answer.request()), answer.status(), Amount.bytes(answer.bytes()));
    }
    if (!requests.isEmpty()) {
      requests.print(terminal);
      terminal.out().println();
    }
    if (!report.paging().isEmpty()) {
      report
          .paging()
          .forEach((feed, how) -> terminal.out().println("Pages of " + feed + ": " + how));
      terminal.out().println();
    }
    report.samples().forEach(sample -> table(sample, leat, terminal));
    terminal.flush();
    new RunSummary(terminal).failures(report.run().allFailures());
  }

  /** A line for each column: what it is, and what it holds in the first rows. */
  private static void table(TrialReport.Sample sample, Leat leat, Terminal terminal) {
    String of = sample.parent() == null ? "" : ", child of " + sample.parent();
    boolean keyless = sample.columns().stream().noneMatch(TrialReport.Column::isKey);
    String key = keyless && sample.parent() == null ? ", no key" : "";
    terminal
        .out()
        .println(
            terminal
                .paint()
                .strong(
                    "Table %s%s%s: %s, %d shown"
                        .formatted(
                            sample.table(),
                            of,
                            key,
                            Amount.of(sample.rowsInAll(), "row"),
                            sample.rows().size())));
    List<String> head = new ArrayList<>(List.of("column", "type", "key"));
    for (int row = 1; row <= sample.rows().size(); row++) {
      head.add("row " + row);
    }
    var sheet = new Sheet(head, new boolean[head.size()]);
    for (int at = 0; at < sample.columns().size(); at++) {
      TrialReport.Column column = sample.columns().get(at);
      List<String> line = new ArrayList<>(List.of(column.name(), column.type()));
      line.add(column.isKey() ? "key" : "");
      for (List<?> row : sample.rows()) {
        Object value = row.get(at);
        String shown = value == null ? "" : leat.redact(Value.text(value));
        line.add(TextWidth.cut(Sheet.oneLine(shown), VALUE_MAX));
      }
      sheet.add(line);
    }
    sheet.print(terminal);
    terminal.out().println();
  }

  private static void json(TrialReport report, Leat leat, Terminal terminal, int code) {
    List<Object> lines = new ArrayList<>();
    for (Progress.Answered answer : report.answers()) {
      lines.add(
          line("Request")
              .with("request", leat.redact(answer.request()))
              .with("status", answer.status())
              .with("bytes", answer.bytes()));
    }
    report
        .paging()
        .forEach((feed, how) -> lines.add(line("Pages").with("feed", feed).with("paging", how)));
    for (TrialReport.Sample sample : report.samples()) {
      lines.add(
          line("Table")
              .with("table", sample.table())
              .with("parent", sample.parent())
              .with("rows", sample.rowsInAll())
              .with("columns", sample.columns().stream().map(SourceCommand::column).toList()));
      sample
          .rows()
          .forEach(
              row ->
                  lines.add(
                      line("Record")
                          .with("table", sample.table())
                          .with("record", record(sample, row))));
    }
    lines.add(
        line("TestDone")
            .with("exit_code", code)
            .with(
                "failures",
                report.run().allFailures().stream().map(JsonListener::failure).toList()));
    lines.forEach(each -> terminal.out().println(each));
  }

  private static JsonText line(String type) {
    return new JsonText().with("type", type);
  }

  private static JsonText column(TrialReport.Column column) {
    return new JsonText()
        .with("name", column.name())
        .with("type", column.type())
        .with("key", column.isKey());
  }

  private static Map<String, Object> record(TrialReport.Sample sample, List<?> row) {
    Map<String, Object> record = new LinkedHashMap<>();
    for (int at = 0; at < row.size(); at++) {
      record.put(sample.columns().get(at).name(), row.get(at));
    }
    return record;
  }
}
