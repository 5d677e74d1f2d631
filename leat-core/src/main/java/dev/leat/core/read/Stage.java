package dev.leat.core.read;

import dev.leat.api.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The temporary tables of one batch: its records in the layout's structure, its files, and what was
 * rejected.
 */
final class Stage implements AutoCloseable {
  private static final int REJECTIONS_AT_ONCE = 500;
  private static final int SHOWN = 200;
  static final String LACKS = "has no value, and the project requires one";

  private final Workbench workbench;
  private final String prefix;
  private final Layout layout;
  private final List<InputFile> files;
  private final boolean once;
  private final List<String> views = new ArrayList<>();
  private long rejectedRows;
  private long rejectedFiles;
  private long leftOut;
  private @Nullable Stream stream;

  /** Rows that are read where they lie. */
  private record Stream(String select, long records) {}

  private Stage(Workbench workbench, Layout layout, List<InputFile> files, boolean once) {
    this.workbench = workbench;
    this.prefix = workbench.freshPrefix();
    this.layout = layout;
    this.files = List.copyOf(files);
    this.once = once;
  }

  /**
   * An empty stage; records of the n-th file carry the number n.
   *
   * @param once whether the rows will be read once, as they are
   */
  static Stage create(Workbench workbench, Layout layout, List<InputFile> files, boolean once) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a batch has files");
    }
    var stage = new Stage(workbench, layout, files, once && files.size() == 1);
    workbench.execute("SET VARIABLE " + stage.variable() + " = " + Sql.text(stage.structure()));
    workbench.execute(
        "CREATE TEMP TABLE "
            + stage.records()
            + " AS SELECT 0 AS f, CAST(NULL AS BIGINT) AS n, "
            + stage.transform("'null'")
            + " AS r WHERE false");
    workbench.execute(
        "CREATE TEMP TABLE "
            + stage.quarantine()
            + " (file BIGINT, \"row\" BIGINT, \"column\" VARCHAR, value VARCHAR, reason VARCHAR)");
    return stage;
  }

  /** The structure of a record, as {@code json_transform} wants it. */
  String structure() {
    return layout.plan().structure(layout.rewrites() ? SqlTypes::stagedAsText : SqlTypes::staged);
  }

  /** The type in which a column's values lie in the structure. */
  String stagedType(Plan.Leaf leaf) {
    String type =
        layout.rewrites() ? SqlTypes.stagedAsText(leaf.type()) : SqlTypes.staged(leaf.type());
    return leaf.type() instanceof ColumnType.ListOf ? type + "[]" : type;
  }

  String transform(String json) {
    return "json_transform(" + json + ", getvariable('" + variable() + "'))";
  }

  Layout layout() {
    return layout;
  }

  Workbench workbench() {
    return workbench;
  }

  /**
   * Adds records.
   *
   * @param select yields the file's number, the row or null where order says it, the structure
   */
  long add(String select) {
    return workbench.execute("INSERT INTO " + records() + " " + select);
  }

  /** Whether records may be {@link #stream}ed instead of added. */
  boolean mayStream() {
    return once && !layout.rewrites() && layout.lacks().isEmpty() && layout.reshaping() == null;
  }

  /**
   * Leaves the records of the only file where they are, until the rows are read.
   *
   * @param select yields the row n and the structure r
   */
  void stream(String select, long records) {
    stream = new Stream(select, records);
  }

  boolean streams() {
    return stream != null;
  }

  /** How many records each file has; -1 where they do not lie one after the other. */
  Map<Integer, Long> counts() {
    var counts = new HashMap<Integer, Long>();
    workbench
        .query(
            "SELECT f, CASE WHEN max(rowid) - min(rowid) + 1 = count(*) THEN count(*) ELSE -1 END"
                + " FROM "
                + records()
                + " WHERE n IS NULL GROUP BY f",
            row -> Map.entry(row.getInt(1), row.getLong(2)))
        .forEach(file -> counts.put(file.getKey(), file.getValue()));
    return counts;
  }

  void remove(Set<Integer> numbers) {
    String list = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    workbench.execute("DELETE FROM " + records() + " WHERE f IN (" + list + ")");
  }

  void reject(List<Rejection> rejections) {
    for (int from = 0; from < rejections.size(); from += REJECTIONS_AT_ONCE) {
      int to = Math.min(rejections.size(), from + REJECTIONS_AT_ONCE);
      String values =
          rejections.subList(from, to).stream()
              .map(Stage::values)
              .collect(Collectors.joining(", "));
      workbench.execute("INSERT INTO " + quarantine() + " VALUES " + values);
    }
    long whole = rejections.stream().filter(one -> one.row() == Rejection.WHOLE_FILE).count();
    rejectedFiles += whole;
    rejectedRows += rejections.size() - whole;
  }

  /** Says of what was rejected of a file so far where in the original it was. */
  void locate(InputFile file, Places places) {
    String ofFile = " WHERE file = " + file.id() + " AND \"row\" >= 0";
    List<Long> rows =
        workbench.query(
            "SELECT DISTINCT \"row\" FROM " + quarantine() + ofFile, row -> row.getLong(1));
    for (int from = 0; from < rows.size(); from += REJECTIONS_AT_ONCE) {
      String values =
          rows.subList(from, Math.min(rows.size(), from + REJECTIONS_AT_ONCE)).stream()
              .map(row -> "(" + row + ", " + Sql.text(places.of(row).toString()) + ")")
              .collect(Collectors.joining(", "));
      workbench.execute(
          "UPDATE "
              + quarantine()
              + " SET reason = p.place || ': ' || reason FROM (VALUES "
              + values
              + ") p(record, place)"
              + ofFile
              + " AND \"row\" = p.record");
    }
  }

  /**
   * Rejects rows that a query finds.
   *
   * @param select yields file id, row, column, value, reason
   */
  void rejectFrom(String select) {
    rejectedRows += workbench.execute("INSERT INTO " + quarantine() + " " + select);
  }

  /**
   * Rejects staged records.
   *
   * @param misfit the SQL of what does not fit in a record, null where all does
   */
  void rejectWhere(String column, String misfit, String reason) {
    String ids =
        files.stream()
            .map(file -> file.id() + "::BIGINT")
            .collect(Collectors.joining(", ", "[", "]"));
    rejectFrom(
        "SELECT %s[f + 1], n, %s, left(misfit, %d), %s FROM (SELECT *, %s AS misfit FROM %s) WHERE misfit IS NOT NULL"
            .formatted(ids, Sql.text(column), SHOWN, Sql.text(reason), misfit, records()));
    workbench.execute("DELETE FROM " + records() + " WHERE (" + misfit + ") IS NOT NULL");
  }

  private static String values(Rejection rejection) {
    return "("
        + rejection.file()
        + ", "
        + rejection.row()
        + ", "
        + orNull(rejection.column())
        + ", "
        + orNull(rejection.value())
        + ", "
        + Sql.text(rejection.reason())
        + ")";
  }

  private static String orNull(@Nullable String text) {
    return text == null ? "NULL" : Sql.text(text);
  }

  /** Makes the relations of the layout's tables; returns their names in order. */
  List<String> tables(Map<String, Scalars> keys, TableRequest request) {
    workbench.execute(
        "CREATE TEMP TABLE "
            + fileTable()
            + " AS "
            + StagedFiles.select(files, keys.keySet(), records()));
    String rows = rows(keys, request.shaping().derived());
    String read = view("read");
    workbench.execute("CREATE TEMP VIEW " + read + " AS " + layout.readSelect(rows));
    String own = view("own");
    if (layout.reshaping() != null || request.shaping().where().isPresent()) {
      workbench.execute("CREATE TEMP VIEW " + own + " AS " + layout.ownSelect(rows));
    }
    leftOut = new OwnSql(workbench, request).leaveOut(own, layout, this::removeRows);
    rejectIncomplete(read);
    var names = new ArrayList<String>();
    names.add(layout.reshaping() == null ? read : reshaped(request, own, layout.reshaping()));
    for (String select : layout.childSelects(rows, names.getFirst())) {
      String name = view("table_" + names.size());
      workbench.execute("CREATE TEMP VIEW " + name + " AS " + select);
      names.add(name);
    }
    return names;
  }

  /** The relation of staged rows, with derived columns where the root has some. */
  private String rows(Map<String, Scalars> keys, List<Derived> derived) {
    String rows = view("rows");
    boolean derives = !derived.isEmpty() && !layout.read().columns().isEmpty();
    String place = derives ? "s.rowid AS " + Deriving.PLACE + ", " : "";
    workbench.execute("CREATE TEMP VIEW " + rows + " AS " + rowsSelect(place, keys));
    if (!derives) {
      return rows;
    }
    new Deriving(workbench, derived).make(prefix + "_derived", rows, layout.root());
    String all = view("derived_rows");
    workbench.execute(
        "CREATE TEMP VIEW %s AS SELECT * FROM %s LEFT JOIN %s USING (%s)"
            .formatted(all, rows, derivedTable(), Deriving.PLACE));
    return all;
  }

  /** Rows of the project's own making are made once, so that what fails on one fails here. */
  private String reshaped(TableRequest request, String read, Reshaping made) {
    new OwnSql(workbench, request).make(made(), made, read, this::rejectFrom);
    return made();
  }

  /** Takes out records whose rows are named by file and position. */
  private long removeRows(String places) {
    return workbench.execute(
        "DELETE FROM "
            + records()
            + " WHERE rowid IN (SELECT s.rowid FROM "
            + records()
            + " s JOIN "
            + fileTable()
            + " files USING (f) JOIN "
            + places
            + " q ON q.file = files.id AND q.\"row\" = coalesce(s.n, s.rowid - files.start))");
  }

  /** What is masked in the table may not show in its quarantine. */
  void withhold(TableRequest request) {
    boolean masked = request.columns().values().stream().anyMatch(TableRequest.Declared::isMasked);
    if (masked && rejectedRows + rejectedFiles > 0) {
      workbench.execute(
          "UPDATE "
              + quarantine()
              + " SET value = NULL, reason = regexp_replace(reason, "
              + Sql.text("(?s)(not valid JSON|the file is not JSON).*$")
              + ", '\\1')");
    }
  }

  /** Takes out the rows that lack a value where the project requires one. */
  private void rejectIncomplete(String root) {
    if (layout.lacks().isEmpty()) {
      return;
    }
    var column = new StringBuilder("CASE");
    layout
        .lacks()
        .forEach((name, sql) -> column.append(" WHEN " + sql + " THEN " + Sql.text(name)));
    String lacking = "(" + String.join(" OR ", layout.lacks().values()) + ")";
    rejectFrom(
        "SELECT _leat_file, _leat_row, "
            + column
            + " END, NULL, "
            + Sql.text(LACKS)
            + " FROM "
            + root
            + " WHERE "
            + lacking);
    removeRows(
        "(SELECT file, \"row\" FROM " + quarantine() + " WHERE reason = " + Sql.text(LACKS) + ")");
  }

  private String rowsSelect(String place, Map<String, Scalars> keys) {
    Stream streamed = stream;
    String row =
        streamed == null
            ? "coalesce(s.n, s.rowid - " + StagedFiles.starts(workbench, fileTable()) + ")"
            : "s.n";
    return "SELECT "
        + place
        + StagedFiles.columns(files, row, keys)
        + ", s.r AS "
        + TablePlan.VALUE
        + " FROM "
        + (streamed == null ? records() : "(" + streamed.select() + ")")
        + " s";
  }

  private String view(String what) {
    String name = "temp." + Sql.name(prefix + "_" + what);
    views.add(name);
    return name;
  }

  long count() {
    Stream streamed = stream;
    if (streamed != null) {
      return streamed.records();
    }
    return workbench.query("SELECT count(*) FROM " + records(), row -> row.getLong(1)).getFirst();
  }

  long rejectedRows() {
    return rejectedRows;
  }

  /** Records that the project's condition leaves out. */
  long leftOut() {
    return leftOut;
  }

  long rejectedFiles() {
    return rejectedFiles;
  }

  String quarantine() {
    return "temp." + Sql.name(prefix + "_quarantine");
  }

  private String records() {
    return "temp." + Sql.name(prefix + "_records");
  }

  private String made() {
    return "temp." + Sql.name(prefix + "_made");
  }

  private String derivedTable() {
    return "temp." + Sql.name(prefix + "_derived");
  }

  private String fileTable() {
    return "temp." + Sql.name(prefix + "_files");
  }

  private String variable() {
    return prefix + "_structure";
  }

  @Override
  public void close() {
    views.reversed().forEach(view -> workbench.execute("DROP VIEW IF EXISTS " + view));
    for (String table : List.of(made(), derivedTable(), records(), fileTable(), quarantine())) {
      workbench.execute("DROP TABLE IF EXISTS " + table);
    }
    workbench.execute("RESET VARIABLE " + variable());
  }
}
