package dev.leat.core.read;

import dev.leat.core.read.CsvFormat.Check;
import dev.leat.core.read.FormatReader.Numbered;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The values of some CSV files that have the same head, as texts, until it is closed. */
final class CsvTexts implements AutoCloseable {
  private static final int SHOWN = 200;

  private final Workbench workbench;
  private final String scan;
  private final String table;
  private final String errors;
  private final String scans;

  CsvTexts(Workbench workbench, CsvHead head, List<InputFile> files) {
    this.workbench = workbench;
    String prefix = workbench.freshPrefix();
    this.table = "temp." + Sql.name(prefix + "_texts");
    this.errors = prefix + "_errors";
    this.scans = prefix + "_scans";
    String rejects =
        "store_rejects = true, rejects_limit = 0, rejects_table = %s, rejects_scan = %s"
            .formatted(Sql.text(errors), Sql.text(scans));
    this.scan = "(SELECT file_index AS f, * FROM " + scan(head, files, texts(head), rejects) + ")";
  }

  /** The texts of all lines that can be read, in order, where they lie. */
  static String scan(CsvHead head, List<InputFile> files) {
    return scan(head, files, texts(head), "ignore_errors = true");
  }

  /** The values of a file all lines of which can be read, in order and in these types. */
  static String values(CsvHead head, InputFile file, List<String> types) {
    return scan(head, List.of(file), types, "ignore_errors = false");
  }

  private static List<String> texts(CsvHead head) {
    return Collections.nCopies(head.names().size(), "VARCHAR");
  }

  private static String scan(
      CsvHead head, List<InputFile> files, List<String> types, String option) {
    String columns =
        IntStream.range(0, types.size())
            .mapToObj(i -> "'" + column(i) + "': '" + types.get(i) + "'")
            .collect(Collectors.joining(", ", "{", "}"));
    return "read_csv("
        + Sql.texts(files.stream().map(file -> file.path().toString()).toList())
        + ", auto_detect = false, header = true, delim = "
        + Sql.text(String.valueOf(head.delimiter()))
        + ", quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false,"
        + " hive_partitioning = false, columns = "
        + columns
        + ", "
        + option
        + ")";
  }

  static List<String> columns(CsvHead head) {
    return IntStream.range(0, head.names().size()).mapToObj(CsvTexts::column).toList();
  }

  static String column(int number) {
    return "c" + number;
  }

  /** The SQL that picks what belongs to the file of a row. */
  static String pick(List<Numbered> files, Function<Numbered, String> what) {
    return files.stream().map(what).collect(Collectors.joining(", ", "[", "]"))
        + "[CAST(f AS BIGINT) + 1]";
  }

  /** As {@link #rows}, before anything was rejected and without positions; to be read once. */
  String scan() {
    return scan;
  }

  /** Whether some lines of the {@link #scan} could not be read. */
  boolean hasBadLines() {
    return workbench
        .query("SELECT count(*) > 0 FROM temp." + Sql.name(errors), row -> row.getBoolean(1))
        .getFirst();
  }

  /** Keeps the texts in a temporary table, to be read as often as it takes. */
  void keep() {
    close();
    workbench.execute("CREATE TEMP TABLE " + table + " AS SELECT * FROM " + scan);
  }

  /** The texts with {@code n}, the position of each row in its file, rejected lines counted. */
  String rows() {
    String rows =
        "(SELECT x.*, x.rowid - s.start AS place FROM %1$s x JOIN (SELECT f, min(rowid) AS start FROM %1$s GROUP BY f) s USING (f))"
            .formatted(table);
    return """
    (SELECT p.*, p.place + coalesce(r.rejected, 0) AS n FROM %s p
    ASOF LEFT JOIN (
      SELECT f, line - 2 - earlier AS free, max(earlier) + 1 AS rejected
      FROM (
        SELECT f, line, row_number() OVER (PARTITION BY f ORDER BY line) - 1 AS earlier
        FROM (SELECT DISTINCT file_id AS f, line FROM temp.%s WHERE line > 1))
      GROUP BY ALL) r ON p.f = r.f AND p.place >= r.free)\
    """
        .formatted(rows, Sql.name(errors));
  }

  /** Tells the stage of lines that have too many values, too few, or none that can be read. */
  void rejectLines(Stage stage, List<Numbered> files) {
    stage.rejectFrom(
        "SELECT "
            + pick(files, CsvTexts::id)
            + ", greatest(line - 2, 0), NULL, left(text, "
            + SHOWN
            + "), 'line ' || line || ': ' || message FROM (SELECT file_id AS f, line,"
            + " any_value(csv_line) AS text, first(error_message) AS message FROM temp."
            + Sql.name(errors)
            + " GROUP BY file_id, line)");
  }

  /** Tells the stage of rows that fail a check; returns the condition of those that do not. */
  String rejectMisfits(Stage stage, List<Numbered> files, List<Check> checks) {
    var passed = new StringBuilder("true");
    for (Check check : checks) {
      stage.rejectFrom(
          "SELECT "
              + pick(files, CsvTexts::id)
              + ", n, "
              + Sql.text(check.column())
              + ", left("
              + check.text()
              + ", "
              + SHOWN
              + "), "
              + Sql.text(check.reason())
              + " FROM "
              + rows()
              + " WHERE "
              + passed
              + " AND NOT "
              + check.fits());
      passed.append(" AND ").append(check.fits());
    }
    return passed.toString();
  }

  private static String id(Numbered file) {
    return file.file().id() + "::BIGINT";
  }

  @Override
  public void close() {
    workbench.execute("DROP TABLE IF EXISTS " + table);
    workbench.execute("DROP TABLE IF EXISTS temp." + Sql.name(errors));
    workbench.execute("DROP TABLE IF EXISTS temp." + Sql.name(scans));
  }
}
