package dev.leat.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What upstream has now for one dataset: identity, files on offer, state and metadata.
 *
 * @param keys all keys of the dataset, those of the selector included
 * @param name a title for people, may be empty
 * @param metadata facts of the provider worth keeping beside the dataset
 * @param files at most one per feed and version; none is allowed
 * @param review looks at what was fetched, or null
 * @param refetch overrules the plan's policy for this dataset, or null
 */
public record Offer(
    Keys keys,
    String name,
    DatasetState state,
    Map<String, String> metadata,
    List<OfferedFile> files,
    @Nullable Review review,
    @Nullable Boolean refetch) {

  public Offer {
    Objects.requireNonNull(keys);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
    metadata = Map.copyOf(metadata);
    files = List.copyOf(files);
    var seen = new HashSet<FeedVersion>();
    for (OfferedFile file : files) {
      if (!seen.add(file.id())) {
        throw new IllegalArgumentException("file " + file.id() + " is offered twice for " + keys);
      }
    }
  }

  /** A complete dataset without files; add them with {@link #with(OfferedFile)}. */
  public static Offer of(Keys keys) {
    return new Offer(keys, "", DatasetState.COMPLETE, Map.of(), List.of(), null, null);
  }

  public Offer named(String title) {
    return new Offer(keys, title, state, metadata, files, review, refetch);
  }

  public Offer in(DatasetState now) {
    return new Offer(keys, name, now, metadata, files, review, refetch);
  }

  public Offer about(Map<String, String> facts) {
    return new Offer(keys, name, state, facts, files, review, refetch);
  }

  public Offer with(OfferedFile file) {
    var more = new ArrayList<>(files);
    more.add(file);
    return new Offer(keys, name, state, metadata, more, review, refetch);
  }

  public Offer reviewedBy(Review hook) {
    return new Offer(keys, name, state, metadata, files, hook, refetch);
  }

  /** Fetch this dataset's files again, or never, whatever the plan's policy says. */
  public Offer refetch(boolean always) {
    return new Offer(keys, name, state, metadata, files, review, always);
  }

  /** The same offer with the parent's keys before its own. */
  public Offer under(Keys parent) {
    return keys.beginsWith(parent)
        ? this
        : new Offer(parent.and(keys), name, state, metadata, files, review, refetch);
  }

  public Optional<OfferedFile> file(FeedVersion id) {
    return files.stream().filter(file -> file.id().equals(id)).findFirst();
  }
}
