package dev.leat.core.read;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a text file writes numbers, from all values of its columns.
 *
 * <p>A style counts only where every value of a column is a number in it and one of them is none in
 * the other: {@code 12,5} and {@code 1.234,50} have a decimal comma, {@code 1,234.50} has thousands
 * apart by commas, and {@code 1,234} alone says neither. One file has one style: where columns
 * disagree, nothing is changed.
 */
final class NumberEvidence {
  /**
   * What was found.
   *
   * @param style {@link NumberStyle#PLAIN} where there is no evidence of another
   * @param columns by their places, whether their numbers are written in it
   * @param unclear by their places, whether their numbers could be of either
   */
  record Found(NumberStyle style, List<Boolean> columns, List<Boolean> unclear) {
    static final Found NOTHING = new Found(NumberStyle.PLAIN, List.of(), List.of());

    static Found declared(NumberStyle style) {
      return new Found(style, List.of(), List.of());
    }

    /** Whether it takes another look to read the file. */
    boolean isPlain() {
      return style == NumberStyle.PLAIN && !unclear.contains(true);
    }

    /** A style that is declared holds for every value. */
    boolean holdsFor(int column) {
      return columns.isEmpty() || (column < columns.size() && columns.get(column));
    }
  }

  /** What the values of one column have in common. */
  private static final class Column {
    private boolean comma = true;
    private boolean point = true;
    private boolean onlyComma;
    private boolean onlyPoint;
    private boolean commas;
    private boolean points;
    private boolean any;

    void add(String value) {
      any = true;
      boolean isComma = comma && NumberStyle.COMMA.isStrict(value);
      boolean isPoint = point && NumberStyle.POINT.isStrict(value);
      comma = isComma;
      point = isPoint;
      onlyComma |= isComma && !NumberStyle.POINT.isStrict(value);
      onlyPoint |= isPoint && !NumberStyle.COMMA.isStrict(value);
      commas |= value.indexOf(',') >= 0;
      points |= value.indexOf('.') >= 0;
    }

    /** Between commas, 12,5 may also be a list: there it takes both marks in one column. */
    boolean provesComma(char delimiter) {
      return any && comma && onlyComma && (delimiter != ',' || points);
    }

    /** A point alone is what programs write before a fraction; beside decimal commas it is not. */
    boolean isUnclear(NumberStyle style, char delimiter) {
      boolean both = comma && point && (commas || (points && style == NumberStyle.COMMA));
      return both || provesComma(delimiter) || (provesPoint() && commas);
    }

    boolean provesPoint() {
      return any && point && onlyPoint;
    }
  }

  private final char delimiter;
  private final List<Column> columns = new ArrayList<>();

  NumberEvidence(char delimiter) {
    this.delimiter = delimiter;
  }

  void add(List<@Nullable String> record) {
    while (columns.size() < record.size()) {
      columns.add(new Column());
    }
    for (int i = 0; i < record.size(); i++) {
      String value = record.get(i);
      if (value != null) {
        columns.get(i).add(value);
      }
    }
  }

  Found found() {
    boolean comma = columns.stream().anyMatch(column -> column.provesComma(delimiter));
    boolean point = columns.stream().anyMatch(Column::provesPoint);
    boolean grouped = columns.stream().anyMatch(column -> column.provesPoint() && column.commas);
    if (comma && !point) {
      return found(NumberStyle.COMMA, column -> column.comma && column.commas);
    }
    return grouped && !comma
        ? found(NumberStyle.POINT, column -> column.point && column.commas)
        : found(NumberStyle.PLAIN, column -> false);
  }

  /** What looks like numbers of another style than they are read in is unclear. */
  private Found found(NumberStyle style, Predicate<Column> is) {
    return new Found(
        style,
        columns.stream().map(column -> column.any && is.test(column)).toList(),
        columns.stream()
            .map(column -> column.any && !is.test(column) && column.isUnclear(style, delimiter))
            .toList());
  }
}
