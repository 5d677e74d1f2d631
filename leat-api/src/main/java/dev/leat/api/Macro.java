package dev.leat.api;

import java.util.List;
import java.util.Objects;

/**
 * A function that is an expression, in DuckDB's words.
 *
 * @param parameters their names, which stand in the body
 */
public record Macro(String name, List<String> parameters, String body) {
  public Macro {
    Objects.requireNonNull(name);
    parameters = List.copyOf(parameters);
    Objects.requireNonNull(body);
  }

  /** {@code MACRO name(parameters) AS body}, behind CREATE. */
  public String sql() {
    return "MACRO " + name + "(" + String.join(", ", parameters) + ") AS " + body;
  }
}
