package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SQL that a project writes about one row, held to what such SQL may do.
 *
 * <p>It is taken apart by DuckDB's own parser, and each part must be one that is known to look at
 * nothing but the row: no other tables, no files, no settings, no clock, nothing that needs the
 * other rows. What is run is what the parser makes of the parts, not the text that was written. So
 * rows depend on their records alone, however files are cut into loads.
 *
 * @param text begins with {@code SELECT} and has one FROM clause, that names the rows
 * @param rows the name of the rows within the text
 * @param splits whether a row may become several
 */
record RowSql(String text, String rows, boolean splits) {
  /** What the relation of rows is called. */
  static final String ROWS = "rows";

  private static final String SELECT = "SELECT ";
  private static final String TOP = "$.statements[0].node";
  private static final String FROM = TOP + ".from_table";
  private static final Pattern ROWS_PLACE = Pattern.compile(Pattern.quote(FROM) + "((\\.left)*)");
  private static final Set<String> CLASSES =
      Set.of(
          "BETWEEN",
          "CASE",
          "CAST",
          "COLLATE",
          "COLUMN_REF",
          "COMPARISON",
          "CONJUNCTION",
          "CONSTANT",
          "FUNCTION",
          "LAMBDA",
          "LAMBDA_REF",
          "OPERATOR",
          "STAR",
          "SUBQUERY",
          "TYPE");
  private static final Set<String> NODES =
      Set.of(
          "SELECT_NODE",
          "BASE_TABLE",
          "TABLE_FUNCTION",
          "JOIN",
          "EMPTY",
          "EXPRESSION_LIST",
          "SUBQUERY",
          "ORDER_MODIFIER",
          "LIMIT_MODIFIER",
          "DISTINCT_MODIFIER");
  private static final Set<String> SERIES = Set.of("unnest", "range", "generate_series");
  private static final Set<String> SPLITTING = Set.of("unnest", "generate_subscripts");

