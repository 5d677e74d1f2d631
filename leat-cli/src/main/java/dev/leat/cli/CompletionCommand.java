package dev.leat.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Prints a script that completes commands and options in a shell. */
final class CompletionCommand implements Command {
  static final String SUMMARY = "Prints a script that completes words in a shell.";

  @Override
  public Usage usage() {
    Map<String, String> shells = new LinkedHashMap<>();
    shells.put("bash", "for bash");
    shells.put("zsh", "for zsh");
    return Usage.of("completion", SUMMARY)
        .when("Once per shell: afterwards the tabulator key completes commands and options.")
        .word("SHELL", shells)
        .example("source <(leat completion bash)", "In ~/.bashrc, for every new bash.")
        .example("source <(leat completion zsh)", "In ~/.zshrc, behind compinit.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String shell = arguments.required(0, "the name of a shell");
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw arguments.usage("There is no completion for '" + shell + "'.", "Choose bash or zsh.");
    }
    if (shell.equals("zsh")) {
      invocation.terminal().out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    invocation.terminal().out().println(AutoComplete.bash("leat", new CommandLine(all())));
    return 0;
  }

  private static CommandSpec all() {
    CommandSpec all = CommandSpec.create().name("leat");
    for (Commands.Entry entry : Commands.all()) {
      all.addSubcommand(entry.name(), entry.command().usage().spec());
    }
    return all;
  }
}
