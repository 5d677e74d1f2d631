package dev.leat.core.plan;

import dev.leat.api.FeedVersion;
import dev.leat.api.FetchPolicy;
import dev.leat.api.FetchPolicyType;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what is new: a file is current when the source offers no newer time than was looked at.
 *
 * <p>A file that the source offers without a time proves nothing: it is asked for again, on
 * condition that it changed where the server can say so, and its content decides. So is content
 * that came with the listing. A file that upstream did not have is current until its absence runs
 * out or the source offers a newer time. A source may overrule all this for one dataset by {@link
 * Offer#refetch(boolean)}.
 */
public final class DefaultPolicy implements FetchPolicy {
  /** Its name in leat.yaml. */
  public static final class Type implements FetchPolicyType {
    @Override
    public String name() {
      return "default";
    }

    @Override
    public String summary() {
      return "Fetches what is new, changed, failed or invalid.";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public FetchPolicy open(Settings settings) {
      return new DefaultPolicy();
    }
  }

  private static final Judgement JUDGEMENT = new Judgement(DefaultPolicy::current);

  @Override
  public boolean maySkip(Summary known, Offer offer, Instant now) {
    boolean sameState = offer.refetch() != null || known.state() == offer.state();
    return sameState && JUDGEMENT.maySkip(known, offer, now);
  }

  @Override
  public boolean shouldFetch(Offer offer) {
    return true;
  }

  @Override
  public List<OfferedFile> refetch(Summary known, Offer offer, Instant now) {
    return JUDGEMENT.refetch(known, offer, now);
  }

  private static boolean current(Summary known, OfferedFile file, Instant now) {
    Map<FeedVersion, Summary.FileSummary> files = known.files();
    Summary.FileSummary held = files.get(file.id());
    if (held == null) {
      return false;
    }
    Instant absentUntil = held.absentUntil();
    if (absentUntil != null) {
      return now.isBefore(absentUntil) && !newer(file.modified(), held.modified());
    }
    return file.modified() != null && !newer(file.modified(), held.modified());
  }

  private static boolean newer(@Nullable Instant offered, @Nullable Instant seen) {
    return offered != null && (seen == null || offered.isAfter(seen));
  }
}
