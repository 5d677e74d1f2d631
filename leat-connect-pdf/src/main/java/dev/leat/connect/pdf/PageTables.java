package dev.leat.connect.pdf;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import technology.tabula.Line;
import technology.tabula.Page;
import technology.tabula.Table;
import technology.tabula.TextChunk;
import technology.tabula.TextElement;
import technology.tabula.extractors.BasicExtractionAlgorithm;
import technology.tabula.extractors.SpreadsheetExtractionAlgorithm;

/** Finds the tables of a page: those with lines around cells, and lines of several texts. */
final class PageTables {
  private static final float MARGIN = 2;

  /** Lines beside a table with ruled cells are one of their own if there are as many. */
  private static final int BESIDE_MIN = 3;

  private final Page page;
  private final List<Table> tables = new ArrayList<>();
  private final List<Line> run = new ArrayList<>();
  private boolean beside;

  private PageTables(Page page) {
    this.page = page;
  }

  /** In the order in which they are read, down the page; some have one row only. */
  static List<Table> of(Page page) {
    if (page.getText().isEmpty()) {
      return List.of();
    }
    var found = new PageTables(page);
    List<Table> ruled =
        new SpreadsheetExtractionAlgorithm()
            .extract(page).stream().filter(it -> it.getColCount() > 1).toList();
    found.beside = ruled.stream().anyMatch(it -> it.getRowCount() > 1);
    found.tables.addAll(ruled);
    found.unruled(
        page.getText().stream()
            .filter(text -> ruled.stream().noneMatch(table -> table.intersects(text)))
            .toList());
    found.tables.sort((a, b) -> Float.compare(a.getTop(), b.getTop()));
    return found.tables;
  }

  /** Lines that follow one another and have several texts each, far apart. */
  private void unruled(List<TextElement> texts) {
    if (texts.isEmpty()) {
      return;
    }
    for (Line line : TextChunk.groupByLines(TextElement.mergeWords(texts))) {
      List<TextChunk> words = words(line);
      if (words.size() > 1 || (words.size() == 1 && isWrapped(words.getFirst()))) {
        run.add(line);
      } else if (words.size() == 1) {
        end();
      }
    }
    end();
  }

  private static List<TextChunk> words(Line line) {
    return line.getTextElements().stream().filter(it -> !it.getText().isBlank()).toList();
  }

  /** Whether a text goes on with a cell of the line above, below its beginning. */
  private boolean isWrapped(TextChunk text) {
    if (run.size() < 2) {
      return false;
    }
    Line above = run.getLast();
    float apart = above.getTop() - run.get(run.size() - 2).getTop();
    List<TextChunk> cells = words(above);
    return text.getTop() - above.getTop() < apart + MARGIN
        && cells.stream()
            .skip(cells.size() > 1 ? 1 : 0)
            .anyMatch(cell -> Math.abs(cell.getLeft() - text.getLeft()) < MARGIN);
  }

  private void end() {
    boolean even = run.stream().map(it -> words(it).size()).distinct().count() == 1;
    if (!run.isEmpty() && (!beside || (run.size() >= BESIDE_MIN && even))) {
      float top = run.getFirst().getTop() - MARGIN;
      float bottom = run.getLast().getBottom() + MARGIN;
      // Only as far as its own texts reach: a table with ruled cells may stand beside it.
      float left = (float) edges(TextChunk::getLeft).getMin();
      float right = (float) edges(TextChunk::getRight).getMax();
      Page area = page.getArea(top, left - MARGIN, bottom, right + MARGIN);
      tables.addAll(new BasicExtractionAlgorithm().extract(area));
    }
    run.clear();
  }

  private DoubleSummaryStatistics edges(ToDoubleFunction<TextChunk> side) {
    return run.stream().flatMap(line -> words(line).stream()).mapToDouble(side).summaryStatistics();
  }
}
