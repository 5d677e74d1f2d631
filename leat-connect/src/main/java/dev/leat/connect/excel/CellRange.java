package dev.leat.connect.excel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a sheet, rows and columns from 1; what is left open reaches to the end. */
record CellRange(int firstColumn, int firstRow, int lastColumn, int lastRow) {
  static final CellRange ALL = new CellRange(1, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final Pattern FORM =
      Pattern.compile("([A-Z]{1,3})([0-9]{0,7}):([A-Z]{0,3})([0-9]{0,7})");

  /** Reads {@code B3:F100}, {@code B3:F}, {@code B:F}, {@code B3:}. */
  static Optional<CellRange> parse(String text) {
    Matcher form = FORM.matcher(text.toUpperCase(Locale.ROOT).replace("$", ""));
    if (!form.matches()) {
      return Optional.empty();
    }
    var range =
        new CellRange(
            column(form.group(1), 1),
            number(form.group(2), 1),
            column(form.group(3), Integer.MAX_VALUE),
            number(form.group(4), Integer.MAX_VALUE));
    boolean ordered =
        range.firstRow >= 1
            && range.firstColumn <= range.lastColumn
            && range.firstRow <= range.lastRow;
    return ordered ? Optional.of(range) : Optional.empty();
  }

  private static int number(String digits, int otherwise) {
    return digits.isEmpty() ? otherwise : Integer.parseInt(digits);
  }

  private static int column(String letters, int otherwise) {
    int number = 0;
    for (int i = 0; i < letters.length(); i++) {
      number = number * 26 + letters.charAt(i) - 'A' + 1;
    }
    return letters.isEmpty() ? otherwise : number;
  }

  /** The letters of a column, which counts from 1. */
  static String letters(int column) {
    var letters = new StringBuilder();
    for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }
}
