package dev.leat.core.project;

import java.util.Map;
import java.util.Optional;

/** Where {@code ${env:X}} looks first. */
@FunctionalInterface
public interface Environment {
  /** A variable's value, empty where it is not set. */
  Optional<String> variable(String name);

  /** That of this process. */
  static Environment ofProcess() {
    return name -> Optional.ofNullable(System.getenv(name));
  }

  static Environment of(Map<String, String> variables) {
    Map<String, String> copy = Map.copyOf(variables);
    return name -> Optional.ofNullable(copy.get(name));
  }
}
