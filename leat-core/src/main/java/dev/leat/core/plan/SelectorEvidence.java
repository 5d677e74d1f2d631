package dev.leat.core.plan;

import dev.leat.api.Coverage;
import dev.leat.api.Selector;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the store can say for leaving a whole selector alone.
 *
 * @param coverage of the selector
 * @param outstanding datasets of it that failed, were invalidated or never finished, and files
 *     whose remembered absence has run out
 * @param feedsListed what {@link Job#feedsAsked()} was when the selector was last listed to its
 *     end; empty where it never was
 */
public record SelectorEvidence(Coverage coverage, long outstanding, Optional<String> feedsListed) {
  public SelectorEvidence {
    Objects.requireNonNull(coverage);
    Objects.requireNonNull(feedsListed);
  }

  /**
   * Whether nothing in the selector can be new: it was listed whole with the same feeds, nothing is
   * outstanding, and upstream changed nothing since the newest thing here.
   *
   * <p>Only policies that trust a source's times may leave a selector alone.
   */
  public boolean maySkip(Job job) {
    Selector selector = job.selector();
    Instant upstream = selector.modified();
    Instant here = coverage.modified();
    return upstream != null
        && here != null
        && !upstream.isAfter(here)
        && coverage.datasets() > 0
        && outstanding == 0
        && feedsListed.equals(Optional.of(job.feedsAsked()))
        && (job.policy() instanceof DefaultPolicy || job.policy() instanceof OncePolicy);
  }
}
