package dev.leat.cli;

import dev.leat.api.DatasetState;
import dev.leat.core.Leat;
import dev.leat.core.run.DatasetFeed;
import dev.leat.core.run.Datasets;
import dev.leat.core.store.Dataset;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Lists datasets, however many there are. */
final class ListCommand implements Command {
  static final String SUMMARY = "Lists the datasets in the raw store.";

  private static final int WIDE = 120;
  private static final int PAGE = 500;

  @Override
  public Usage usage() {
    return Usage.of("list", SUMMARY)
        .when(
            "To see what is there before you load, delete or invalidate it. Only datasets that the"
                + " project's plans are about are listed; a filter beyond them gives nothing.")
        .folder()
        .scope()
        .choice(
            "--state",
            Arrays.stream(DatasetState.values()).map(Choice::word).toList(),
            "Only datasets in this state.")
        .flag("--count", "Prints their number only.")
        .flag("--sync", "Fetches first, and lists each dataset as soon as it is current.")
        .openData()
        .output(Output.TABLE, Output.CSV, Output.JSON)
        .example("leat list football --select season_id=42", "Datasets of one season.")
        .example("leat list football --state partial --count", "How many are not complete yet.")
        .example(
            "leat list --open-data statsbomb --select competition_id=11 --select season_id=42",
            "Free data without a leat.yaml: fetched, then listed.");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Output output = arguments.output(Output.TABLE, Output.CSV, Output.JSON);
    OpenData.prepare(arguments, invocation.terminal().err());
    boolean sync = arguments.has("--sync") || arguments.openData().isPresent();
    try (Leat leat = sync ? invocation.open() : invocation.look()) {
      if (sync) {
        Interrupts.onSignal(leat::stop, invocation.terminal().err());
      }
      Datasets datasets =
          arguments
              .choice("--state", DatasetState.class)
              .map(state -> leat.datasets(arguments.scope()).in(state))
              .orElse(leat.datasets(arguments.scope()));
      if (arguments.has("--count")) {
        invocation.terminal().out().println(count(datasets, sync));
      } else if (sync) {
        try (DatasetFeed feed = datasets.streaming()) {
          print(feed, output, invocation.terminal());
        }
      } else {
        try (Stream<Dataset> stored = datasets.stored()) {
          print(stored.iterator(), output, invocation.terminal());
        }
      }
    }
    return 0;
  }

  private static long count(Datasets datasets, boolean sync) {
    if (!sync) {
      return datasets.count();
    }
    try (Stream<Dataset> all = datasets.synced()) {
      return all.count();
    }
  }

  private static void print(Iterator<Dataset> datasets, Output output, Terminal terminal) {
    switch (output) {
      case TABLE -> table(datasets, terminal);
      case CSV -> csv(datasets, terminal);
      case JSON ->
          datasets.forEachRemaining(
              dataset -> {
                terminal.out().print(DatasetText.json(dataset) + "\n");
                terminal.flush();
              });
    }
  }

  /** Page by page: columns are aligned within a page; on a narrow terminal there are fewer. */
  private static void table(Iterator<Dataset> datasets, Terminal terminal) {
    boolean narrow = terminal.width() < WIDE;
    int[] widths = {};
    do {
      Sheet page =
          narrow
              ? Sheet.of("dataset", "state", ">bytes")
              : Sheet.of("dataset", "name", "state", ">revisions", ">files", ">bytes", "checked");
      for (int rows = 0; rows < PAGE && datasets.hasNext(); rows++) {
        page.row(narrow ? few(datasets.next()) : all(datasets.next()));
      }
      if (widths.length == 0) {
        page.print(terminal);
        widths = page.widths(terminal.width());
      } else {
        page.printRows(terminal, widths);
      }
      terminal.flush();
    } while (datasets.hasNext());
  }

  private static Object[] few(Dataset dataset) {
    return new Object[] {
      dataset.id(), state(dataset), Amount.bytes(DatasetText.storedSize(dataset))
    };
  }

  private static Object[] all(Dataset dataset) {
    return new Object[] {
      dataset.id(),
      dataset.row().name(),
      state(dataset),
      dataset.row().revisions(),
      dataset.files().size(),
      Amount.bytes(DatasetText.storedSize(dataset)),
      DatasetText.time(dataset.row().checkedAt())
    };
  }

  private static String state(Dataset dataset) {
    int aside = dataset.setAside().size();
    return DatasetText.state(dataset)
        + (aside == 0 ? "" : ", " + Amount.of(aside, "file") + " set aside");
  }

  private static void csv(Iterator<Dataset> datasets, Terminal terminal) {
    terminal
        .out()
        .print(
            "dataset,source,dataset_type,name,state,revisions,files,bytes,checked_at,set_aside\n");
    while (datasets.hasNext()) {
      Dataset dataset = datasets.next();
      List<Object> line =
          List.of(
              dataset.id(),
              dataset.id().source(),
              dataset.id().type(),
              dataset.row().name(),
              DatasetText.state(dataset),
              dataset.row().revisions(),
              dataset.files().size(),
              DatasetText.storedSize(dataset),
              dataset.row().checkedAt(),
              dataset.setAside().size());
      terminal.out().print(CsvText.line(line) + "\n");
      terminal.flush();
    }
  }
}
