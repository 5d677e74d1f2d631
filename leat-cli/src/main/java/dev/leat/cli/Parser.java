package dev.leat.cli;

import dev.leat.api.LeatException;
import dev.leat.core.project.Nearest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the words behind a command, and says what was probably meant where they are wrong. */
final class Parser {
  private final Usage usage;

  Parser(Usage usage) {
    this.usage = usage;
  }

  boolean asksForHelp(List<String> words) {
    int end = words.indexOf("--");
    List<String> options = end < 0 ? words : words.subList(0, end);
    return options.contains("--help") || options.contains("-h");
  }

  Arguments parse(List<String> words) {
    var line = new CommandLine(usage.spec());
    line.setUnmatchedOptionsArePositionalParams(false);
    try {
      return new Arguments(usage, line.parseArgs(words.toArray(String[]::new)));
    } catch (UnmatchedArgumentException unknown) {
      throw unknown(unknown.getUnmatched());
    } catch (MissingParameterException missing) {
      throw error(option(missing.getMissing(), " needs a value.").orElse(text(missing)));
    } catch (OverwrittenOptionException twice) {
      throw error(option(List.of(twice.getOverwritten()), " is there twice.").orElse(text(twice)));
    } catch (ParameterException other) {
      throw error(text(other));
    }
  }

  private LeatException unknown(List<String> words) {
    String word = words.getFirst();
    if (!word.startsWith("-")) {
      return error("'" + word + "' is one argument too many.");
    }
    String name = word.replaceFirst("=.*", "");
    String help = "See: leat " + name() + " --help";
    return new LeatException(
        CommandError.USAGE,
        "leat " + name() + " has no option " + name + ".",
        Nearest.to(name, List.copyOf(usage.spec().optionsMap().keySet()))
            .map(option -> "Did you mean " + option + "? " + help)
            .orElse(help));
  }

  private static Optional<String> option(List<ArgSpec> culprits, String problem) {
    return culprits.stream()
        .filter(OptionSpec.class::isInstance)
        .map(spec -> ((OptionSpec) spec).longestName() + problem)
        .findFirst();
  }

  private LeatException error(String problem) {
    return new LeatException(CommandError.USAGE, problem, "See: leat " + name() + " --help");
  }

  private static String text(ParameterException failure) {
    String text = String.valueOf(failure.getMessage());
    return text.endsWith(".") ? text : text + ".";
  }

  private String name() {
    return usage.spec().name();
  }
}
