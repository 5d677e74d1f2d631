package dev.leat.connect.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The records of one table.
 *
 * <p>A cell belongs to the column that its {@code data-stat} names, else to the one that it stands
 * below; a row of which neither is certain is rejected. Rows without data, repeated headers, empty
 * rows and the table's foot are no records.
 */
final class TableRecords {
  private static final int SHOWN = 200;

  private final HtmlRule rule;
  private final Header header;
  private final List<Grid.Row> body;
  private final Map<String, ValuePath> paths;
  private String section = "";

  private TableRecords(HtmlRule rule, Header header, List<Grid.Row> body, String section)
      throws Broken {
    this.rule = rule;
    this.header = header;
    this.body = body;
    this.section = section;
    this.paths = paths();
  }

  static Sheet read(Element table, HtmlRule rule) throws Broken {
    List<Grid.Row> rows = Grid.rows(table);
    List<Grid.Row> lines = headerLines(rows);
    String section = "";
    for (Grid.Row line : lines) {
      section = isMarker(line) ? line.cells().getFirst().text() : section;
    }
    List<Grid.Row> levels = lines.stream().filter(line -> !isMarker(line)).toList();
    List<Grid.Row> body = rows.stream().filter(row -> !isAmong(lines, row)).toList();
    Header header = Header.of(levels.isEmpty() ? lines : levels);
    return new TableRecords(rule, header, body, section).sheet();
  }

  /** Rows that hold the same are others all the same. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isAmong(List<Grid.Row> lines, Grid.Row row) {
    return lines.stream().anyMatch(line -> line == row);
  }

  /** How many rows with data it has, whatever its columns are. */
  static long rows(Element table) {
    try {
      List<Grid.Row> rows = Grid.rows(table);
      List<Grid.Row> lines = headerLines(rows);
      return rows.stream()
          .filter(row -> !isAmong(lines, row) && row.part() == Grid.Part.BODY)
          .filter(row -> row.data() > 0 && !row.isBlank())
          .count();
    } catch (Broken tooLarge) {
      return table.select("tr").size();
    }
  }

  static Header header(Element table) throws Broken {
    List<Grid.Row> lines = headerLines(Grid.rows(table));
    List<Grid.Row> levels = lines.stream().filter(line -> !isMarker(line)).toList();
    return Header.of(levels.isEmpty() ? lines : levels);
  }

  /**
   * The table's first head; else the rows without data that it begins with; else the first.
   *
   * <p>A head further down repeats it.
   */
  private static List<Grid.Row> headerLines(List<Grid.Row> rows) {
    List<Grid.Row> head =
        rows.stream()
            .dropWhile(row -> row.part() != Grid.Part.HEAD)
            .takeWhile(row -> row.part() == Grid.Part.HEAD)
            .toList();
    if (!head.isEmpty()) {
      return head;
    }
    List<Grid.Row> leading = rows.stream().takeWhile(row -> row.data() == 0).toList();
    return leading.isEmpty() ? rows.stream().limit(1).toList() : leading;
  }

  /** One header over everything: it says what the rows below are about. */
  private static boolean isMarker(Grid.Row row) {
    return row.own() == 1 && row.cells().size() > 1;
  }

