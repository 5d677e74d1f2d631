package dev.leat.core.run;

import dev.leat.api.Source;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.project.RateLimit;
import dev.leat.core.project.SourceDefinition;
import java.time.Duration;

/** Turns what leat.yaml says of a source's requests into settings of the fetcher. */
final class SourceSettings {
  private SourceSettings() {}

  /** Where the project does not say how many files at once, the source does. */
  static FetchSettings of(SourceDefinition definition, Source source) {
    FetchSettings settings = of(definition);
    boolean open = definition.requests().concurrency().isEmpty() && source.concurrencyMax() > 0;
    return open ? settings.concurrencyMax(source.concurrencyMax()) : settings;
  }

  private static FetchSettings of(SourceDefinition source) {
    SourceDefinition.Requests requests = source.requests();
    return new FetchSettings(
        source.name(),
        requests.concurrency().orElse(FetchSettings.CONCURRENCY_DEFAULT),
        requests.limit().or(() -> source.type().limit().flatMap(RateLimit::parse)).orElse(null),
        timeouts(requests),
        retries(requests),
        FetchSettings.BYTES_MAX_DEFAULT,
        requests.headers());
  }

  /** The time for pauses comes on top of that for answers. */
  private static FetchSettings.Timeouts timeouts(SourceDefinition.Requests requests) {
    FetchSettings.Timeouts usual = FetchSettings.Timeouts.DEFAULT;
    Duration idle = requests.timeout().orElse(usual.idle());
    return new FetchSettings.Timeouts(
        min(usual.connect(), idle),
        idle,
        usual.total().plus(requests.waitMax().orElse(Duration.ZERO)));
  }

  private static FetchSettings.Retries retries(SourceDefinition.Requests requests) {
    FetchSettings.Retries usual = FetchSettings.Retries.DEFAULT;
    return new FetchSettings.Retries(
        requests.retries().isPresent() ? requests.retries().getAsInt() + 1 : usual.triesMax(),
        usual.base(),
        requests.waitMax().orElse(usual.waitMax()));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
