package dev.leat.connect.pdf;

import java.util.ArrayList;
import java.util.List;
import technology.tabula.Line;
import technology.tabula.Page;
import technology.tabula.Table;
import technology.tabula.TextChunk;
import technology.tabula.TextElement;
import technology.tabula.extractors.BasicExtractionAlgorithm;
import technology.tabula.extractors.SpreadsheetExtractionAlgorithm;

/** Finds the tables of a page: those with lines around cells, else lines of several texts. */
final class PageTables {
  private static final int ROWS_MIN = 2;
  private static final float MARGIN = 2;

  private PageTables() {}

  static List<Table> of(Page page) {
    if (page.getText().isEmpty()) {
      return List.of();
    }
    List<Table> ruled =
        new SpreadsheetExtractionAlgorithm()
            .extract(page).stream()
                .filter(it -> it.getRowCount() >= ROWS_MIN && it.getColCount() > 1)
                .toList();
    return ruled.isEmpty() ? unruled(page) : ruled;
  }

  /** Lines that follow one another and have several texts each, far apart. */
  private static List<Table> unruled(Page page) {
    List<TextChunk> chunks = TextElement.mergeWords(page.getText());
    var tables = new ArrayList<Table>();
    var run = new ArrayList<Line>();
    for (Line line : TextChunk.groupByLines(chunks)) {
      long texts = line.getTextElements().stream().filter(it -> !it.getText().isBlank()).count();
      if (texts > 1) {
        run.add(line);
      } else if (texts == 1) {
        end(page, run, tables);
      }
    }
    end(page, run, tables);
    return tables;
  }

  private static void end(Page page, List<Line> run, List<Table> tables) {
    if (run.size() >= ROWS_MIN) {
      float top = run.getFirst().getTop() - MARGIN;
      float bottom = run.getLast().getBottom() + MARGIN;
      Page area = page.getArea(top, page.getLeft(), bottom, page.getRight());
      tables.addAll(new BasicExtractionAlgorithm().extract(area));
    }
    run.clear();
  }
}
