package dev.leat.core.catalog;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.LeatEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that becomes visible together.
 *
 * @param draft the draft that ends with this commit, or null where nothing has landed
 * @param base the dataset's newest revision when this was prepared, 0 where there was none
 * @param number of the revision; used only where there is something to put in one
 * @param files changed files only
 * @param checks what was asked for and had not changed, or was absent
 */
public record CommitRequest(
    DatasetId dataset,
    Lease lease,
    @Nullable Long draft,
    int base,
    int number,
    String folder,
    List<FileRecord> files,
    List<Check> checks,
    Description description,
    Origin origin,
    List<RevisionRef> lineage) {
  public CommitRequest {
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(lease);
    Objects.requireNonNull(folder);
    files = List.copyOf(files);
    checks = List.copyOf(checks);
    Objects.requireNonNull(description);
    Objects.requireNonNull(origin);
    lineage = List.copyOf(lineage);
  }

  /** What is said of a dataset beside its files. */
  public record Description(String name, DatasetState state, Map<String, String> metadata) {
    public Description {
      Objects.requireNonNull(name);
      Objects.requireNonNull(state);
      metadata = Map.copyOf(metadata);
    }
  }

  /**
   * A look at upstream that brought no new content.
   *
   * @param modified the time that was offered
   * @param absentUntil set where upstream does not have the file
   */
  public record Check(
      FeedVersion id,
      @Nullable Instant modified,
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable Instant absentUntil) {
    public Check {
      Objects.requireNonNull(id);
    }
  }

  /** What came of it, with the events that were written in the same transaction. */
  public sealed interface Outcome {
    /** The dataset is new; its first revision may be without files. */
    record Created(int revision, List<LeatEvent> events) implements Outcome {}

    /** A revision with the changed files was added. */
    record Updated(int revision, List<LeatEvent> events) implements Outcome {}

    /** Only name, state or metadata changed. */
    record Described(List<LeatEvent> events) implements Outcome {}

    /** Nothing changed; the checks are remembered. */
    record Unchanged() implements Outcome {}

    /** Another commit came first: prepare again. Nothing was written. */
    record Overtaken() implements Outcome {}
  }
}
