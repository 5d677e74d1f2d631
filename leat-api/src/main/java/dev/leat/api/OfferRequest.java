package dev.leat.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine wants to know from a source: one dataset type, one selector, some feeds.
 *
 * @param feeds the wanted versions of each wanted feed
 * @param span the part of time that is wanted, or null for what the source would bring by itself
 * @param filter keys that offered datasets will be held against; a source may use them to list
 *     less, the engine drops what does not agree
 */
public record OfferRequest(
    String datasetType,
    Selector selector,
    Map<String, Set<String>> feeds,
    Keys filter,
    @Nullable Span span) {
  public OfferRequest {
    Objects.requireNonNull(datasetType);
    Objects.requireNonNull(selector);
    feeds = Map.copyOf(feeds);
    Objects.requireNonNull(filter);
  }

  public OfferRequest(
      String datasetType, Selector selector, Map<String, Set<String>> feeds, Keys filter) {
    this(datasetType, selector, feeds, filter, null);
  }

  /** The wanted files of a feed, none where the feed is not wanted. */
  public List<FeedVersion> wanted(String feed) {
    return feeds.getOrDefault(feed, Set.of()).stream()
        .sorted()
        .map(version -> new FeedVersion(feed, version))
        .toList();
  }
}
