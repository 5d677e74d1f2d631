package dev.leat.core.project;

import java.util.List;

/** What a project wants done when its tables are loaded, in the order written. */
public record Afterwards(
    List<ModelDefinition> models,
    List<CommandDefinition> commands,
    List<NoticeDefinition> notices) {
  public static final Afterwards NOTHING = new Afterwards(List.of(), List.of(), List.of());

  public Afterwards {
    models = List.copyOf(models);
    commands = List.copyOf(commands);
    notices = List.copyOf(notices);
  }
}
