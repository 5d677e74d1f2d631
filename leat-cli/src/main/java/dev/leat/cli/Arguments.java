package dev.leat.cli;

import dev.leat.api.LeatException;
import dev.leat.core.plan.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** What was written behind a command. */
final class Arguments {
  private static final String PROJECT_FILE = "leat.yaml";

  private final String command;
  private final ParseResult parsed;
  private final List<String> positionals;
  private final Optional<String> folder;

  Arguments(Usage usage, ParseResult parsed) {
    this.command = usage.spec().name();
    this.parsed = parsed;
    List<String> all = new ArrayList<>();
    parsed.matchedPositionals().forEach(each -> all.addAll(each.originalStringValues()));
    this.folder = usage.takesFolder() ? folder(usage, all) : Optional.empty();
    this.positionals = List.copyOf(all);
  }

  /** Takes the folder from the end: where it may be something else, it must be a project. */
  private static Optional<String> folder(Usage usage, List<String> all) {
    int places = usage.spec().positionalParameters().size();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    String last = all.getLast();
    boolean folder = all.size() == places || Files.exists(Path.of(last).resolve(PROJECT_FILE));
    return folder ? Optional.of(all.removeLast()) : Optional.empty();
  }

  boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(parsed.<String>matchedOptionValue(option, null));
  }

  List<String> texts(String option) {
    return parsed.matchedOptionValue(option, List.of());
  }

  /** A whole number that is not negative. */
  Optional<Integer> count(String option) {
    return text(option).map(text -> count(option, text));
  }

  /** What stands at a place, without options and the project's folder. */
  Optional<String> argument(int place) {
    return place < positionals.size() ? Optional.of(positionals.get(place)) : Optional.empty();
  }

  /** What must stand at a place. */
  String required(int place, String label) {
    return argument(place)
        .orElseThrow(() -> usage("leat " + command + " needs " + label + ".", ""));
  }

  List<String> argumentsFrom(int place) {
    return positionals.subList(Math.min(place, positionals.size()), positionals.size());
  }

  /** The project's folder as it was written; the current one where none was. */
  Path project() {
    Optional<String> named = text("--project");
    if (named.isPresent() && folder.isPresent() && !named.equals(folder)) {
      throw usage(
          "Two projects are named: " + named.get() + " and " + folder.get() + ".", "Name one.");
    }
    return Path.of(named.or(() -> folder).or(this::openData).orElse("."));
  }

  /** Free data to work on; its name is also that of its folder unless another is named. */
  Optional<String> openData() {
    return text("--open-data");
  }

  /** How to name the project in another command, with a space before it. */
  String projectOption() {
    return project().toString().equals(".") ? "" : " --project " + Shell.quote(project());
  }

  boolean debug() {
    return has("--debug");
  }

  Scope scope() {
    return Scope.of(texts("--source"), texts("--select"));
  }

  /** The wanted form of results: one of those that the command can write, the first by default. */
  Output output(Output... formats) {
    return text("--output").map(word -> output(word, formats)).orElse(formats[0]);
  }

  /** One of several words. */
  <E extends Enum<E>> Optional<E> choice(String option, Class<E> type) {
    return text(option).map(word -> choice(option, word, type));
  }

  LeatException usage(String problem, String remedy) {
    String help = "See: leat " + command + " --help";
    return new LeatException(CommandError.USAGE, problem, (remedy + " " + help).strip());
  }

  private Output output(String word, Output... formats) {
    return Arrays.stream(formats)
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "leat " + command + " cannot write '" + word + "'.",
                    "Choose --output "
                        + Arrays.stream(formats)
                            .map(Output::word)
                            .collect(Collectors.joining(" or --output "))
                        + "."));
  }

  private <E extends Enum<E>> E choice(String option, String word, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equalsIgnoreCase(word.replace('-', '_')))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "'" + word + "' is nothing for " + option + ".",
                    "Choose one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(Choice::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private int count(String option, String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException no) {
      // Said below, as for a negative one.
    }
    throw usage("'" + text + "' is no whole number for " + option + ".", "Write digits only.");
  }
}
