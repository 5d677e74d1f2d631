package dev.leat.core.project;

import dev.leat.api.Secret;
import dev.leat.core.observe.Notice.Channel;
import dev.leat.core.project.CommandDefinition.Surroundings;
import dev.leat.core.project.ModelDefinition.Refresh;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code models:}, {@code commands:} and {@code notices:}. */
final class AfterwardsReader {
  private static final Duration TIME_MAX = Duration.ofHours(1);

  /** A shorter path of a webhook is a common word rather than a secret. */
  private static final int TELLING_LENGTH_MIN = 16;

  private final Path folder;
  private final Mistakes mistakes;
  private final Set<Secret> secrets;

  AfterwardsReader(Path folder, Mistakes mistakes, Set<Secret> secrets) {
    this.folder = folder;
    this.mistakes = mistakes;
    this.secrets = secrets;
  }

  Afterwards read(Yaml.Entries root, List<TableDefinition> tables) {
    Yaml.Entries models = root.map("models");
    List<String> names = tables.stream().map(TableDefinition::name).toList();
    var reader = new ModelsReader(folder, mistakes, names, models);
    return new Afterwards(
        reader.read(models),
        commands(root, reader),
        root.list("notices").stream()
            .flatMap(item -> notice(item, aged(root, names)).stream())
            .toList());
  }

  /** What may grow old. */
  private static List<String> aged(Yaml.Entries root, List<String> tables) {
    List<String> names = new ArrayList<>(tables);
    root.map("sources").entries().forEach(source -> names.add(source.key()));
    return names;
  }

  private List<CommandDefinition> commands(Yaml.Entries root, ModelsReader names) {
    var commands = new ArrayList<CommandDefinition>();
    root.map("commands").entries().forEach(entry -> commands.add(command(entry, names, commands)));
    return commands;
  }

  private static CommandDefinition.After after(
      Yaml.Entries written, ModelsReader names, List<CommandDefinition> before) {
    List<String> all =
        names.namesAfter(written, "after", before.stream().map(it -> it.name()).toList());
    List<CommandDefinition> commands =
        before.stream()
            .filter(command -> all.contains(command.name()) && !names.knows(command.name()))
            .toList();
    Set<String> wanted = new LinkedHashSet<>(all);
    commands.forEach(command -> wanted.remove(command.name()));
    commands.forEach(command -> wanted.addAll(command.after().names()));
    boolean any = commands.stream().anyMatch(command -> command.after().names().isEmpty());
    return new CommandDefinition.After(any ? List.of() : List.copyOf(wanted), commands);
  }

  private CommandDefinition command(
      Yaml.Entry entry, ModelsReader names, List<CommandDefinition> before) {
    Yaml.Entries written =
        entry.value() instanceof Yaml.Items items
            ? new Yaml.Entries(items.at(), List.of(new Yaml.Entry(items.at(), "run", items)))
            : Yaml.Entries.of(entry.value());
    List<String> arguments = written.texts("run");
    if (written.value("run").isPresent()
        && (arguments.isEmpty() || arguments.getFirst().isBlank())) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          entry.at(),
          "The command '" + entry.key() + "' names no program.",
          "Write a list such as [dbt, build].");
    }
    boolean changed = !written.text("only_if_changed").orElse("true").equals("false");
    return new CommandDefinition(
        entry.key(),
        arguments,
        after(written, names, before),
        new Surroundings(
            folder.resolve(written.text("folder").orElse(".")).normalize(), environment(written)),
        new CommandDefinition.Rules(
            changed ? Refresh.CHANGED : Refresh.ALWAYS,
            written.text("timeout").flatMap(Durations::parse).orElse(TIME_MAX)),
        entry.at());
  }

  private Map<String, Secret> environment(Yaml.Entries written) {
    Map<String, Secret> variables = new LinkedHashMap<>();
    for (Yaml.Entry variable : written.map("environment").entries()) {
      if (variable.value() instanceof Yaml.Scalar value) {
        var secret = Secret.of(value.text());
        if (References.namesSecret(variable.key())) {
          secrets.add(secret);
        }
        variables.put(variable.key(), secret);
      }
    }
    return variables;
  }

  private Map<String, Duration> ages(Yaml.Entries notice, List<String> known) {
    Map<String, Duration> ages = new LinkedHashMap<>();
    for (Yaml.Entry age : notice.map("max_age").entries()) {
      if (!known.contains(age.key())) {
        mistakes.add(
            ProjectError.PROJECT_NAME_UNKNOWN,
            age.at(),
            "There is no source and no table '" + age.key() + "'.",
            Nearest.suggest(age.key(), known));
      }
      if (age.value() instanceof Yaml.Scalar written) {
        Durations.parse(written.text()).ifPresent(most -> ages.put(age.key(), most));
      }
    }
    return ages;
  }

  private Optional<NoticeDefinition> notice(Yaml item, List<String> known) {
    Yaml.Entries written = Yaml.Entries.of(item);
    Yaml.Scalar url = written.scalar("url").orElse(null);
    Channel to = written.text("to").flatMap(text -> Choices.find(Channel.class, text)).orElse(null);
    if (url == null || to == null || url.unresolved()) {
      return Optional.empty();
    }
    Optional<URI> address =
        Urls.parse(url.text())
            .filter(it -> it.getHost() != null)
            .filter(it -> "https".equals(it.getScheme()) || "http".equals(it.getScheme()));
    if (address.isEmpty()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          url.at(),
          "'url' is no address of a webhook.",
          "Write ${secret:NAME}, where the secret is a URL such as https://hooks.slack.com/….");
      return Optional.empty();
    }
    secrets.add(Secret.of(url.text()));
    String path = address.get().getRawPath();
    if (path.length() >= TELLING_LENGTH_MIN) {
      secrets.add(Secret.of(path));
    }
    return Optional.of(
        new NoticeDefinition(to, Secret.of(url.text()), ages(written, known), item.at()));
  }
}
