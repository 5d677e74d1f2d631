package dev.leat.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligns rows for people; columns are as wide as the first rows need. */
final class TableRows implements RowPrinter {
  private static final int LOOK_AHEAD = 1_000;

  private final Terminal terminal;
  private final List<List<@Nullable Object>> waiting = new ArrayList<>();
  private List<ResultColumn> columns = List.of();
  private @Nullable Sheet sheet;
  private int[] widths = {};
  private long rows;
  private long printed;

  /** Columns that do not fit side by side stand below one another. */
  private boolean upright;

  TableRows(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void columns(List<ResultColumn> all) {
    columns = all;
  }

  @Override
  public void row(List<@Nullable Object> values) {
    rows++;
    if (sheet != null) {
      print(sheet, values);
      return;
    }
    waiting.add(values);
    if (waiting.size() == LOOK_AHEAD) {
      begin();
    }
  }

  @Override
  public void end() {
    if (sheet == null) {
      begin();
    }
    terminal.flush();
    if (terminal.outIsTerminal()) {
      terminal.err().println(terminal.errPaint().faint(Amount.of(rows, "row")));
    }
  }

  private void begin() {
    boolean[] right = new boolean[columns.size()];
    for (int column = 0; column < right.length; column++) {
      int at = column;
      right[column] =
          waiting.stream()
              .map(row -> row.get(at))
              .filter(value -> value != null)
              .findFirst()
              .map(Number.class::isInstance)
              .orElse(false);
    }
    var layout = new Sheet(columns.stream().map(ResultColumn::name).toList(), right);
    waiting.forEach(row -> layout.add(texts(row)));
    widths = layout.widths(terminal.width());
    upright = !layout.isReadable(widths, terminal.width());
    if (!upright) {
      terminal.out().println(terminal.paint().strong(layout.headLine(widths)));
    }
    waiting.forEach(row -> print(layout, row));
    waiting.clear();
    sheet = layout;
  }

  private void print(Sheet layout, List<@Nullable Object> values) {
    printed++;
    if (upright) {
      layout.printRecord(terminal, printed, texts(values));
    } else {
      terminal.out().println(layout.line(texts(values), widths));
    }
    if (printed % LOOK_AHEAD == 0) {
      terminal.flush();
    }
  }

  private static List<String> texts(List<@Nullable Object> values) {
    return values.stream().map(value -> value == null ? "NULL" : Value.text(value)).toList();
  }
}
