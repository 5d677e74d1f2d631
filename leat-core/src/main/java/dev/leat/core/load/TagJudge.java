package dev.leat.core.load;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.LeatException;
import dev.leat.api.Relation;
import dev.leat.core.contract.TagRule;
import dev.leat.core.contract.TagRule.Need;
import dev.leat.core.read.InputFile;
import dev.leat.core.read.Workbench;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds rows against what a tag needs of the files that they were read from. */
public final class TagJudge {
  /**
   * What is wrong with a column of the tag.
   *
   * @param column of the tag
   */
  public record Problem(String column, LeatException error) {}

  private static final int CANDIDATES_MAX = 3;

  private static final int DIGITS_MAX = 38;

  /** A number in binary is seldom the decimal that was meant: so far, as a share, it may be off. */
  private static final String BINARY_ERROR = "1e-12";

  private final String table;
  private final TagRule rule;

  public TagJudge(String table, TagRule rule) {
    this.table = table;
    this.rule = rule;
  }

  /** The first problem of each column that has one. */
  public List<Problem> problems(Relation root, List<InputFile> batch) {
    Map<Long, InputFile> files =
        batch.stream().collect(Collectors.toMap(InputFile::id, Function.identity()));
    var problems = new ArrayList<Problem>();
    for (Need need : rule.needs()) {
      missing(root, need, files)
          .or(() -> unfit(root, need, files))
          .ifPresent(error -> problems.add(new Problem(need.name(), error)));
    }
    return problems;
  }

  private static boolean has(Relation root, Need need) {
    return column(root, need).isPresent();
  }

  private static Optional<Column> column(Relation root, Need need) {
    return root.schema().columns().stream()
        .filter(column -> column.name().equals(need.column()))
        .findFirst();
  }

  private Optional<LeatException> missing(Relation root, Need need, Map<Long, InputFile> files) {
    if (!need.required()) {
      return Optional.empty();
    }
    String with = has(root, need) ? "count(" + name(need.column()) + ")" : "0";
    return first(
            root,
            "SELECT _leat_file FROM (%s) GROUP BY _leat_file HAVING %s = 0 ORDER BY 1 LIMIT 1"
                .formatted(root.sql(), with))
        .map(row -> missing(root, need, files, row.get(0)));
  }

  private Optional<LeatException> unfit(Relation root, Need need, Map<Long, InputFile> files) {
    if (!has(root, need)) {
      return Optional.empty();
    }
    String value = name(need.column());
    String unfit = unfit(value, need) + rounded(root, value, need);
    return first(
            root,
            "SELECT _leat_file, _leat_row, CAST(%s AS VARCHAR) FROM (%s) WHERE %1$s IS NOT NULL AND (%s) ORDER BY 1, 2 LIMIT 1"
                .formatted(value, root.sql(), unfit))
        .map(row -> unfitValue(need, files, row));
  }

  private LeatException missing(Relation root, Need need, Map<Long, InputFile> files, String file) {
    List<String> present = present(root, file);
    List<String> near =
        present.stream()
            .sorted(
                Comparator.comparingDouble(
                    (String name) -> distance(name, need.column(), need.name())))
            .limit(CANDIDATES_MAX)
            .toList();
    return new LeatException(
        LoadError.TAG_COLUMN_MISSING,
        "The file %s of table %s brings no '%s', which the tag %s needs."
            .formatted(text(files, file), table, need.column(), rule.tag()),
        (near.isEmpty()
                ? "Bring the column '" + need.column() + "' back."
                : "Its nearest columns are %s. Write the right one under 'brings', such as %s: %s."
                    .formatted(String.join(", ", near), need.name(), near.get(0)))
            + unwanted(files, file));
  }

  /** Columns that have a value in a file. */
  private static List<String> present(Relation root, String file) {
    List<Column> columns = root.schema().columns();
    if (columns.isEmpty()) {
      return List.of();
    }
    List<String> counts =
        first(
                root,
                columns.stream()
                    .map(column -> "count(" + name(column.name()) + ")")
                    .collect(
                        Collectors.joining(
                            ", ",
                            "SELECT ",
                            " FROM (" + root.sql() + ") WHERE _leat_file = " + file)))
            .orElse(List.of());
    var present = new ArrayList<String>();
    for (int column = 0; column < counts.size(); column++) {
      if (!counts.get(column).equals("0")) {
        present.add(columns.get(column).name());
      }
    }
    return present;
  }

