package dev.leat.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a command understands, and the help that teaches it. */
final class Usage {
  static final String FOLDER = "[FOLDER]";

  private final CommandSpec spec;
  private final List<String> examples = new ArrayList<>();
  private int arguments;
  private boolean takesFolder;

  private Usage(String name, String summary) {
    spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .header(summary)
        .headerHeading("")
        .synopsisHeading("%nUsage: ")
        .descriptionHeading("%n")
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .footerHeading("%nExamples:%n")
        .sortOptions(false);
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .order(1_000)
            .type(boolean.class)
            .description("Shows this help.")
            .build());
  }

  /** Starts with the command's name and one line that says what it does. */
  static Usage of(String name, String summary) {
    return new Usage(name, summary);
  }

  /** Says when to use it, in whole sentences. */
  Usage when(String... sentences) {
    spec.usageMessage().description(escape(sentences));
    return this;
  }

  /** Shows one use of it, and says what that does. */
  Usage example(String command, String does) {
    examples.add("  " + command);
    examples.add("      " + does);
    spec.usageMessage().footer(escape(examples.toArray(String[]::new)));
    return this;
  }

  Usage flag(String name, String description) {
    return add(OptionSpec.builder(name).type(boolean.class), description);
  }

  /** An option with one value. */
  Usage option(String name, String label, String description) {
    return add(OptionSpec.builder(name).paramLabel(label).type(String.class), description);
  }

  /** An option with one of these values. */
  Usage choice(String name, List<String> values, String description) {
    return add(
        OptionSpec.builder(name)
            .paramLabel(String.join("|", values))
            .type(String.class)
            .completionCandidates(values),
        description);
  }

  /** An option that may be given several times. */
  Usage options(String name, String label, String description) {
    return add(
        OptionSpec.builder(name).paramLabel(label).type(List.class).auxiliaryTypes(String.class),
        description);
  }

  /**
   * One more argument; where all are there is for the command to judge.
   *
   * @param label as help shows it: {@code NAME}, or {@code [NAME]} where it may be left out
   */
  Usage argument(String label, String description) {
    return argument(label, description, String.valueOf(arguments++));
  }

  /** Any number of further arguments: {@code NAME...} or {@code [NAME]...}. */
  Usage arguments(String label, String description) {
    return argument(label, description, arguments + "..*");
  }

  /** One of these words as the next argument. */
  Usage word(String label, Map<String, String> meanings) {
    Map<String, String> words = new TreeMap<>(meanings);
    String description =
        words.entrySet().stream()
            .map(word -> word.getKey() + ": " + word.getValue())
            .collect(Collectors.joining("; "));
    spec.addPositional(
        positional(label, description + ".", String.valueOf(arguments++))
            .completionCandidates(List.copyOf(words.keySet()))
            .build());
    return this;
  }

  /** The project, by {@code --project} or as the last argument. */
  Usage folder() {
    takesFolder = true;
    argument(FOLDER, "The project: a folder with leat.yaml. Default: the current folder.");
    return project();
  }

  /** The project, by {@code --project} only. */
  Usage project() {
    option(
        "--project", "DIR", "The project: a folder with leat.yaml. Default: the current folder.");
    return flag("--debug", "Shows every step, and the stack trace of an error.");
  }

  /** Options that narrow what a command is about. */
  Usage scope() {
    options("--source", "NAME", "Only this source. May be given several times.");
    options(
        "--select",
        "KEY=VALUE",
        "Only datasets with this value of a key, such as season_id=42, or several keys joined by"
            + " '/'. Given several times, values of one key are alternatives.");
    return bucket();
  }

  Usage bucket() {
    return option("--bucket", "NAME", "Another bucket than the one in leat.yaml.");
  }

  Usage output(Output... formats) {
    return choice(
        "--output",
        Arrays.stream(formats).map(Output::word).toList(),
        "How results are written. Default: " + formats[0].word() + ".");
  }

  /** Free data without a leat.yaml. */
  Usage openData() {
    option(
        "--open-data",
        "NAME",
        "Works on free data of a provider (statsbomb) without a leat.yaml: makes one in FOLDER, by"
            + " default the folder NAME.");
    return option("--url", "URL", "With --open-data: another place that serves the same files.");
  }

  CommandSpec spec() {
    spec.usageMessage().customSynopsis(synopsis());
    return spec;
  }

  boolean takesFolder() {
    return takesFolder;
  }

  private String synopsis() {
    String places =
        spec.positionalParameters().stream()
            .map(place -> " " + place.paramLabel())
            .collect(Collectors.joining());
    return "leat " + spec.name() + places + " [OPTIONS]";
  }

  private Usage add(OptionSpec.Builder option, String description) {
    spec.addOption(option.description(escape(description)).build());
    return this;
  }

  private Usage argument(String label, String description, String index) {
    spec.addPositional(positional(label, description, index).build());
    return this;
  }

  private static PositionalParamSpec.Builder positional(
      String label, String description, String index) {
    boolean many = index.endsWith("*");
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .hideParamSyntax(true)
        .index(index)
        .arity(many ? "0..*" : "0..1")
        .type(many ? List.class : String.class)
        .auxiliaryTypes(String.class)
        .description(escape(description));
  }

  /** Texts are formats to picocli. */
  private static String[] escape(String... texts) {
    return Arrays.stream(texts).map(text -> text.replace("%", "%%")).toArray(String[]::new);
  }
}
