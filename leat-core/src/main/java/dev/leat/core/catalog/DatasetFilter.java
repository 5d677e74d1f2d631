package dev.leat.core.catalog;

import dev.leat.api.DatasetState;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which datasets; all conditions must hold.
 *
 * @param keys allowed values by key name; a dataset without the key is left out
 * @param states allowed states, empty for all
 * @param identities exactly these, empty for all
 */
public record DatasetFilter(
    @Nullable String source,
    @Nullable String type,
    Map<String, List<KeyValue>> keys,
    Set<DatasetState> states,
    List<Keys> identities) {
  /** Every dataset. */
  public static final DatasetFilter ALL =
      new DatasetFilter(null, null, Map.of(), Set.of(), List.of());

  public DatasetFilter {
    var copy = new LinkedHashMap<String, List<KeyValue>>();
    keys.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    keys = copy;
    states = Set.copyOf(states);
    identities = List.copyOf(identities);
  }

  public static DatasetFilter of(String source, String type) {
    return ALL.source(source).type(type);
  }

  public DatasetFilter source(@Nullable String name) {
    return new DatasetFilter(name, type, keys, states, identities);
  }

  public DatasetFilter type(@Nullable String name) {
    return new DatasetFilter(source, name, keys, states, identities);
  }

  /** Only datasets whose key has one of these values. */
  public DatasetFilter key(String name, KeyValue... values) {
    return key(name, Arrays.asList(values));
  }

  public DatasetFilter key(String name, List<KeyValue> values) {
    var more = new LinkedHashMap<>(keys);
    more.put(Objects.requireNonNull(name), values);
    return new DatasetFilter(source, type, more, states, identities);
  }

  /** Only datasets that have all of these keys with these values. */
  public DatasetFilter keys(Keys wanted) {
    var more = new LinkedHashMap<>(keys);
    wanted.values().forEach((name, value) -> more.put(name, List.of(value)));
    return new DatasetFilter(source, type, more, states, identities);
  }

  public DatasetFilter states(DatasetState... wanted) {
    return new DatasetFilter(source, type, keys, Set.of(wanted), identities);
  }

  /** States by name, in any case. */
  public DatasetFilter states(Collection<String> names) {
    var wanted = EnumSet.noneOf(DatasetState.class);
    names.forEach(name -> wanted.add(state(name)));
    return new DatasetFilter(source, type, keys, wanted, identities);
  }

  private static DatasetState state(String name) {
    return Arrays.stream(DatasetState.values())
        .filter(state -> state.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LeatException(
                    CatalogError.FILTER_INVALID,
                    "'" + name + "' is not a state of a dataset",
                    "use one of "
                        + Arrays.stream(DatasetState.values())
                            .map(state -> state.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }

  public DatasetFilter identities(List<Keys> exactly) {
    return new DatasetFilter(source, type, keys, states, exactly);
  }
}
