package dev.leat.connect.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/**
 * What a table's columns are called: by {@code data-stat}, by all lines of the header that stand
 * above them, by the last of these lines.
 */
final class Header {
  private static final int AMBIGUOUS = -1;

  private final List<String> names;
  private final List<String> texts;
  private final Map<String, Integer> byStat = new HashMap<>();
  private final Map<String, Integer> byWhole = new HashMap<>();
  private final Map<String, Integer> byLast = new HashMap<>();
  private final Set<Integer> unnamed = new LinkedHashSet<>();

  private Header(List<String> stats, List<String> wholes, List<String> lasts) {
    this.texts = lasts;
    this.names = new ArrayList<>();
    for (int column = 0; column < lasts.size(); column++) {
      put(byStat, stats.get(column), column);
      put(byWhole, wholes.get(column), column);
      put(byLast, lasts.get(column), column);
    }
    for (int column = 0; column < lasts.size(); column++) {
      String stat = stats.get(column);
      boolean speaks = !stat.isEmpty() && byStat.getOrDefault(stat, AMBIGUOUS) != AMBIGUOUS;
      String name = speaks ? stat : wholes.get(column);
      if (name.isEmpty()) {
        unnamed.add(column);
        name = "unnamed_" + (column + 1);
      }
      names.add(name);
    }
  }

  private static void put(Map<String, Integer> names, String name, int column) {
    if (!name.isEmpty()) {
      names.merge(name, column, (one, other) -> AMBIGUOUS);
    }
  }

  /**
   * @param lines of the header, from the top
   */
  static Header of(List<Grid.Row> lines) {
    int width = lines.isEmpty() ? 0 : lines.getLast().cells().size();
    List<String> stats = new ArrayList<>();
    List<String> wholes = new ArrayList<>();
    List<String> lasts = new ArrayList<>();
    IdentityHashMap<Element, String> known = new IdentityHashMap<>();
    for (int column = 0; column < width; column++) {
      Set<String> levels = new LinkedHashSet<>();
      for (Grid.Row line : lines) {
        if (column < line.cells().size()) {
          levels.add(known.computeIfAbsent(line.cells().get(column), Header::text));
        }
      }
      Element last = lines.getLast().cells().get(column);
      stats.add(last.attr("data-stat").strip());
      wholes.add(levels.stream().filter(it -> !it.isEmpty()).collect(Collectors.joining(" ")));
      lasts.add(known.computeIfAbsent(last, Header::text));
    }
    return new Header(stats, wholes, lasts);
  }

  /** What a header cell says: its text, or what its picture shows. */
  static String text(Element cell) {
    String text = cell.text().strip();
    if (!text.isEmpty()) {
      return text;
    }
    Element picture = cell.selectFirst("img[alt]");
    return picture == null ? "" : picture.attr("alt").strip();
  }

  int width() {
    return names.size();
  }

  boolean hasStats() {
    return !byStat.isEmpty();
  }

  /** The column's own name: its {@code data-stat}, else all that stands above it. */
  String name(int column) {
    return names.get(column);
  }

  /** What stands right above the column. */
  String text(int column) {
    return texts.get(column);
  }

  boolean isNamed(int column) {
    return !unnamed.contains(column);
  }

  OptionalInt withStat(String stat) {
    Integer column = byStat.get(stat);
    return column == null || column == AMBIGUOUS ? OptionalInt.empty() : OptionalInt.of(column);
  }

  boolean has(String text) {
    return byStat.containsKey(text) || byWhole.containsKey(text) || byLast.containsKey(text);
  }

  /** The column of a name; empty where there is none. */
  OptionalInt column(String name) throws Broken {
    for (Map<String, Integer> names : List.of(byStat, byWhole, byLast)) {
      Integer column = names.get(name);
      if (column != null && column == AMBIGUOUS) {
        throw new Broken("several of its columns are called '" + name + "'");
      }
      if (column != null) {
        return OptionalInt.of(column);
      }
    }
    return OptionalInt.empty();
  }

  /** The same number of columns under the same texts. */
  boolean isRepeatedIn(Grid.Row row) {
    if (row.cells().size() != texts.size()) {
      return false;
    }
    for (int column = 0; column < texts.size(); column++) {
      if (!row.cells().get(column).text().strip().equals(texts.get(column))) {
        return false;
      }
    }
    return true;
  }

  /** The names of all columns, for messages. */
  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
