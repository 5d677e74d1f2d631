package dev.leat.connect.html;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records of one page: texts under names.
 *
 * <p>A column whose every value in the page is a number has numbers as all the world writes them:
 * {@code .537} becomes {@code 0.537} there, and {@code +12} becomes {@code 12}. Where one value is
 * none, all stay as they stand.
 */
final class Sheet {
  /** A record: its values, or why it has none. */
  private sealed interface Row {
    record Read(List<@Nullable String> values) implements Row {}

    record Rejected(String value, String reason) implements Row {}
  }

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?|\\.[0-9]+)");

  private final List<String> names;
  private final Map<String, String> above;
  private final List<Row> rows = new ArrayList<>();

  /** Columns of which nobody knows what stands above: a row in between could not be read. */
  private final Set<String> lost = new HashSet<>();

  /**
   * @param fill columns that keep the value above where they have none, and what stands above the
   *     first
   */
  Sheet(List<String> names, Map<String, String> fill) {
    this.names = List.copyOf(names);
    this.above = new HashMap<>(fill);
  }

  void add(List<@Nullable String> values) {
    boolean unknown = false;
    for (int column = 0; !above.isEmpty() && column < names.size(); column++) {
      String name = names.get(column);
      String value = values.get(column);
      if (value != null) {
        above.replace(name, value);
        lost.remove(name);
      } else if (above.containsKey(name)) {
        unknown |= lost.contains(name);
        String kept = above.getOrDefault(name, "");
        values.set(column, kept.isEmpty() || unknown ? null : kept);
      }
    }
    rows.add(unknown ? orphan(values) : new Row.Read(values));
  }

  private Row orphan(List<@Nullable String> values) {
    String text = values.stream().filter(Objects::nonNull).collect(Collectors.joining(" "));
    return new Row.Rejected(
        text, "the row that says its " + String.join(", ", lost) + " is rejected");
  }

  /** Rows below go on with what it says: they are rejected until another row says it. */
  void reject(String value, String reason) {
    lost.addAll(above.keySet());
    rows.add(new Row.Rejected(value, reason));
  }

  long size() {
    return rows.size();
  }

  void pour(HtmlRecords.Sink sink) throws IOException {
    for (int column = 0; column < names.size(); column++) {
      straighten(column);
    }
    for (int number = 0; number < rows.size(); number++) {
      switch (rows.get(number)) {
        case Row.Read read -> sink.row(number, names, read.values());
        case Row.Rejected rejected -> sink.reject(number, rejected.value(), rejected.reason());
      }
    }
  }

  private void straighten(int column) {
    boolean odd = false;
    for (Row row : rows) {
      String text = row instanceof Row.Read read ? read.values().get(column) : null;
      if (text != null) {
        if (!NUMBER.matcher(text).matches()) {
          return;
        }
        odd |= isOdd(text);
      }
    }
    for (Row row : rows) {
      if (odd && row instanceof Row.Read read) {
        String text = read.values().get(column);
        read.values().set(column, text == null ? null : straight(text));
      }
    }
  }

  private static boolean isOdd(String number) {
    char first = number.charAt(0);
    return first == '+' || first == '.' || (first == '-' && number.charAt(1) == '.');
  }

  private static String straight(String number) {
    String sign = number.startsWith("-") ? "-" : "";
    String rest = number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
    return sign + (rest.startsWith(".") ? "0" : "") + rest;
  }
}
