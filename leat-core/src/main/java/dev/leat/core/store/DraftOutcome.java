package dev.leat.core.store;

import dev.leat.api.FeedVersion;
import java.util.List;

/** What came of a draft. */
public sealed interface DraftOutcome {
  /** The dataset is new; its first revision may be without files. */
  record Created(int revision, List<FeedVersion> files) implements DraftOutcome {
    public Created {
      files = List.copyOf(files);
    }
  }

  /** A revision with the changed files was added. */
  record Updated(int revision, List<FeedVersion> files) implements DraftOutcome {
    public Updated {
      files = List.copyOf(files);
    }
  }

  /** Only name, state or metadata changed. */
  record Described() implements DraftOutcome {}

  /** Everything was as before; that it was looked at is remembered. */
  record Unchanged() implements DraftOutcome {}
}
