package dev.leat.api;

import java.util.List;

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

  /** What a source of this type offers with these settings. */
  List<DatasetType> datasetTypes(Settings settings);

  /** Tables that a project gets without naming any. */
  default List<TableDefault> tables(Settings settings) {
    return List.of();
  }

  /** Opens the source; connects to nothing yet. */
  Source open(String sourceName, Settings settings);
}
