package dev.leat.core.plan;

import dev.leat.api.FetchPolicy;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.OfferRequest;
import dev.leat.api.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One selector to bring up to date: what to ask the source for, and how to decide.
 *
 * @param feeds the wanted versions of each wanted feed
 * @param filters keys that datasets must agree with, beside those of the selector: with any one of
 *     these; none where every dataset is wanted
 * @param scope what the command is about; holds more values than a filter can
 */
public record Job(
    String source,
    String datasetType,
    Selector selector,
    Map<String, Set<String>> feeds,
    FetchPolicy policy,
    List<Keys> filters,
    Scope scope) {
  public Job {
    feeds = Map.copyOf(feeds);
    filters = List.copyOf(filters);
  }

  /** What to ask the source: of several filters, what they have in common. */
  public OfferRequest request() {
    return new OfferRequest(datasetType, selector, feeds, common(), scope.span());
  }

  private Keys common() {
    if (filters.isEmpty()) {
      return Keys.NONE;
    }
    Map<String, KeyValue> common = new LinkedHashMap<>(filters.getFirst().values());
    for (Keys filter : filters) {
      common
          .entrySet()
          .removeIf(key -> !filter.value(key.getKey()).equals(Optional.of(key.getValue())));
    }
    return Keys.of(common);
  }

  /** Whether an offered dataset is one that this job is about. */
  public boolean admits(Keys dataset) {
    return selector.keys().agreesWith(dataset)
        && (filters.isEmpty() || filters.stream().anyMatch(it -> it.agreesWith(dataset)))
        && scope.admits(dataset);
  }

  /** Whether it is about every dataset of its selector. */
  public boolean whole() {
    Keys facts = selector.keys().and(selector.attributes());
    return filters.isEmpty()
        && scope.except().isEmpty()
        && facts.names().containsAll(scope.keys().keySet());
  }

  /** {@code events__v1,lineups__v1}: what is asked for, to compare with what was asked before. */
  public String feedsAsked() {
    return new TreeMap<>(feeds)
        .entrySet().stream()
            .flatMap(
                feed -> feed.getValue().stream().sorted().map(each -> feed.getKey() + "__" + each))
            .collect(Collectors.joining(","));
  }

  /** {@code statsbomb/match competition_id=11/season_id=42}. */
  @Override
  public String toString() {
    return source + "/" + datasetType + " " + selector;
  }
}
