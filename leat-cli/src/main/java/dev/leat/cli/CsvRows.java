package dev.leat.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as CSV with a head line; lines end as those of Unix do. */
final class CsvRows implements RowPrinter {
  private static final int FLUSH_EACH = 1_000;

  private final Terminal terminal;
  private long rows;

  CsvRows(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void columns(List<ResultColumn> all) {
    print(CsvText.line(all.stream().map(ResultColumn::name).toList()));
  }

  @Override
  public void row(List<@Nullable Object> values) {
    print(CsvText.line(values));
    if (++rows % FLUSH_EACH == 0) {
      terminal.flush();
    }
  }

  @Override
  public void end() {
    terminal.flush();
  }

  private void print(String line) {
    terminal.out().print(line);
    terminal.out().print('\n');
  }
}
