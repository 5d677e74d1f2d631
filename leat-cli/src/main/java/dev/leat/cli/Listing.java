package dev.leat.cli;

import dev.leat.api.RowSink.ResultColumn;
import java.util.ArrayList;
import java.util.List;

/** Prints rows of our own as if a query had answered them, in every form of output. */
final class Listing {
  private final List<ResultColumn> columns = new ArrayList<>();

  private Listing() {}

  static Listing of(String... names) {
    return new Listing().and(names);
  }

  Listing and(String... names) {
    for (String name : names) {
      columns.add(new ResultColumn(name, "value"));
    }
    return this;
  }

  void print(List<List<Object>> rows, RowPrinter printer) {
    printer.columns(columns);
    rows.forEach(row -> printer.row(List.copyOf(row)));
  }
}
