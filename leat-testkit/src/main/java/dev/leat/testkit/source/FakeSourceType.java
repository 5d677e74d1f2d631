package dev.leat.testkit.source;

import dev.leat.api.DatasetType;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A source type for tests: every source of it does what its {@link FakeSource} was told.
 *
 * <p>Give it to an engine beside the connectors of its class path; a project then names it as
 * {@code type: fake}. Thread-safe.
 */
public final class FakeSourceType implements SourceType {
  private final List<DatasetType> datasetTypes;
  private final Map<String, FakeSource> sources = new ConcurrentHashMap<>();

  private FakeSourceType(List<DatasetType> datasetTypes) {
    this.datasetTypes = List.copyOf(datasetTypes);
  }

  public static FakeSourceType of(DatasetType... datasetTypes) {
    return new FakeSourceType(List.of(datasetTypes));
  }

  /** The script of the source that a project gives this name. */
  public FakeSource source(String name) {
    return sources.computeIfAbsent(name, FakeSource::new);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String summary() {
    return "Offers what a test tells it to.";
  }

  @Override
  public List<Option> options() {
    return List.of(Option.of("token", Option.Kind.SECRET, "Something that must not show."));
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    return datasetTypes;
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    return source(sourceName).open();
  }
}
