package dev.leat.core.plan;

import dev.leat.api.FetchPolicy;
import dev.leat.api.FetchPolicyType;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Summary;
import java.time.Instant;
import java.util.List;

/** Asks for every file in every run; content that did not change makes no revision. */
public final class AlwaysPolicy implements FetchPolicy {
  /** Its name in leat.yaml. */
  public static final class Type implements FetchPolicyType {
    @Override
    public String name() {
      return "always";
    }

    @Override
    public String summary() {
      return "Asks for every file in every run.";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public FetchPolicy open(Settings settings) {
      return new AlwaysPolicy();
    }
  }

  @Override
  public boolean maySkip(Summary known, Offer offer, Instant now) {
    return Boolean.FALSE.equals(offer.refetch()) && known.revisions() > 0;
  }

  @Override
  public boolean shouldFetch(Offer offer) {
    return true;
  }

  @Override
  public List<OfferedFile> refetch(Summary known, Offer offer, Instant now) {
    return maySkip(known, offer, now) ? List.of() : offer.files();
  }
}
