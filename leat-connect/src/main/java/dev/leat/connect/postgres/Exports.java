package dev.leat.connect.postgres;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Export;
import dev.leat.api.Export.Exported;
import dev.leat.api.Export.Format;
import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.connect.sql.Statements;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/** Writes what a SELECT finds into files: the server copies it out, DuckDB writes the format. */
final class Exports {
  private static final Pattern RELATION =
      Pattern.compile("\"Relation Name\": \"((?:[^\"\\\\]|\\\\.)*)\"");

  /** The driver's names of types, and those that {@code format_type} writes. */
  private static final Map<String, String> NAMES =
      Map.of(
          "bool", "boolean",
          "int2", "smallint",
          "int4", "integer",
          "int8", "bigint",
          "float4", "real",
          "float8", "double precision",
          "time", "time without time zone",
          "timestamp", "timestamp without time zone",
          "timestamptz", "timestamp with time zone");

  private final Statements sql;
  private final PostgresUrl place;

  Exports(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.place = place;
  }

  Exported write(Export export) {
    Path spool = export.folder().resolve(".leat-rows.csv");
    try {
      new Queries(sql, place).beginReading(export.sql());
      List<LoadFile> origins = origins(export.sql());
      Map<String, String> types = types(export.sql());
      long rows = copyOut(export.sql(), types, spool);
      if (rows > 0 || export.partitionBy().isEmpty()) {
        format(export, spool, types);
      }
      return new Exported(rows, origins);
    } catch (SQLException e) {
      throw PostgresError.ofQuery(place, e);
    } catch (IOException e) {
      throw new LeatException(
          PostgresError.POSTGRES_STAGING_FULL,
          "The export cannot be written to " + export.folder() + ": " + e.getMessage(),
          "Make the folder writable and see that its disk has room.",
          e);
    } finally {
      delete(spool);
    }
  }

  /** The stored files of all tables that a statement reads, through views too. */
  private List<LoadFile> origins(String query) throws SQLException {
    var names = new TreeSet<String>();
    try (var statement = sql.connection().createStatement();
        var plan = statement.executeQuery("EXPLAIN (FORMAT JSON) " + query)) {
      while (plan.next()) {
        RELATION
            .matcher(plan.getString(1))
            .results()
            .forEach(
                found -> names.add(found.group(1).replace("\\\"", "\"").replace("\\\\", "\\")));
      }
    }
    return new Origins(sql, place).filesOf(names);
  }

  /** The columns of the answer with their types in PostgreSQL. */
  private Map<String, String> types(String query) throws SQLException {
    var types = new LinkedHashMap<String, String>();
    try (var statement = sql.connection().createStatement();
        var nothing = statement.executeQuery("SELECT * FROM (" + query + ") AS answer LIMIT 0")) {
      ResultSetMetaData about = nothing.getMetaData();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        types.put(about.getColumnLabel(i), type(about, i));
      }
    }
    return types;
  }

  private static String type(ResultSetMetaData about, int column) throws SQLException {
    String name = about.getColumnTypeName(column);
    boolean array = name.startsWith("_");
    String element = array ? name.substring(1) : name;
    String written =
        element.equals("numeric") && about.getPrecision(column) > 0
            ? "numeric(" + about.getPrecision(column) + "," + about.getScale(column) + ")"
            : NAMES.getOrDefault(element, element);
    return array ? written + "[]" : written;
  }

  private long copyOut(String query, Map<String, String> types, Path spool)
      throws SQLException, IOException {
    String select =
        "SELECT "
            + Sql.join(
                types.entrySet(), each -> leaving(Sql.name(each.getKey()), each.getValue()), ", ")
            + " FROM ("
            + query
            + ") AS answer";
    try (OutputStream out = Files.newOutputStream(spool)) {
      return Courier.copies(sql).copyOut("COPY (" + select + ") TO STDOUT (FORMAT csv)", out);
    }
  }

  private static String leaving(String column, String type) {
    if (type.endsWith("[]")) {
      return "array_to_json(" + column + ")";
    }
    return type.equals("bytea") ? "encode(" + column + ", 'hex')" : column;
  }

  private void format(Export export, Path spool, Map<String, String> types) throws SQLException {
    var options = new Properties();
    options.setProperty("autoinstall_known_extensions", "false");
    options.setProperty("autoload_known_extensions", "false");
    options.setProperty("memory_limit", "512MB");
    options.setProperty(
        "temp_directory", export.folder().resolveSibling(".leat-export.tmp").toString());
    var texts = new LinkedHashMap<String, String>();
    types.forEach((name, type) -> texts.put(name, "'VARCHAR'"));
    String columns = Sql.join(texts.keySet(), name -> Sql.text(name) + ": 'VARCHAR'", ", ");
    String values =
        Sql.join(
            types.entrySet(),
            each ->
                arriving(Sql.name(each.getKey()), each.getValue())
                    + " AS "
                    + Sql.name(each.getKey()),
            ", ");
    String select =
        """
        SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = ',', quote = '"',
          escape = '"', nullstr = '', allow_quoted_nulls = false, max_line_size = 100000000,
          columns = {%s})\
        """
            .formatted(values, Sql.text(spool.toString()), columns);
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", options)) {
      var duck = new Statements(connection, PostgresError::ofStaging);
      duck.run("SET TimeZone = 'UTC'");
      duck.run(copy(export, select));
    }
  }

  /** How a value becomes DuckDB's; types that Leat does not make stay text. */
  private static String arriving(String column, String type) {
    ColumnType known =
        switch (type) {
          case "smallint", "integer" -> Simple.BIGINT;
          case "real" -> Simple.DOUBLE;
          case "jsonb" -> Simple.JSON;
          default -> Types.parse(type).orElse(Simple.TEXT);
        };
    if (known instanceof ListOf list) {
      boolean bytes = list.element() == Simple.BYTES;
      return "CAST(CAST(%s AS JSON) AS %s[])"
          .formatted(column, bytes ? "VARCHAR" : Types.duckDb(list.element()));
    }
    return known == Simple.BYTES
        ? "unhex(" + column + ")"
        : "CAST(" + column + " AS " + Types.duckDb(known) + ")";
  }

  private static String copy(Export export, String select) {
    String options =
        switch (export.format()) {
          case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
          case CSV -> "FORMAT csv, HEADER";
          case JSON -> "FORMAT json";
        };
    if (export.partitionBy().isEmpty()) {
      Path file = export.folder().resolve("data." + export.format().ending());
      return "COPY (%s) TO %s (%s)".formatted(select, Sql.text(file.toString()), options);
    }
    String ending = export.format() == Format.JSON ? ", FILE_EXTENSION 'json'" : "";
    return "COPY (%s) TO %s (%s, OVERWRITE_OR_IGNORE, PARTITION_BY (%s), FILENAME_PATTERN 'data_{i}'%s)"
        .formatted(
            select,
            Sql.text(export.folder().toString()),
            options,
            export.partitionBy().stream().map(Sql::name).collect(Collectors.joining(", ")),
            ending);
  }

  private static void delete(Path spool) {
    try {
      Files.deleteIfExists(spool);
    } catch (IOException e) {
      System.getLogger(Exports.class.getName())
          .log(System.Logger.Level.DEBUG, "a temporary file stays behind", e);
    }
  }
}
