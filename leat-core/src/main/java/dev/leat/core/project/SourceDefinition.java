package dev.leat.core.project;

import dev.leat.api.DatasetType;
import dev.leat.api.Secret;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A source as leat.yaml defines it: checked, not yet opened. */
public record SourceDefinition(
    String name,
    SourceType type,
    Settings settings,
    Requests requests,
    List<DatasetType> datasetTypes,
    Position at) {
  /**
   * How to ask it; empty where the project leaves that to Leat.
   *
   * @param waitMax the longest pause that a provider may ask for
   * @param absence how long an optional file that was missing is not asked for again
   */
  public record Requests(
      OptionalInt concurrency,
      Optional<RateLimit> limit,
      Optional<Duration> timeout,
      OptionalInt retries,
      Optional<Duration> waitMax,
      Optional<Duration> absence,
      Map<String, Secret> headers) {
    public static final Requests DEFAULT =
        new Requests(
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    public Requests {
      headers = Map.copyOf(headers);
    }
  }

  public SourceDefinition {
    datasetTypes = List.copyOf(datasetTypes);
  }

  public Source open() {
    return type.open(name, settings);
  }

  public Optional<DatasetType> datasetType(String typeName) {
    return datasetTypes.stream().filter(each -> each.name().equals(typeName)).findFirst();
  }

  /** Those that plans can be about; the others are kept while listing. */
  public List<DatasetType> plannedTypes() {
    return datasetTypes.stream().filter(DatasetType::planned).toList();
  }
}
