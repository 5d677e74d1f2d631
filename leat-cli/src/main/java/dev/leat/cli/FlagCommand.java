package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.project.FlagDefinition;
import dev.leat.core.project.FlagDefinition.Target;
import dev.leat.core.run.FlagReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how a project's flags stand, and turns them. */
final class FlagCommand implements Command {
  static final String SUMMARY = "Lists the project's flags, or turns one on or off.";

  @Override
  public Usage usage() {
    return Usage.of("flag", SUMMARY)
        .when(
            "To switch a source or a feed off for a while, or to tell the project what time of the"
                + " year it is. What is turned counts from the next run on, which keeps how its"
                + " flags stood.")
        .word("ACTION", Map.of("list", "every flag, and what it switches", "set", "turns one"))
        .argument("[NAME]", "With set: the flag.")
        .argument("[VALUE]", "With set: on, off, or default for what leat.yaml says.")
        .project()
        .example("leat flag list", "How they stand, and since when.")
        .example("leat flag set playoffs on", "From the next run on.")
        .example("leat flag set reddit default", "As leat.yaml says.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String action = arguments.required(0, "list or set");
    try (Leat leat = invocation.open()) {
      return switch (action) {
        case "list" -> list(leat.administration().flags(), invocation.terminal());
        case "set" -> set(leat, arguments, invocation.terminal());
        default ->
            throw arguments.usage("leat flag cannot '" + action + "'.", "Write list or set.");
      };
    }
  }

  private static int list(List<FlagReport> flags, Terminal terminal) {
    Sheet sheet = Sheet.of("flag", "is", "default", "since", "on", "off");
    for (FlagReport report : flags) {
      FlagDefinition flag = report.flag();
      sheet.row(
          flag.name(),
          word(report.on()),
          word(flag.fallback()),
          report.changedAt().map(Instant::toString).orElse(""),
          targets(flag.whenOn()),
          targets(flag.whenOff()));
    }
    sheet.print(terminal);
    return 0;
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }

  private static String targets(List<Target> targets) {
    return targets.stream().map(Target::toString).collect(Collectors.joining(", "));
  }

  private static int set(Leat leat, Arguments arguments, Terminal terminal) {
    String name = arguments.required(1, "the name of a flag");
    String word = arguments.required(2, "on, off or default");
    Optional<Boolean> on =
        switch (word) {
          case "on" -> Optional.of(true);
          case "off" -> Optional.of(false);
          case "default" -> Optional.empty();
          default ->
              throw arguments.usage(
                  "A flag cannot be '" + word + "'.", "Write on, off or default.");
        };
    leat.administration().turn(name, on);
    leat.administration().flags().stream()
        .filter(report -> report.flag().name().equals(name))
        .forEach(report -> terminal.out().println(name + " is " + word(report.on()) + "."));
    return 0;
  }
}
