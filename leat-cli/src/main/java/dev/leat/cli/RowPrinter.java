package dev.leat.cli;

import dev.leat.api.RowSink;

/** Prints the answer to a query while it comes in. */
interface RowPrinter extends RowSink {
  /** Prints what is still held back. */
  void end();

  static RowPrinter of(Output output, Terminal terminal) {
    return switch (output) {
      case TABLE -> new TableRows(terminal);
      case CSV -> new CsvRows(terminal);
      case JSON -> new JsonRows(terminal);
    };
  }
}
