package dev.leat.connect.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** The rows of a table with a cell in every column: those that span several stand in each. */
final class Grid {
  /** Which part of the table a row is in. */
  enum Part {
    HEAD,
    BODY,
    FOOT
  }

  /**
   * A row.
   *
   * @param cells by column, from this row and from rows above that reach down
   * @param own how many of them begin in this row
   * @param data how many of those are not headers
   */
  record Row(Element element, Part part, List<Element> cells, int own, int data) {
    boolean isBlank() {
      return cells.stream().allMatch(cell -> cell.text().isEmpty());
    }
  }

  /** Cells that reach down: what is left of each, by column. */
  private record Reaching(Element cell, int rows) {}

  private static final Pattern SPAN = Pattern.compile("[1-9][0-9]{0,3}");
  private static final int SPAN_MAX = 1000;
  private static final int WIDTH_MAX = 5_000;
  private static final long CELLS_MAX = 5_000_000;

  private final List<Row> rows = new ArrayList<>();
  private long cellsTaken;
  private Map<Integer, Reaching> reaching = new TreeMap<>();

  private Grid() {}

  /**
   * @throws Broken where a few cells claim to span more than a table can have
   */
  static List<Row> rows(Element table) throws Broken {
    var grid = new Grid();
    for (Element child : table.children()) {
      switch (child.normalName()) {
        case "thead" -> grid.take(child, Part.HEAD);
        case "tbody" -> grid.take(child, Part.BODY);
        case "tfoot" -> grid.take(child, Part.FOOT);
        default -> {}
      }
    }
    return grid.rows;
  }

  private void take(Element section, Part part) throws Broken {
    reaching = new TreeMap<>();
    for (Element row : section.children()) {
      if (row.normalName().equals("tr")) {
        takeRow(row, part);
      }
    }
  }

  private void takeRow(Element row, Part part) throws Broken {
    List<Element> cells = new ArrayList<>();
    Map<Integer, Reaching> below = new TreeMap<>();
    int own = 0;
    int data = 0;
    for (Element cell : row.children()) {
      boolean isData = cell.normalName().equals("td");
      if (!isData && !cell.normalName().equals("th")) {
        continue;
      }
      own++;
      data += isData ? 1 : 0;
      fillFromAbove(cells, below);
      int down = span(cell, "rowspan");
      for (int i = span(cell, "colspan"); i > 0; i--) {
        if (down > 1) {
          below.put(cells.size(), new Reaching(cell, down - 1));
        }
        add(cell, cells);
      }
    }
    fillFromAbove(cells, below);
    reaching = below;
    rows.add(new Row(row, part, cells, own, data));
  }

  private void add(Element cell, List<Element> cells) throws Broken {
    if (cells.size() == WIDTH_MAX) {
      throw new Broken("a table has more than " + WIDTH_MAX + " columns");
    }
    if (++cellsTaken > CELLS_MAX) {
      throw new Broken("a table has more than " + CELLS_MAX + " cells");
    }
    cells.add(cell);
  }

  private void fillFromAbove(List<Element> cells, Map<Integer, Reaching> below) throws Broken {
    Reaching above = reaching.remove(cells.size());
    while (above != null) {
      if (above.rows() > 1) {
        below.put(cells.size(), new Reaching(above.cell(), above.rows() - 1));
      }
      add(above.cell(), cells);
      above = reaching.remove(cells.size());
    }
  }

  private static int span(Element cell, String attribute) {
    String text = cell.attr(attribute);
    boolean isSaid = !text.isEmpty() && SPAN.matcher(text).matches();
    return isSaid ? Math.min(SPAN_MAX, Integer.parseInt(text)) : 1;
  }
}
