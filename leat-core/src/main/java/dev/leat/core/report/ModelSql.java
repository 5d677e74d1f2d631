package dev.leat.core.report;

import dev.leat.api.LeatException;
import dev.leat.api.Macro;
import dev.leat.core.read.Macros;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads what SELECTs read, with DuckDB's own parser; opens nothing but a DuckDB in memory.
 *
 * <p>Runs on a platform thread; not thread-safe.
 */
final class ModelSql implements AutoCloseable {
  /**
   * What a SELECT reads.
   *
   * @param tables in lower case, without those that it defines itself
   * @param own names that it defines in WITH, in lower case; one may also be that of a table
   * @param functions in lower case
   * @param steady whether the same tables give the same answer, whenever it is asked
   * @param complaint of the parser; empty where it understood the text
   */
  record Reads(
      Set<String> tables,
      Set<String> own,
      Set<String> functions,
      boolean steady,
      String complaint) {
    static Reads unreadable(String complaint) {
      return new Reads(Set.of(), Set.of(), Set.of(), false, complaint);
    }
  }

  /** Columns that are really functions of the time. */
  private static final Set<String> CLOCKS =
      Set.of("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp");

  /** Table functions that depend on their arguments alone. */
  private static final Set<String> SERIES = Set.of("range", "generate_series", "unnest");

  /** PostgreSQL's own that depend on their arguments alone, where the time zone is always UTC. */
  private static final Pattern STEADY_ELSEWHERE =
      Pattern.compile(
          "jsonb?_.*|array_.*|regexp_.*|make_.*|percentile_.*|to_(char|date|number|timestamp|jsonb?)"
              + "|row_to_json|string_to_(array|table)|split_part|initcap|btrim|overlay|quote_.*"
              + "|width_bucket|date_(part|trunc|bin)|cardinality|num(non)?nulls|every|xmlagg|unaccent");

  /** Texts and comments, then names: in quotes, or plain. */
  private static final Pattern WORD =
      Pattern.compile(
          "'(?:[^']|'')*'|--[^\n]*|/\\*.*?\\*/|\\$(\\w*)\\$.*?\\$\\1\\$"
              + "|\"((?:[^\"]|\"\")+)\"|([\\p{L}_][\\p{L}\\p{N}_]*)",
          Pattern.DOTALL);

  private final Connection connection;
  private boolean defined;

  ModelSql() {
    var options = new Properties();
    options.setProperty("autoinstall_known_extensions", "false");
    options.setProperty("autoload_known_extensions", "false");
    options.setProperty("enable_external_access", "false");
    options.setProperty("memory_limit", "64MB");
    options.setProperty("threads", "1");
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:", options);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  Reads read(String sql) {
    try {
      define(sql);
      String complaint =
          texts(
                  "SELECT CASE WHEN (j ->> 'error')::BOOLEAN THEN j ->> 'error_message'"
                      + " WHEN json_array_length(j, '$.statements') <> 1"
                      + " THEN 'there must be one statement' ELSE '' END"
                      + " FROM (SELECT json_serialize_sql(?) AS j)",
                  sql)
              .getFirst();
      if (!complaint.isEmpty()) {
        return Reads.unreadable(complaint);
      }
      Set<String> own =
          names(sql, "key = 'key' AND regexp_matches(path, 'cte_map\\.map\\[[0-9]+\\]$')");
      Set<String> tables = names(sql, "key = 'table_name'");
      Set<String> functions = names(sql, "key = 'function_name'");
      return new Reads(tables, own, functions, isSteady(sql, functions), "");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Every name in a text of SQL, whatever it is the name of, in lower case. */
  static Set<String> words(String sql) {
    var words = new TreeSet<String>();
    WORD.matcher(sql)
        .results()
        .map(found -> found.group(2) == null ? found.group(3) : found.group(2))
        .filter(Objects::nonNull)
        .forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    return words;
  }

  /** Makes Leat's functions where one of them may be used. */
  private void define(String sql) throws SQLException {
    List<Macro> all = Macros.all();
    if (!defined && all.stream().anyMatch(macro -> sql.contains(macro.name()))) {
      defined = true;
      for (Macro macro : all) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("CREATE " + macro.sql());
        }
      }
    }
  }

  private boolean isSteady(String sql, Set<String> called) throws SQLException {
    var functions = new TreeSet<>(called);
    functions.removeAll(SERIES);
    Set<String> columns = new TreeSet<>(CLOCKS);
    columns.retainAll(names(sql, "path LIKE '%.column_names'"));
    return columns.isEmpty()
        && functions.stream()
            .filter(name -> !STEADY_ELSEWHERE.matcher(name).matches())
            .allMatch(new TreeSet<>(steadyFunctions())::contains);
  }

  /** Macros that DuckDB brings are judged by what they are made of. */
  private List<String> steadyFunctions() throws SQLException {
    return texts(
        """
        SELECT function_name FROM duckdb_functions()
        WHERE ? = '' AND function_type IN ('scalar', 'aggregate', 'window', 'macro')
        GROUP BY function_name
        HAVING bool_and(coalesce(stability, 'CONSISTENT') = 'CONSISTENT') AND NOT bool_or(
          regexp_matches(coalesce(macro_definition, ''), 'current_|now|today|random|uuid|getenv'))\
        """,
        "");
  }

  private Set<String> names(String sql, String where) throws SQLException {
    var names = new TreeSet<String>();
    texts("SELECT DISTINCT value ->> '$' FROM json_tree(json_serialize_sql(?)) WHERE " + where, sql)
        .forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return names;
  }

  private List<String> texts(String query, String parameter) throws SQLException {
    var texts = new ArrayList<String>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, parameter);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts;
  }

  private static LeatException failed(SQLException e) {
    return new LeatException(
        ReportError.MODEL_UNREADABLE,
        "DuckDB cannot read the models' SQL: " + e.getMessage(),
        "Report this with the SQL of your models.",
        e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException harmless) {
      // It is in memory, and nothing in it is needed any more.
    }
  }
}
