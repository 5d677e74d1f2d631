package dev.leat.core.project;

import dev.leat.api.DatasetType;
import dev.leat.api.DatasetType.Feed;
import dev.leat.api.FeedVersion;
import dev.leat.api.FetchPolicyType;
import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code plans:}. */
final class PlansReader {
  private final Path folder;
  private final Connectors connectors;
  private final Mistakes mistakes;
  private final Set<Secret> secrets;
  private final SourceNames names;

  PlansReader(
      Path folder,
      Connectors connectors,
      Mistakes mistakes,
      Set<Secret> secrets,
      SourceNames names) {
    this.folder = folder;
    this.connectors = connectors;
    this.mistakes = mistakes;
    this.secrets = secrets;
    this.names = names;
  }

  List<PlanDefinition> read(List<Yaml> plans) {
    return plans.stream().flatMap(plan -> read(Yaml.Entries.of(plan)).stream()).toList();
  }

  private Optional<PlanDefinition> read(Yaml.Entries plan) {
    Optional<SelectorRule> select = new SelectReader(mistakes).read(plan.value("select"));
    Optional<PlanDefinition.Policy> policy = plan.value("policy").flatMap(this::policy);
    Optional<SourceNames.Found> found = names.type(plan);
    if (found.isEmpty() || select.isEmpty()) {
      return Optional.empty();
    }
    DatasetType type = found.get().type();
    if (!type.planned()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          plan.value("dataset_type").map(Yaml::at).orElse(plan.at()),
          "The dataset type '" + type.name() + "' is kept while listing; no plan can be about it.",
          "Remove the plan; its listings are fetched with the others.");
    }
    return Optional.of(
        new PlanDefinition(
            found.get().source().name(),
            type.name(),
            select.get(),
            feeds(plan.value("feeds"), type),
            policy,
            plan.at()));
  }

  private Map<String, Set<String>> feeds(Optional<Yaml> written, DatasetType type) {
    Map<String, Set<String>> feeds = new LinkedHashMap<>();
    switch (written.orElse(null)) {
      case null -> feeds.putAll(PlanDefinition.allFeeds(type));
      case Yaml.Scalar scalar -> add(feeds, scalar, type);
      case Yaml.Items items -> {
        for (Yaml item : items.items()) {
          if (item instanceof Yaml.Scalar scalar) {
            add(feeds, scalar, type);
          }
        }
      }
      case Yaml.Entries entries -> {
        for (Yaml.Entry entry : entries.entries()) {
          feed(entry.key(), entry.at(), type)
              .ifPresent(feed -> feeds.put(feed.name(), versions(entries, entry, feed)));
        }
      }
      case Yaml.Nothing nothing -> {}
    }
    return feeds;
  }

  private void add(Map<String, Set<String>> feeds, Yaml.Scalar name, DatasetType type) {
    if (!name.unresolved()) {
      feed(name.text(), name.at(), type)
          .ifPresent(feed -> feeds.put(feed.name(), Set.of(PlanDefinition.defaultVersion(feed))));
    }
  }

  private Optional<Feed> feed(String name, Position at, DatasetType type) {
    List<String> known = type.feeds().stream().map(Feed::name).toList();
    if (!known.contains(name)) {
      mistakes.add(
          ProjectError.PROJECT_NAME_UNKNOWN,
          at,
          "The dataset type '" + type.name() + "' has no feed '" + name + "'.",
          Nearest.suggest(name, known));
    }
    return type.feeds().stream().filter(feed -> feed.name().equals(name)).findFirst();
  }

  /** A source may serve versions that its type does not list: only their form is checked. */
  private Set<String> versions(Yaml.Entries entries, Yaml.Entry entry, Feed feed) {
    Set<String> versions = new LinkedHashSet<>();
    for (Yaml item : entries.list(entry.key())) {
      if (!(item instanceof Yaml.Scalar scalar) || scalar.unresolved()) {
        continue;
      }
      try {
        versions.add(new FeedVersion(feed.name(), scalar.text()).version());
      } catch (IllegalArgumentException notOne) {
        mistakes.add(
            ProjectError.PROJECT_VALUE_INVALID,
            scalar.at(),
            scalar.kind() + " cannot be a version of the feed '" + feed.name() + "'.",
            "Use letters, digits, '.', '_' and '-', such as "
                + PlanDefinition.defaultVersion(feed)
                + ".");
      }
    }
    return versions.isEmpty() ? Set.of(PlanDefinition.defaultVersion(feed)) : versions;
  }

  private Optional<PlanDefinition.Policy> policy(Yaml written) {
    Yaml.Entries entries =
        written instanceof Yaml.Scalar bare ? named(bare) : Yaml.Entries.of(written);
    var found = new Mistakes();
    new ShapeCheck(found).check("policy", entries, new ProjectShape(connectors).policy());
    if (written instanceof Yaml.Scalar) {
      // A map has been checked with the rest of the file; a bare name has not.
      mistakes.addAll(found);
    }
    Yaml.Scalar name = entries.scalar("type").orElse(null);
    if (!found.isEmpty() || name == null || name.unresolved()) {
      return Optional.empty();
    }
    Optional<FetchPolicyType> type = connectors.policy(name.text());
    if (type.isEmpty()) {
      return Optional.empty();
    }
    String owner = "policy " + name.text();
    var settings = new OptionSettings(owner, folder, entries, type.get().options());
    secrets.addAll(settings.secrets());
    return tried(new PlanDefinition.Policy(type.get(), settings), name);
  }

  private static Yaml.Entries named(Yaml.Scalar name) {
    return new Yaml.Entries(name.at(), List.of(new Yaml.Entry(name.at(), "type", name)));
  }

  /** Opened once, so that its own complaints are heard with all others. */
  private Optional<PlanDefinition.Policy> tried(PlanDefinition.Policy policy, Yaml.Scalar name) {
    try {
      policy.open();
      return Optional.of(policy);
    } catch (LeatException refused) {
      mistakes.add(refused, name.at());
    } catch (RuntimeException broken) {
      mistakes.add(
          ProjectError.CONNECTOR_UNUSABLE,
          name.at(),
          "The policy " + name.kind() + " failed: " + broken + ".",
          "Tell its author; --debug shows where.");
    }
    return Optional.empty();
  }
}
