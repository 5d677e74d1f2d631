package dev.leat.connect.postgres;

import dev.leat.api.LeatException;
import dev.leat.api.Macro;
import dev.leat.connect.sql.Statements;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Leat's functions, in the schema of the tables.
 *
 * <p>Each has a comment that says whose they are. One of ours that is as it should be is left
 * alone, so that the role that made it need not be the one that uses it.
 */
final class Functions {
  private static final String OURS = "leat";

  /** One of functions.sql; all of them give a double. */
  private record Function(String name, String arguments, String language, String body) {}

  private static final Pattern FUNCTION =
      Pattern.compile(
          "create function (\\w+)(\\([^)]*\\)) language (\\w+) as\\n(.*?;)\\n(?:\\n|$)",
          Pattern.DOTALL);
  private static final Map<String, Function> ALL = read();

  private final Statements sql;
  private final PostgresUrl place;

  Functions(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.place = place;
  }

  private static Map<String, Function> read() {
    try (InputStream in = Functions.class.getResourceAsStream("functions.sql")) {
      byte[] bytes = Objects.requireNonNull(in, "functions.sql").readAllBytes();
      return FUNCTION
          .matcher(new String(bytes, StandardCharsets.UTF_8))
          .results()
          .map(
              found -> new Function(found.group(1), found.group(2), found.group(3), found.group(4)))
          .collect(Collectors.toMap(Function::name, it -> it));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Macro> unknown(List<Macro> macros) {
    return macros.stream().filter(macro -> !ALL.containsKey(macro.name())).toList();
  }

  /** In the transaction that is open. */
  void make(List<Macro> macros) {
    for (Macro macro : macros) {
      Function function = Objects.requireNonNull(ALL.get(macro.name()));
      refuseForeign(function);
      if (!isThere(function)) {
        create(function);
      }
    }
  }

  private void create(Function function) {
    String name = Sql.name(place.schema()) + "." + Sql.name(function.name());
    sql.run(
        "CREATE OR REPLACE FUNCTION %s%s RETURNS double precision IMMUTABLE PARALLEL SAFE"
                .formatted(name, function.arguments())
            + " LANGUAGE %s AS %s".formatted(function.language(), Sql.text(function.body())));
    sql.run("COMMENT ON FUNCTION " + name + " IS '" + OURS + "'");
  }

  private boolean isThere(Function function) {
    return sql.isTrue(
        "SELECT EXISTS (%s AND prosrc = %s)".formatted(named(function), Sql.text(function.body())));
  }

  private void refuseForeign(Function function) {
    boolean foreign =
        sql.isTrue(
            "SELECT EXISTS (%s AND obj_description(p.oid, 'pg_proc') IS DISTINCT FROM '%s')"
                .formatted(named(function), OURS));
    if (foreign) {
      throw new LeatException(
          PostgresError.POSTGRES_FOREIGN_FUNCTION,
          "There is a function '" + function.name() + "' in " + place + " that Leat did not make.",
          "Drop it, so that the models get Leat's: DROP FUNCTION "
              + place.schema()
              + "."
              + function.name()
              + ".");
    }
  }

  private String named(Function function) {
    return "SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        + " WHERE n.nspname = "
        + Sql.text(place.schema())
        + " AND p.proname = "
        + Sql.text(function.name());
  }
}
