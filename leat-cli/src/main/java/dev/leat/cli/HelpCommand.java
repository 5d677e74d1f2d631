package dev.leat.cli;

import java.util.Optional;

/** Shows the overview, or the page of a command. */
final class HelpCommand implements Command {
  static final String SUMMARY = "Shows help on a command.";

  @Override
  public Usage usage() {
    return Usage.of("help", SUMMARY)
        .when("The same as leat COMMAND --help.")
        .argument("[COMMAND]", "The command. Without one, all commands and exit codes.")
        .example("leat help query", "Shows what leat query understands.");
  }

  @Override
  public int run(Invocation invocation) {
    Optional<String> word = invocation.arguments().argument(0);
    if (word.isEmpty()) {
      Help.overview(invocation.terminal());
    } else {
      Help.of(Main.command(word.get()), invocation.terminal());
    }
    return 0;
  }
}