  /** Names that are functions of the time or the session where no column has them. */
  private static final Set<String> NO_COLUMNS =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_user",
          "session_user",
          "user",
          "current_role",
          "current_catalog",
          "current_schema",
          "current_database");

  /** One value of the parsed statement: where it is, its name, itself. */
  private record Part(String path, String key, String value) {
    boolean isBelowTop() {
      return path.contains(".subquery");
    }
  }

  /**
   * Takes a SELECT apart.
   *
   * @param table whose SQL it is
   * @throws LeatException where it is not one that may be run
   */
  static RowSql select(Workbench workbench, String table, String sql) {
    return new Parser(workbench, "the sql of table " + table).parse(sql);
  }

  /** Takes a condition apart; the answer selects whether a row does not meet it. */
  static RowSql condition(Workbench workbench, String table, String where) {
    return new Parser(workbench, "where of table " + table)
        .parse("SELECT NOT coalesce((\n" + where + "\n), false) AS _leat_out FROM " + ROWS);
  }

  /** The same with more columns before those that it has, by the name of the rows. */
  String selecting(String columns, String from) {
    return "WITH "
        + Sql.name(ROWS)
        + " AS ("
        + from
        + ") "
        + SELECT
        + columns
        + ", "
        + text.substring(SELECT.length());
  }

  private record Parser(Workbench workbench, String what) {
    RowSql parse(String sql) {
      String complaint =
          one(
              "SELECT CASE WHEN (j ->> 'error')::BOOLEAN THEN j ->> 'error_message'"
                  + " WHEN json_array_length(j, '$.statements') <> 1"
                  + " THEN 'it must be one statement' ELSE '' END"
                  + " FROM (SELECT json_serialize_sql(?) AS j)",
              sql);
      if (!complaint.isEmpty()) {
        throw refused(what + " cannot be read: " + complaint);
      }
      List<Part> parts =
          workbench.query(
              "SELECT path, key, coalesce(value ->> '$', '') FROM json_tree(json_serialize_sql(?))"
                  + " WHERE key IS NOT NULL AND type <> 'NULL'",
              row -> new Part(row.getString(1), row.getString(2), row.getString(3)),
              sql);
      checkStatement(parts);
      checkParts(parts);
      checkFunctions(parts);
      Macros.define(workbench, called(parts));
      Part rows = rows(parts);
      String alias =
          values(parts, "alias", part -> part.path().equals(rows.path())).stream()
              .filter(name -> !name.isEmpty())
              .findFirst()
              .orElse(ROWS);
      return new RowSql(
          one("SELECT json_deserialize_sql(json_serialize_sql(?))", sql), alias, splits(parts));
    }

    private String one(String query, String parameter) {
      return workbench.query(query, row -> row.getString(1), parameter).getFirst();
    }

    /** One SELECT of rows as they come. */
    private void checkStatement(List<Part> parts) {
      Predicate<Part> top = part -> part.path().equals(TOP);
      boolean plain = values(parts, "type", top).contains("SELECT_NODE");
      boolean ordered =
          parts.stream()
              .anyMatch(
                  part ->
                      part.path().startsWith(TOP + ".modifiers[")
                          || part.path().startsWith(TOP + ".group_expressions[")
                          || part.path().startsWith(TOP + ".having")
                          || part.path().startsWith(TOP + ".qualify")
                          || part.path().startsWith(TOP + ".sample"));
      boolean grouped = !values(parts, "aggregate_handling", top).contains("STANDARD_HANDLING");
      if (!plain || ordered || grouped) {
        throw refused(
            what
                + " looks at more than one row: it may not group, sort, limit, sample, combine"
                + " SELECTs or leave out duplicates");
      }
      if (parts.stream().anyMatch(part -> part.path().contains(".cte_map.map["))) {
        throw refused(what + " has a WITH clause");
      }
    }

    private void checkParts(List<Part> parts) {
      List<String> expressions =
          parts.stream().filter(part -> part.key().equals("class")).map(Part::path).toList();
      for (String kind : values(parts, "class", part -> !CLASSES.contains(part.value()))) {
        throw refused(
            kind.equals("WINDOW")
                ? what + " has a window function, which looks at other rows"
                : what + " has a part that is not allowed there: " + words(kind));
      }
      Set<String> known = Set.copyOf(expressions);
      for (Part part : parts) {
        boolean node = part.key().equals("type") && !known.contains(part.path());
        if (node && !NODES.contains(part.value()) && !part.path().endsWith("literal")) {
          throw refused(what + " has a part that is not allowed there: " + words(part.value()));
        }
        boolean join = part.key().equals("join_type") || part.key().equals("ref_type");
        if (join && !Set.of("INNER", "LEFT", "CROSS", "REGULAR").contains(part.value())) {
          throw refused(what + " has a join that is not allowed: " + words(part.value()));
        }
        if (part.path().endsWith(".column_name_alias") && part.path().startsWith(FROM)) {
          refuseRenaming(parts, part);
        }
      }
    }

    private void refuseRenaming(List<Part> parts, Part alias) {
      String table = alias.path().substring(0, alias.path().lastIndexOf('.'));
      if (!values(parts, "table_name", part -> part.path().equals(table)).isEmpty()) {
        throw refused(what + " gives the columns of " + ROWS + " other names in FROM");
      }
    }

    private static String words(String kind) {
      return kind.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Each function answers by its arguments alone. */
    private void checkFunctions(List<Part> parts) {
      Set<String> steady = new HashSet<>(functions("'scalar', 'macro'"));
      Macros.all().forEach(macro -> steady.add(macro.name()));
      Set<String> aggregates = Set.copyOf(functions("'aggregate'"));
      for (Part part : parts) {
        String name = part.value().toLowerCase(Locale.ROOT);
        if (part.key().equals("function_name")) {
          boolean series = SERIES.contains(name) && isSeries(part);
          boolean aggregate = aggregates.contains(name);
          if (aggregate && !part.isBelowTop()) {
            throw refused(what + " has the aggregate " + name + ", which looks at other rows");
          }
          if (!aggregate && !series && !steady.contains(name)) {
            throw refused(what + " calls " + name + ", which is no function of a row's values");
          }
        }
        boolean column = part.path().endsWith(".column_names") && part.key().equals("0");
        if (column && NO_COLUMNS.contains(name)) {
          throw refused(what + " asks for " + name + ", which is no value of a row");
        }
      }
    }

    private static Set<String> called(List<Part> parts) {
      return parts.stream()
          .filter(part -> part.key().equals("function_name"))
          .map(part -> part.value().toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());
    }

    /** Unnest may stand anywhere, the others in FROM. */
    private static boolean isSeries(Part function) {
      return function.value().equalsIgnoreCase("unnest") || function.path().endsWith(".function");
    }

    private List<String> functions(String types) {
      return workbench.query(
          """
          SELECT lower(function_name) FROM duckdb_functions()
          WHERE function_type IN (%s) AND database_name = 'system'
          GROUP BY lower(function_name)
          HAVING bool_and(coalesce(stability, 'CONSISTENT') = 'CONSISTENT') AND NOT bool_or(
            regexp_matches(lower(coalesce(macro_definition, '')),
              'from |current_|now|today|random|uuid|getenv|setting|version|error|session'))
          AND NOT bool_or(regexp_matches(function_name, '^(pg_|has_|inet_|current_)'))\
          """
              .formatted(types),
          row -> row.getString(1));
    }

    /** The only table, at the beginning of FROM. */
    private Part rows(List<Part> parts) {
      List<Part> tables = parts.stream().filter(part -> part.key().equals("table_name")).toList();
      for (Part table : tables) {
        boolean elsewhere =
            !table.value().equalsIgnoreCase(ROWS)
                || !values(parts, "schema_name", it -> it.path().equals(table.path()))
                    .equals(List.of(""))
                || !values(parts, "catalog_name", it -> it.path().equals(table.path()))
                    .equals(List.of(""));
        if (elsewhere) {
          throw refused(what + " reads " + table.value() + ", and may read nothing but " + ROWS);
        }
      }
      List<Part> first =
          tables.stream().filter(part -> ROWS_PLACE.matcher(part.path()).matches()).toList();
      if (first.size() != 1 || tables.size() != 1) {
        throw refused(what + " must name " + ROWS + " once, at the beginning of its FROM clause");
      }
      return first.getFirst();
    }

    private static boolean splits(List<Part> parts) {
      boolean joined = values(parts, "type", part -> part.path().equals(FROM)).contains("JOIN");
      return joined
          || !values(
                  parts,
                  "function_name",
                  part -> !part.isBelowTop() && SPLITTING.contains(part.value()))
              .isEmpty();
    }

    private static List<String> values(List<Part> parts, String key, Predicate<Part> wanted) {
      var values = new ArrayList<String>();
      parts.stream()
          .filter(part -> part.key().equals(key) && wanted.test(part))
          .forEach(part -> values.add(part.value()));
      return values;
    }

    private static LeatException refused(String problem) {
      return new LeatException(
          ReadError.TABLE_SQL_REFUSED,
          problem,
          "write it for one row at a time, with the columns of rows and functions of their values;"
              + " what takes several rows is a report");
    }
  }
}
