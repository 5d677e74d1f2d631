package dev.leat.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Looks at what was fetched and may correct the dataset's state and metadata. */
@FunctionalInterface
public interface Review {
  Finding review(Offer offer, Files files) throws IOException;

  /** Opens the decoded content of the dataset's files: those just fetched and those kept. */
  interface Files {
    Optional<InputStream> open(FeedVersion id) throws IOException;
  }

  /** The state and metadata to record. */
  record Finding(DatasetState state, Map<String, String> metadata) {
    public Finding {
      Objects.requireNonNull(state);
      metadata = Map.copyOf(metadata);
    }
  }
}