  /** The value of each column of a record. */
  private Map<String, ValuePath> paths() throws Broken {
    Map<String, ValuePath> all = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, ValuePath> named : rule.columns().entrySet()) {
      boolean there = isThere(named.getValue());
      if (there) {
        all.put(named.getKey(), named.getValue());
      } else if (named.getValue().isRequired()) {
        missing.add("'" + named.getValue().written() + "'");
      } else {
        all.put(named.getKey(), named.getValue());
      }
    }
    if (!missing.isEmpty()) {
      throw new Broken(
          "the "
              + rule.place()
              + " has no column "
              + String.join(" and no column ", missing)
              + "; it has "
              + header);
    }
    if (rule.columns().isEmpty() || rule.others() == HtmlRule.Others.KEEP) {
      addOthers(all);
    }
    return all;
  }

  private boolean isThere(ValuePath path) throws Broken {
    return !path.ancestor().isEmpty() || isAboutRow(path) || column(path).isPresent();
  }

  private OptionalInt column(ValuePath path) throws Broken {
    OptionalInt named = header.column(path.column());
    if (named.isEmpty()) {
      return named;
    }
    int at = named.getAsInt() + path.shift();
    return at >= 0 && at < header.width() ? OptionalInt.of(at) : OptionalInt.empty();
  }

  private static boolean isAboutRow(ValuePath path) {
    return path.column().isEmpty() && Set.of("section", "row").contains(path.attribute());
  }

  private void addOthers(Map<String, ValuePath> all) throws Broken {
    Set<Integer> named = new HashSet<>();
    for (ValuePath path : rule.columns().values()) {
      if (path.attribute().isEmpty() && path.inside().isEmpty() && path.ancestor().isEmpty()) {
        column(path).ifPresent(named::add);
      }
    }
    for (int column = 0; column < header.width(); column++) {
      if (named.contains(column) || isEmptySpacer(column)) {
        continue;
      }
      ValuePath path = ValuePath.ofColumn(header.name(column));
      if (all.putIfAbsent(header.name(column), path) != null) {
        throw new Broken(
            "the " + rule.place() + " has several columns called '" + header.name(column) + "'");
      }
    }
  }

  private boolean isEmptySpacer(int column) {
    return !header.isNamed(column)
        && body.stream()
            .allMatch(
                row -> row.cells().size() <= column || row.cells().get(column).text().isEmpty());
  }

  private Sheet sheet() throws Broken {
    var sheet = new Sheet(List.copyOf(paths.keySet()), rule.fill());
    Map<String, List<Glob>> drop = rule.drop();
    List<Spot> spots = new ArrayList<>();
    for (ValuePath path : paths.values()) {
      spots.add(spot(path));
    }
    Map<Spot, List<Glob>> dropped = new LinkedHashMap<>();
    for (Map.Entry<String, List<Glob>> each : drop.entrySet()) {
      dropped.put(spot(dropPath(each.getKey())), each.getValue());
    }
    for (Grid.Row row : body) {
      if (isRecord(row)) {
        take(row, spots, dropped, sheet);
      }
    }
    return sheet;
  }

  private ValuePath dropPath(String name) throws Broken {
    ValuePath path = paths.getOrDefault(name, ValuePath.ofColumn(name));
    if (!isThere(path) && path.isRequired()) {
      throw new Broken("the " + rule.place() + " has no column '" + name + "'; it has " + header);
    }
    return path;
  }

  private boolean isRecord(Grid.Row row) {
    if (row.part() == Grid.Part.FOOT || row.isBlank()) {
      return false;
    }
    if (row.data() == 0 || row.part() == Grid.Part.HEAD) {
      section = isMarker(row) ? row.cells().getFirst().text() : section;
      return false;
    }
    return !header.isRepeatedIn(row);
  }

  private void take(Grid.Row row, List<Spot> spots, Map<Spot, List<Glob>> dropped, Sheet sheet) {
    try {
      List<@Nullable Element> cells = bound(row);
      long number = sheet.size();
      for (Map.Entry<Spot, List<Glob>> each : dropped.entrySet()) {
        String value = value(each.getKey(), row, cells, number);
        String text = value == null ? "" : value;
        if (each.getValue().stream().anyMatch(glob -> glob.matches(text))) {
          return;
        }
      }
      List<@Nullable String> values = new ArrayList<>(spots.size());
      for (Spot spot : spots) {
        values.add(value(spot, row, cells, number));
      }
      sheet.add(values);
    } catch (Broken broken) {
      String text = row.element().text();
      sheet.reject(text.length() <= SHOWN ? text : text.substring(0, SHOWN), broken.reason());
    }
  }

  /** The cell of each column. */
  private List<@Nullable Element> bound(Grid.Row row) throws Broken {
    boolean named = header.hasStats() && row.cells().stream().anyMatch(TableRecords::hasStat);
    if (!named) {
      if (row.cells().size() != header.width()) {
        throw new Broken(
            "the row has "
                + row.cells().size()
                + " cells, the header of the table has "
                + header.width());
      }
      return new ArrayList<>(row.cells());
    }
    List<@Nullable Element> cells = new ArrayList<>();
    for (int column = 0; column < header.width(); column++) {
      cells.add(null);
    }
    for (int at = 0; at < row.cells().size(); at++) {
      Element cell = row.cells().get(at);
      cells.set(column(cell, at, row), cell);
    }
    return cells;
  }

  private static boolean hasStat(Element cell) {
    return !cell.attr("data-stat").isBlank();
  }

  private int column(Element cell, int at, Grid.Row row) throws Broken {
    String stat = cell.attr("data-stat").strip();
    OptionalInt column = header.withStat(stat);
    if (column.isPresent()) {
      return column.getAsInt();
    }
    boolean certain = row.cells().size() == header.width();
    if (certain && (stat.isEmpty() || header.has(stat))) {
      return at;
    }
    throw new Broken("the cell '" + stat + "' of the row has no column in the header");
  }

  /** A path with the column that it leads to. */
  private record Spot(ValuePath path, int column) {}

  private Spot spot(ValuePath path) throws Broken {
    return new Spot(
        path, path.ancestor().isEmpty() && !isAboutRow(path) ? column(path).orElse(-1) : -1);
  }

  private @Nullable String value(
      Spot spot, Grid.Row row, List<@Nullable Element> cells, long number) {
    ValuePath path = spot.path();
    if (!path.ancestor().isEmpty()) {
      return path.around(row.element());
    }
    if (isAboutRow(path)) {
      return path.matched(path.attribute().equals("row") ? Long.toString(number) : section);
    }
    if (spot.column() < 0) {
      return null;
    }
    if (path.attribute().equals("header")) {
      return path.matched(header.text(spot.column()));
    }
    Element cell = cells.get(spot.column());
    return cell == null ? null : path.inCell(cell);
  }
}
