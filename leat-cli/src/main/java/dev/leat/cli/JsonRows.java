package dev.leat.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes each row as a JSON object on a line of its own; JSON columns stay JSON. */
final class JsonRows implements RowPrinter {
  private static final int FLUSH_EACH = 1_000;

  private final Terminal terminal;
  private List<ResultColumn> columns = List.of();
  private long rows;

  JsonRows(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void columns(List<ResultColumn> all) {
    columns = all;
  }

  @Override
  public void row(List<@Nullable Object> values) {
    var object = new JsonText();
    for (int column = 0; column < columns.size(); column++) {
      Object value = values.get(column);
      boolean json = columns.get(column).type().equalsIgnoreCase("json");
      object.with(
          columns.get(column).name(),
          json && value instanceof String text ? new JsonText.Raw(text) : value);
    }
    terminal.out().print(object + "\n");
    if (++rows % FLUSH_EACH == 0) {
      terminal.flush();
    }
  }

  @Override
  public void end() {
    terminal.flush();
  }
}
