package dev.leat.cli;

import dev.leat.core.project.Connectors;
import dev.leat.core.project.ProjectSchema;

/** Prints what leat.yaml may hold, for editors. */
final class SchemaCommand implements Command {
  static final String SUMMARY = "Prints the JSON Schema of leat.yaml, for editors.";

  @Override
  public Usage usage() {
    return Usage.of("schema", SUMMARY)
        .when(
            "Once per editor: it then completes keys, shows what they mean and underlines mistakes"
                + " while you write.")
        .flag("--debug", "Shows the stack trace of an error.")
        .example(
            "leat schema > leat.schema.json",
            "Then put this line on top of leat.yaml: # yaml-language-server:"
                + " $schema=leat.schema.json");
  }

  @Override
  public int run(Invocation invocation) {
    try (Connectors connectors = Connectors.onClassPath()) {
      invocation.terminal().out().println(ProjectSchema.json(connectors).stripTrailing());
    }
    return 0;
  }
}
