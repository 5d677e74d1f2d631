package dev.leat.api;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog knows of one dataset, enough to decide whether it is current.
 *
 * @param revisions how many there are; zero means that it was announced only
 * @param modified the newest modification time of its files
 * @param checked when it was last compared with upstream, whatever came of it
 * @param validation of the current revision
 * @param recheckAt when the files of a dataset whose validation failed are worth asking for again,
 *     null for at once: upstream still had the same ones when it was last asked
 * @param failed whether its last task failed
 * @param files what is held, or known to be absent, by feed and version
 */
public record Summary(
    DatasetId id,
    DatasetState state,
    int revisions,
    @Nullable Instant modified,
    @Nullable Instant checked,
    Validation validation,
    @Nullable Instant recheckAt,
    boolean failed,
    Map<FeedVersion, FileSummary> files) {
  public Summary {
    Objects.requireNonNull(id);
    Objects.requireNonNull(state);
    Objects.requireNonNull(validation);
    files = Map.copyOf(files);
  }

  /**
   * What is known of one file.
   *
   * @param modified the newest time that a source offered for this file and that was looked at
   * @param absentUntil when set, upstream did not have the file and need not be asked before then,
   *     unless it offers a newer modification time than {@code modified}
   */
  public record FileSummary(@Nullable Instant modified, @Nullable Instant absentUntil) {}
}
