package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names the few values for which a column is text, though most of its values are numbers or dates.
 *
 * <p>Looks at the first rows of each batch, and speaks of each column once. Rows may have to be
 * read from their files for each question, so one question about few rows tells which columns are
 * worth another about more.
 */
public final class Strays {
  private static final int ROWS_MAX = 20_000;
  private static final int SAMPLED = 1_000;
  private static final int COLUMNS_MAX = 100;
  private static final int SHARE = 4;
  private static final int SHOWN = 60;
  private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?";

  private final Workbench workbench;
  private final TableRequest request;
  private final Set<String> told = new HashSet<>();

  public Strays(Workbench workbench, TableRequest request) {
    this.workbench = workbench;
    this.request = request;
  }

  /** What most values of a column are. */
  private enum Kind {
    NUMBERS,
    DATES
  }

  /** In sentences; empty where every column is what its values say. */
  public List<String> in(Rows rows, List<InputFile> batch) {
    if (rows.tables().isEmpty()) {
      return List.of();
    }
    Rows.TableRows root = rows.tables().getFirst();
    List<String> texts =
        root.schema().columns().stream()
            .filter(column -> column.type() == Simple.TEXT && isFree(column))
            .filter(column -> !isKey(column, batch))
            .limit(COLUMNS_MAX)
            .map(Column::name)
            .toList();
    return mostlyOther(root, texts).stream()
        .flatMap(column -> look(root, column, batch).stream())
        .toList();
  }

  /** The columns most texts of which are numbers or dates among the first rows. */
  private List<String> mostlyOther(Rows.TableRows root, List<String> columns) {
    if (columns.isEmpty()) {
      return List.of();
    }
    List<String> names = columns.stream().map(Sql::name).toList();
    String counts =
        names.stream()
            .map(
                c ->
                    "count(%s), count(*) FILTER (%s), count(*) FILTER (%s)"
                        .formatted(c, isNumber(c), isDate(c)))
            .collect(Collectors.joining(", "));
    String sample =
        "(SELECT %s FROM %s LIMIT %d)"
            .formatted(String.join(", ", names), root.relation(), SAMPLED);
    return workbench
        .query(
            "SELECT " + counts + " FROM " + sample,
            row -> {
              var found = new ArrayList<String>();
              for (int i = 0; i < columns.size(); i++) {
                long fits = Math.max(row.getLong(3 * i + 2), row.getLong(3 * i + 3));
                if (areMost(fits, row.getLong(3 * i + 1))) {
                  found.add(columns.get(i));
                }
              }
              return found;
            })
        .getFirst();
  }

  private static boolean areMost(long fits, long all) {
    return fits > 0 && (all - fits) * SHARE <= all;
  }

  private boolean isFree(Column column) {
    return !column.name().startsWith("_leat_")
        && !told.contains(column.name())
        && !request.columns().containsKey(column.name());
  }

  /** What the dataset is called by is no value of a file. */
  private static boolean isKey(Column column, List<InputFile> batch) {
    return batch.stream()
        .findFirst()
        .filter(file -> file.dataset().keys().value(column.name()).isPresent())
        .isPresent();
  }

  private Optional<String> look(Rows.TableRows root, String column, List<InputFile> batch) {
    String c = Sql.name(column);
    String some =
        "(SELECT _leat_file, _leat_row, %s AS c FROM %s LIMIT %d)"
            .formatted(c, root.relation(), ROWS_MAX);
    long[] counts =
        workbench
            .query(
                "SELECT count(c), count(*) FILTER (%s), count(*) FILTER (%s) FROM %s"
                    .formatted(isNumber("c"), isDate("c"), some),
                row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
            .getFirst();
    Kind kind = counts[1] >= counts[2] ? Kind.NUMBERS : Kind.DATES;
    long fits = Math.max(counts[1], counts[2]);
    if (fits == counts[0] || !areMost(fits, counts[0])) {
      return Optional.empty();
    }
    told.add(column);
    String condition = kind == Kind.NUMBERS ? isNumber("c") : isDate("c");
    return workbench
        .query(
            "SELECT _leat_file, _leat_row, left(c, %d) FROM %s WHERE c IS NOT NULL AND NOT coalesce(%s, false) ORDER BY 1, 2 LIMIT 1"
                .formatted(SHOWN, some, condition),
            row -> where(batch, row.getLong(1), row.getLong(2)) + " has '" + row.getString(3) + "'")
        .stream()
        .findFirst()
        .map(
            stray ->
                "the column %s is text: %s, and %d of %d values are %s"
                    .formatted(
                        column,
                        stray,
                        fits,
                        counts[0],
                        kind == Kind.NUMBERS ? "numbers" : "dates"));
  }

  private static String isNumber(String c) {
    return "regexp_full_match(" + c + ", " + Sql.text(NUMBER) + ")";
  }

  private static String isDate(String c) {
    String day = "replace(replace(split_part(" + c + ", ' ', 1), '.', '/'), '-', '/')";
    return "regexp_full_match("
        + c
        + ", "
        + Sql.text(DateStyle.pattern())
        + ") AND try_strptime("
        + day
        + ", ['%Y/%m/%d', '%d/%m/%Y', '%m/%d/%Y']) IS NOT NULL";
  }

  private String where(List<InputFile> batch, long id, long row) {
    InputFile file =
        batch.stream().filter(each -> each.id() == id).findFirst().orElse(batch.getFirst());
    Optional<Long> line = line(file, row);
    return line.map(number -> file.dataset() + ", line " + number)
        .orElse(file.dataset() + ", record " + (row + 1));
  }

  /** The line on which a record of a text file begins. */
  private Optional<Long> line(InputFile file, long row) {
    try (var raw = new LocalFile(file, () -> workbench.freshFile(".csv"))) {
      if (!FormatSniffer.word(request.reading(), file).equals("csv")) {
        return Optional.empty();
      }
      return DelimitedText.line(raw, choice(), row);
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  private CsvChoice choice() {
    FormatTypes.@Nullable Chosen chosen = request.reading().chosen();
    return chosen != null && chosen.type() instanceof DelimitedText
        ? CsvChoice.of(chosen.settings())
        : CsvChoice.NONE;
  }
}
