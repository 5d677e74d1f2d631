package dev.leat.core.project;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A switch that people turn without touching leat.yaml.
 *
 * @param fallback whether it is on as long as nobody has turned it
 * @param whenOn what is fetched only while it is on
 * @param whenOff what is fetched only while it is off
 */
public record FlagDefinition(
    String name, boolean fallback, List<Target> whenOn, List<Target> whenOff, Position at) {
  /**
   * What is switched.
   *
   * @param datasetType empty for the whole source
   * @param keys only datasets with one of these values of each key; empty for all
   */
  public record Target(String source, Optional<String> datasetType, Map<String, Set<String>> keys) {
    public Target {
      keys = Map.copyOf(keys);
    }

    boolean holds(String ofSource, String ofType) {
      return source.equals(ofSource) && datasetType.filter(it -> !it.equals(ofType)).isEmpty();
    }

    @Override
    public String toString() {
      return source
          + datasetType.map(type -> "/" + type).orElse("")
          + new TreeMap<>(keys)
              .entrySet().stream()
                  .map(key -> " " + key.getKey() + "=" + String.join(",", key.getValue()))
                  .collect(Collectors.joining());
    }
  }

  public FlagDefinition {
    whenOn = List.copyOf(whenOn);
    whenOff = List.copyOf(whenOff);
  }

  /** What of a dataset type is not fetched where the flag stands so. */
  public List<Target> barred(boolean on, String source, String datasetType) {
    List<Target> all = on ? whenOff : whenOn;
    return all.stream().filter(target -> target.holds(source, datasetType)).toList();
  }
}
