package dev.leat.api;

import java.util.List;
import java.util.Optional;

/**
 * A kind of source that a project can name, found by {@link java.util.ServiceLoader} or by class
 * name.
 */
public interface SourceType {
  /** The word after {@code type:} in leat.yaml. */
  String name();

  /** One sentence for help texts and the manual. */
  String summary();

  /** Every option that a project may set, beside {@code type}. */
  List<Option> options();

  /**
   * How many requests any one host gets unless leat.yaml says otherwise, such as {@code 20/minute};
   * empty where nothing speaks against more.
   */
  default Optional<String> limit() {
    return Optional.empty();
  }

  /** What a source of this type offers with these settings. */
  List<DatasetType> datasetTypes(Settings settings);

  /** Tables that a project gets without naming any. */
  default List<TableDefault> tables(Settings settings) {
    return List.of();
  }

  /** Opens the source; connects to nothing yet. */
  Source open(String sourceName, Settings settings);
}
