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
 */
public record CommandDefinition(
    String name,
    List<String> arguments,
    After after,
    Surroundings surroundings,
    Rules rules,
    Position at) {
  /**
   * What must be well first.
   *
   * @param names tables and models, those of its commands included; all of the project where empty
   * @param commands that stand before it
   */
  public record After(List<String> names, List<CommandDefinition> commands) {
    public After {
      names = List.copyOf(names);
      commands = List.copyOf(commands);
    }
  }

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
    Objects.requireNonNull(after);
  }
}
