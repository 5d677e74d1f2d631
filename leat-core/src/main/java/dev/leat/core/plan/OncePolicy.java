package dev.leat.core.plan;

import dev.leat.api.FetchPolicy;
import dev.leat.api.FetchPolicyType;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Summary;
import dev.leat.api.Summary.FileSummary;
import java.time.Instant;
import java.util.List;

/**
 * Keeps what it has, whatever the source offers later; what failed or was found wrong comes again.
 */
public final class OncePolicy implements FetchPolicy {
  /** Its name in leat.yaml. */
  public static final class Type implements FetchPolicyType {
    @Override
    public String name() {
      return "once";
    }

    @Override
    public String summary() {
      return "Fetches each file once; again only when it was invalidated.";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public FetchPolicy open(Settings settings) {
      return new OncePolicy();
    }
  }

  /** Another name for the same: never again. */
  public static final class NeverType implements FetchPolicyType {
    @Override
    public String name() {
      return "never";
    }

    @Override
    public String summary() {
      return "The same as once: never fetches again what is there.";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public FetchPolicy open(Settings settings) {
      return new OncePolicy();
    }
  }

  private static final Judgement JUDGEMENT = new Judgement(OncePolicy::held);

  @Override
  public boolean maySkip(Summary known, Offer offer, Instant now) {
    return JUDGEMENT.maySkip(known, offer, now);
  }

  @Override
  public boolean shouldFetch(Offer offer) {
    return true;
  }

  @Override
  public List<OfferedFile> refetch(Summary known, Offer offer, Instant now) {
    return JUDGEMENT.refetch(known, offer, now);
  }

  private static boolean held(Summary known, OfferedFile file, Instant now) {
    FileSummary held = known.files().get(file.id());
    if (held == null) {
      return false;
    }
    Instant absentUntil = held.absentUntil();
    return absentUntil == null || now.isBefore(absentUntil);
  }
}