  private LeatException unfitValue(Need need, Map<Long, InputFile> files, List<String> row) {
    return new LeatException(
        LoadError.TAG_VALUE_UNFIT,
        "The file %s of table %s has '%s' as %s in row %d, which the tag %s does not allow."
            .formatted(
                text(files, row.get(0)),
                table,
                row.get(2),
                need.column(),
                Long.parseLong(row.get(1)) + 1,
                rule.tag()),
        "%s is %s. Correct the file, or name another column under 'brings'."
                .formatted(need.name(), allowed(need))
            + unwanted(files, row.get(0)));
  }

  private static String unwanted(Map<Long, InputFile> files, String id) {
    InputFile file = files.get(Long.valueOf(id));
    return file == null ? "" : " " + Unwanted.remedy(file.dataset(), file.revision());
  }

  private static String allowed(Need need) {
    String type =
        need.type() instanceof Decimal decimal
            ? "a number with at most %d digits before the point and %d behind it"
                .formatted(decimal.precision() - decimal.scale(), decimal.scale())
            : need.type().toString().toLowerCase(Locale.ROOT);
    String range =
        need.min().map(min -> ", at least " + min).orElse("")
            + need.max().map(max -> ", at most " + max).orElse("");
    return need.values().isEmpty() ? type + range : "one of " + String.join(", ", need.values());
  }

  private static String unfit(String value, Need need) {
    String typed = "TRY_CAST(" + value + " AS " + type(need) + ")";
    var conditions = new ArrayList<>(List.of(typed + " IS NULL"));
    need.min()
        .ifPresent(
            min -> conditions.add(typed + " < CAST(" + quoted(min) + " AS " + type(need) + ")"));
    need.max()
        .ifPresent(
            max -> conditions.add(typed + " > CAST(" + quoted(max) + " AS " + type(need) + ")"));
    if (!need.values().isEmpty()) {
      conditions.add(
          "CAST("
              + value
              + " AS VARCHAR) NOT IN ("
              + need.values().stream().map(TagJudge::quoted).collect(Collectors.joining(", "))
              + ")");
    }
    return String.join(" OR ", conditions);
  }

  /** What the type would take only after rounding it, as a further condition. */
  private static String rounded(Relation root, String value, Need need) {
    if (!(need.type() instanceof Decimal decimal)) {
      return "";
    }
    String typed = "TRY_CAST(" + value + " AS " + type(need) + ")";
    boolean binary = column(root, need).map(column -> column.type() == Simple.DOUBLE).orElse(false);
    if (binary) {
      return " OR abs(%s - CAST(%s AS DOUBLE)) > abs(%1$s) * %s"
          .formatted(value, typed, BINARY_ERROR);
    }
    int fraction = DIGITS_MAX - decimal.precision() + decimal.scale();
    return " OR TRY_CAST(%s AS DECIMAL(%d,%d)) <> %s".formatted(value, DIGITS_MAX, fraction, typed);
  }

  private static String type(Need need) {
    return switch (need.type()) {
      case Decimal decimal -> "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
      case Simple simple ->
          switch (simple) {
            case TEXT, JSON -> "VARCHAR";
            case BYTES -> "BLOB";
            case BOOLEAN, BIGINT, HUGEINT, DOUBLE, DATE, TIME, TIMESTAMP, TIMESTAMPTZ ->
                simple.name();
          };
      case ListOf list -> "VARCHAR";
    };
  }

  private static String text(Map<Long, InputFile> files, String id) {
    InputFile file = files.get(Long.valueOf(id));
    return file == null ? id : file.dataset().toString();
  }

  /** How far a name is from either of two, by its length. */
  private static double distance(String name, String column, String fact) {
    return Math.min(share(name, column), share(name, fact));
  }

  private static double share(String a, String b) {
    return (double) distance(a, b) / Math.max(a.length(), b.length());
  }

  private static int distance(String a, String b) {
    int[] costs = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int before = costs[0];
      costs[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = before + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        before = costs[j];
        costs[j] = Math.min(replaced, 1 + Math.min(costs[j], costs[j - 1]));
      }
    }
    return costs[b.length()];
  }

  private static Optional<List<String>> first(Relation root, String sql) {
    try (Statement statement = root.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        return Optional.empty();
      }
      var values = new ArrayList<String>();
      for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
        values.add(String.valueOf(rows.getString(column)));
      }
      return Optional.of(values);
    } catch (SQLException e) {
      throw Workbench.refused(e);
    }
  }

  private static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
