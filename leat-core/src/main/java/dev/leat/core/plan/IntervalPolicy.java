package dev.leat.core.plan;

import dev.leat.api.FetchPolicy;
import dev.leat.api.FetchPolicyType;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Asks for every file again when the dataset was last checked so long ago, whatever the source
 * says; until then asks only for what is missing, failed or invalid.
 */
public final class IntervalPolicy implements FetchPolicy {
  /** Its name in leat.yaml. */
  public static final class Type implements FetchPolicyType {
    @Override
    public String name() {
      return "interval";
    }

    @Override
    public String summary() {
      return "Asks again when a dataset was last checked so long ago.";
    }

    @Override
    public List<Option> options() {
      return List.of(
          Option.of("every", Option.Kind.DURATION, "How long a dataset is left alone.")
              .defaultsTo("24h"));
    }

    @Override
    public FetchPolicy open(Settings settings) {
      Duration every = settings.duration("every").orElseThrow();
      if (every.isZero()) {
        throw settings.invalid(
            "every", "'every' is no time at all.", "Write 24h or so, or use the policy 'always'.");
      }
      return new IntervalPolicy(every);
    }
  }

  private final OncePolicy meanwhile = new OncePolicy();
  private final Duration every;

  IntervalPolicy(Duration every) {
    this.every = every;
  }

  @Override
  public boolean maySkip(Summary known, Offer offer, Instant now) {
    return (offer.refetch() != null || !due(known, now)) && meanwhile.maySkip(known, offer, now);
  }

  @Override
  public boolean shouldFetch(Offer offer) {
    return true;
  }

  @Override
  public List<OfferedFile> refetch(Summary known, Offer offer, Instant now) {
    return offer.refetch() == null && due(known, now)
        ? offer.files()
        : meanwhile.refetch(known, offer, now);
  }

  private boolean due(Summary known, Instant now) {
    Instant checked = known.checked();
    return checked == null || !now.isBefore(checked.plus(every));
  }
}
