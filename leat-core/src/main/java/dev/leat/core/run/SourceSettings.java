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
    FetchSettings.Timeouts timeouts = FetchSettings.Timeouts.DEFAULT;
    FetchSettings.Retries retries = FetchSettings.Retries.DEFAULT;
    return new FetchSettings(
        source.name(),
        requests.concurrency().orElse(FetchSettings.CONCURRENCY_DEFAULT),
        requests.limit().or(() -> source.type().limit().flatMap(RateLimit::parse)).orElse(null),
        requests
            .timeout()
            .map(
                idle ->
                    new FetchSettings.Timeouts(
                        min(timeouts.connect(), idle), idle, timeouts.total()))
            .orElse(timeouts),
        requests.retries().isPresent()
            ? new FetchSettings.Retries(
                requests.retries().getAsInt() + 1, retries.base(), retries.waitMax())
            : retries,
        FetchSettings.BYTES_MAX_DEFAULT,
        requests.headers());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
