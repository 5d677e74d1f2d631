package dev.leat.connect.excel;

import dev.leat.api.Place;
import dev.leat.api.RecordSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** Hands the rows of one sheet to a sink, the names of columns taken from its header. */
final class SheetReader {
  /** The header is the first row that is more than half as wide as the widest of the first rows. */
  static final int FOUND = -1;

  private static final int LOOKED_AT = 50;

  private final Sheet sheet;
  private final CellRange range;
  private final int header;
  private final RecordSink sink;
  private final String where;
  private final CellText texts = new CellText();
  private List<String> names = List.of();

  /** A row of the sheet that is not blank, as far as the range goes. */
  private record Line(int number, List<@Nullable String> values, @Nullable Cell failed) {
    long filled() {
      return values.stream().filter(it -> it != null).count();
    }
  }

  /**
   * @param header the row that names the columns, 0 for none, {@link #FOUND} to look for it
   */
  SheetReader(Sheet sheet, CellRange range, int header, RecordSink sink) {
    this.sheet = sheet;
    this.range = range;
    this.header = header;
    this.sink = sink;
    this.where = "sheet " + sheet.getName() + ", row";
  }

  void read() throws IOException {
    try (Stream<Row> rows = sheet.openStream()) {
      Iterator<Line> lines =
          rows.filter(it -> it.getRowNum() >= range.firstRow() && it.getRowNum() <= range.lastRow())
              .map(this::line)
              .filter(it -> it.filled() > 0 || it.failed() != null)
              .iterator();
      var first = new ArrayList<Line>();
      while (lines.hasNext() && (first.size() < LOOKED_AT || first.getLast().number() < header)) {
        first.add(lines.next());
      }
      int start = header(first);
      if (start < 0 && header > 0) {
        throw new IOException("there is no row " + header + " with names of columns");
      }
      names = start < 0 ? List.of() : names(first.get(start));
      for (Line line : first.subList(start + 1, first.size())) {
        deliver(line);
      }
      while (lines.hasNext()) {
        deliver(lines.next());
      }
    }
  }

  private Line line(Row row) {
    int last = Math.min(range.lastColumn(), row.getCellCount());
    var values = new @Nullable String[Math.max(0, last - range.firstColumn() + 1)];
    Cell failed = null;
    for (int i = 0; i < values.length; i++) {
      Cell cell = row.getCell(range.firstColumn() - 1 + i);
      if (cell != null && CellText.hasFailed(cell)) {
        failed = failed == null ? cell : failed;
      } else if (cell != null) {
        values[i] = texts.of(cell);
      }
    }
    return new Line(row.getRowNum(), Arrays.asList(values), failed);
  }

  /** The place of the header in these lines, -1 where there is none. */
  private int header(List<Line> lines) {
    if (header >= 0) {
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).number() == header) {
          return i;
        }
      }
      return -1;
    }
    long widest = lines.stream().mapToLong(Line::filled).max().orElse(0);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).filled() * 2 > widest) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> names(Line line) {
    return line.values().stream().map(it -> it == null ? "" : it).toList();
  }

  private void deliver(Line line) throws IOException {
    var place = new Place(where, line.number());
    Cell failed = line.failed();
    if (line.values().size() > names.size()) {
      var longer = new ArrayList<>(names);
      for (int i = names.size(); i < line.values().size(); i++) {
        longer.add("");
      }
      names = longer;
    }
    if (failed == null) {
      sink.row(place, names, line.values());
      return;
    }
    int column = failed.getColumnIndex() + 1;
    String name = names.get(column - range.firstColumn());
    sink.reject(
        place,
        name.isEmpty() ? CellRange.letters(column) : name,
        failed.getRawValue(),
        "the cell " + CellRange.letters(column) + line.number() + " shows an error");
  }
}
