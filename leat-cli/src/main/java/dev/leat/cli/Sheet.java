package dev.leat.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Lays out rows in columns: numbers right, texts left, never wider than told.
 *
 * <p>Widths are those of the rows at hand when the layout is made; a later row that needs more
 * moves what stands behind it.
 */
final class Sheet {
  private static final String GAP = "  ";
  private static final int COLUMN_MIN = 4;
  private static final int HEAD_MIN = 6;
  private static final int TEXT_MIN = 16;
  private static final int READABLE = 10;

  private final List<String> head;
  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();
  private boolean cutting;

  /** Column names; a leading {@code >} sets a column to the right. */
  static Sheet of(String... columns) {
    boolean[] right = new boolean[columns.length];
    for (int column = 0; column < columns.length; column++) {
      right[column] = columns[column].startsWith(">");
    }
    return new Sheet(
        Arrays.stream(columns)
            .map(name -> name.startsWith(">") ? name.substring(1) : name)
            .toList(),
        right);
  }

  Sheet(List<String> head, boolean[] right) {
    this.head = head.stream().map(Sheet::oneLine).toList();
    this.right = right.clone();
  }

  Sheet row(Object... cells) {
    return add(Arrays.stream(cells).map(String::valueOf).toList());
  }

  Sheet add(List<String> cells) {
    rows.add(cells.stream().map(Sheet::oneLine).toList());
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Prints head and rows; a terminal's lines end where the terminal does. */
  void print(Terminal terminal) {
    int[] widths = widths(terminal.width());
    terminal.out().println(terminal.paint().strong(headLine(widths)));
    printRows(terminal, widths);
  }

  /** Prints the rows under the head of an earlier sheet. */
  void printRows(Terminal terminal, int[] widths) {
    cutting = terminal.width() < Integer.MAX_VALUE;
    rows.forEach(row -> terminal.out().println(line(row, widths)));
  }

  /**
   * What each column needs.
   *
   * @param limit the end of a line; from now on a cell that is too wide is cut where there is one
   */
  int[] widths(int limit) {
    cutting = limit < Integer.MAX_VALUE;
    int[] widths = new int[head.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = TextWidth.of(head.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], TextWidth.of(row.get(column)));
      }
    }
    return shrink(widths, limit);
  }

  String headLine(int[] widths) {
    return line(head, widths);
  }

  String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String whole = oneLine(cells.get(column));
      String cell = cutting ? TextWidth.cut(whole, widths[column]) : whole;
      String space = " ".repeat(Math.max(0, widths[column] - TextWidth.of(cell)));
      line.append(column == 0 ? "" : GAP).append(right[column] ? space + cell : cell + space);
    }
    return line.toString().stripTrailing();
  }

  /** Gives up what hurts least first: heads of narrow columns, then texts; numbers never. */
  private int[] shrink(int[] widths, int limit) {
    int[] cells = new int[widths.length];
    for (int column = 0; column < widths.length; column++) {
      for (List<String> row : rows) {
        cells[column] = Math.max(cells[column], TextWidth.of(row.get(column)));
      }
    }
    shrink(widths, limit, column -> Math.max(HEAD_MIN, cells[column]));
    shrink(widths, limit, column -> right[column] ? widths[column] : TEXT_MIN);
    shrink(
        widths, limit, column -> right[column] ? Math.max(COLUMN_MIN, cells[column]) : COLUMN_MIN);
    return widths;
  }

  /** Takes columns away from the widest until all fit, or none can give more. */
  private static void shrink(int[] widths, int limit, IntUnaryOperator least) {
    while (total(widths) > limit) {
      int widest = -1;
      for (int column = 0; column < widths.length; column++) {
        boolean canGive = widths[column] > least.applyAsInt(column);
        if (canGive && (widest < 0 || widths[column] > widths[widest])) {
          widest = column;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int total(int[] widths) {
    return IntStream.of(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
  }

  /** Whether lines of these widths end where they should, with texts that can still be read. */
  boolean isReadable(int[] widths, int limit) {
    return total(widths) <= limit
        && IntStream.range(0, widths.length)
            .allMatch(column -> right[column] || widths[column] >= needed(column));
  }

  /** A short text whole, and enough of a long one. */
  private int needed(int column) {
    return rows.stream()
        .mapToInt(row -> Math.min(READABLE, TextWidth.of(row.get(column))))
        .max()
        .orElse(0);
  }

  /** Prints one row as lines of name and value, which is whole however long. */
  void printRecord(Terminal terminal, long number, List<String> cells) {
    int names = head.stream().mapToInt(TextWidth::of).max().orElse(0);
    int room = Math.max(COLUMN_MIN, terminal.width() - names - GAP.length());
    terminal.out().println(terminal.paint().strong("row " + number));
    for (int column = 0; column < head.size(); column++) {
      String name = head.get(column) + " ".repeat(names - TextWidth.of(head.get(column)));
      for (String line : TextWidth.wrap(oneLine(cells.get(column)), room)) {
        terminal.out().println((terminal.paint().faint(name) + GAP + line).stripTrailing());
        name = " ".repeat(names);
      }
    }
  }

  /** Control characters are written out: data must not move a terminal's cursor. */
  static String oneLine(String text) {
    if (text.chars().noneMatch(Sheet::moves)) {
      return text;
    }
    var line = new StringBuilder();
    text.chars()
        .forEach(
            each -> {
              switch (each) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                  if (moves(each)) {
                    line.append(String.format("\\u%04x", each));
                  } else {
                    line.append((char) each);
                  }
                }
              }
            });
    return line.toString();
  }

  /** Controls, and marks that turn the direction of all that follows. */
  private static boolean moves(int character) {
    return Character.isISOControl(character)
        || (character >= 0x2028 && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }
}
