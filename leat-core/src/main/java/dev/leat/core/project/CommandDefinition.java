package dev.leat.core.project;

import dev.leat.api.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program to start after loads and models.
 *
 * @param arguments the program first; no shell reads them
 * @param after tables and models that must be well first; all of the project where empty
 */
public record CommandDefinition(
    String name,
    List<String> arguments,
    List<String> after,
    Surroundings surroundings,
    Rules rules,
    Position at) {
  /** Where it runs, and with what. */
  public record Surroundings(Path folder, Map<String, Secret> environment) {
    public Surroundings {
      environment = Map.copyOf(environment);
    }
  }

  /**
   * When it runs, and for how long.
   *
   * @param when whether it runs where nothing has changed since it last went well
   */
  public record Rules(ModelDefinition.Refresh when, Duration timeMax) {}

  public CommandDefinition {
    Objects.requireNonNull(name);
    arguments = List.copyOf(arguments);
    after = List.copyOf(after);
  }
}
