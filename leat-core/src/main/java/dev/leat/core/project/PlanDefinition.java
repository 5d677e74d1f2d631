package dev.leat.core.project;

import dev.leat.api.DatasetType;
import dev.leat.api.FetchPolicy;
import dev.leat.api.FetchPolicyType;
import dev.leat.api.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan as leat.yaml defines it.
 *
 * @param feeds the wanted versions of each wanted feed
 * @param policy empty where the plan names none
 */
public record PlanDefinition(
    String source,
    String datasetType,
    SelectorRule select,
    Map<String, Set<String>> feeds,
    Optional<Policy> policy,
    Position at) {
  /** The policy that a plan names; two are equal when type and settings are. */
  public record Policy(FetchPolicyType type, Settings settings) {
    public FetchPolicy open() {
      return type.open(settings);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Policy policy
          && type.name().equals(policy.type.name())
          && settings.equals(policy.settings);
    }

    @Override
    public int hashCode() {
      return type.name().hashCode();
    }
  }

  public PlanDefinition {
    feeds = Map.copyOf(feeds);
  }

  /** Every feed of a type in its default version, the first that the type lists. */
  public static Map<String, Set<String>> allFeeds(DatasetType type) {
    Map<String, Set<String>> feeds = new LinkedHashMap<>();
    type.feeds().forEach(feed -> feeds.put(feed.name(), Set.of(defaultVersion(feed))));
    return feeds;
  }

  static String defaultVersion(DatasetType.Feed feed) {
    return feed.versions().isEmpty() ? "v1" : feed.versions().getFirst();
  }
}
