package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.LeatException;
import dev.leat.api.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a project's SELECT makes of the rows of a root table.
 *
 * <p>A row that comes of a record alone keeps the record's position. Of several, the first keeps
 * it, and the others add a multiple of {@link #SIBLING}: so each has a position of its own, which
 * tells the record, and depends on no other record.
 *
 * @param columns of the table
 * @param values the SQL of each, by the names that the SELECT gives
 * @param required columns without whose value a row is no row
 */
record Reshaping(RowSql sql, List<Column> columns, List<String> values, List<String> required) {
  /** Beyond any position of a record. */
  static final long SIBLING = 1L << 40;

  /** When the bytes came that a row is from, among the columns that the project's SQL sees. */
  static final String FETCHED = "_leat_fetched_at";

  private static final String NO_TYPE = "\"NULL\"";
  private static final String FILE = "_leat_of_file";
  private static final String ROW = "_leat_of_row";
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");

  /** The SQL of a record's position, of that of a row. */
  static String record(String row) {
    return "(" + row + " & " + (SIBLING - 1) + ")";
  }

  /**
   * Asks DuckDB what the SELECT's columns are.
   *
   * @param layout of the rows as they are read
   * @throws LeatException where the SELECT asks for a column that is not there, say
   */
  static Reshaping of(Workbench workbench, TableRequest request, RowSql sql, Layout layout) {
    var columns = new ArrayList<Column>();
    var values = new ArrayList<String>();
    Set<String> names = new HashSet<>();
    for (Described each : describe(workbench, request, sql, layout)) {
      // What has no value has no type either, and is no column until it has one.
      if (each.name().startsWith("_leat_") || each.type().equals(NO_TYPE)) {
        continue;
      }
      if (!names.add(each.name().toLowerCase(Locale.ROOT))) {
        throw LayoutBuilder.collision(
            each.name(), each.name(), "one column of table " + request.name());
      }
      DuckType found = DuckType.parse(each.type());
      ColumnType type = type(found);
      String value = Sql.name(each.name());
      boolean written = type == Simple.JSON && !each.type().equals("JSON");
      columns.add(new Column(Names.fitting(each.name()), type));
      values.add(
          "CAST("
              + (written ? "to_json(" + value + ")" : value)
              + " AS "
              + SqlTypes.of(type)
              + ")");
    }
    return new Reshaping(sql, columns, values, required(request, columns));
  }

  private static List<String> required(TableRequest request, List<Column> columns) {
    return columns.stream()
        .map(Column::name)
        .filter(
            name -> request.columns().containsKey(name) && request.columns().get(name).required())
        .toList();
  }

  private record Described(String name, String type) {}

  private static List<Described> describe(
      Workbench workbench, TableRequest request, RowSql sql, Layout layout) {
    TableSchema read = layout.read();
    try {
      return workbench.query(
          "DESCRIBE "
              + sql.selecting(lineage(sql), noRows(read) + BlankColumns.select(layout.blank())),
          row -> new Described(row.getString(1), row.getString(2)));
    } catch (LeatException e) {
      throw refused("the sql of table " + request.name(), e, read);
    }
  }

  /** SQL of the project that does not go with the columns of its rows. */
  static LeatException refused(String what, LeatException e, TableSchema read) {
    if (e.code() != ReadError.STATEMENT_REFUSED) {
      return e;
    }
    return new LeatException(
        ReadError.TABLE_SQL_REFUSED,
        what + " cannot be used: " + complaint(e),
        "the columns of rows are "
            + read.columns().stream().map(Column::name).collect(Collectors.joining(", "))
            + "; one that files may lack is there where `columns:` gives it a type",
        e);
  }

  /** What DuckDB has to say, without where in our statement it found it. */
  static String complaint(LeatException e) {
    String message = e.getCause() == null ? e.problem() : String.valueOf(e.getCause().getMessage());
    return message.lines().findFirst().orElse(message).strip();
  }

  /** A row without values, for what there is no row of. */
  static String noRows(TableSchema read) {
    return read.columns().stream()
            .map(
                column ->
                    "CAST(NULL AS "
                        + SqlTypes.of(column.type())
                        + ") AS "
                        + Sql.name(column.name()))
            .collect(Collectors.joining(", ", "SELECT ", ", "))
        + "CAST(NULL AS BIGINT) AS _leat_file, CAST(NULL AS BIGINT) AS _leat_row, "
        + "CAST(NULL AS TIMESTAMPTZ) AS "
        + FETCHED;
  }

  private static String lineage(RowSql sql) {
    return "%1$s._leat_file AS %2$s, %1$s._leat_row AS %3$s"
        .formatted(Sql.name(sql.rows()), FILE, ROW);
  }

  static ColumnType type(DuckType found) {
    return switch (found) {
      case DuckType.Struct struct -> Simple.JSON;
      case DuckType.ListType list -> {
        ColumnType element = type(list.element());
        boolean plain = list.element() instanceof DuckType.Plain && element != Simple.JSON;
        yield plain ? new ColumnType.ListOf(element) : Simple.JSON;
      }
      case DuckType.Plain plain -> type(plain.name());
    };
  }

  private static ColumnType type(String name) {
    Matcher decimal = DECIMAL.matcher(name);
    if (decimal.matches()) {
      return new Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    return switch (name) {
      case "BOOLEAN" -> Simple.BOOLEAN;
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          Simple.BIGINT;
      case "UBIGINT", "HUGEINT" -> Simple.HUGEINT;
      case "FLOAT", "DOUBLE" -> Simple.DOUBLE;
      case "DATE" -> Simple.DATE;
      case "TIME" -> Simple.TIME;
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Simple.TIMESTAMP;
      case "TIMESTAMP WITH TIME ZONE" -> Simple.TIMESTAMPTZ;
      case "BLOB" -> Simple.BYTES;
      case "JSON" -> Simple.JSON;
      default ->
          name.startsWith("MAP(") || name.startsWith("UNION(") || name.equals("VARIANT")
              ? Simple.JSON
              : Simple.TEXT;
    };
  }

  /** The rows of the table, with {@code _leat_file} and {@code _leat_row}. */
  String select(String read) {
    String row =
        sql.splits()
            ? "%2$s + %3$d * (row_number() OVER (PARTITION BY %1$s, %2$s ORDER BY %4$s) - 1)"
                .formatted(FILE, ROW, SIBLING, String.join(", ", order()))
            : ROW;
    var parts = new ArrayList<String>(List.of(FILE + " AS _leat_file", row + " AS _leat_row"));
    for (int i = 0; i < columns.size(); i++) {
      parts.add(values.get(i) + " AS " + Sql.name(columns.get(i).name()));
    }
    String rows = "SELECT * EXCLUDE (_leat_file, _leat_row), _leat_file, _leat_row FROM " + read;
    return "SELECT "
        + String.join(", ", parts)
        + " FROM ("
        + sql.selecting(lineage(sql), rows)
        + ")";
  }

  private List<String> order() {
    return values.isEmpty() ? List.of("1") : values;
  }

  TableSchema schema(TableSchema read, List<String> key) {
    return new TableSchema(read.name(), columns, key, read.depth());
  }
}
