package dev.leat.core.project;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A folder with a leat.yaml, as values that were checked; nothing is opened yet.
 *
 * <p>Never prints a secret. Close {@link #connectors()} when done with it.
 *
 * @param store a URL that ends with a slash where it is a folder
 * @param sources in the order written, as are plans
 * @param flagsQuery where in the destination flags stand, instead of in the catalog
 * @param tables those of leat.yaml, then those that source types propose
 * @param redactor knows every secret of the project
 */
public record Project(
    Path folder,
    URI store,
    Location catalog,
    String catalogPrefix,
    String bucket,
    Compression compression,
    Location destination,
    List<SourceDefinition> sources,
    List<PlanDefinition> plans,
    List<DatasetTypeRules> datasetTypes,
    List<FlagDefinition> flags,
    Optional<String> flagsQuery,
    List<Tag> tags,
    List<TableDefinition> tables,
    List<ExportDefinition> exports,
    Afterwards afterwards,
    List<SubscriberDefinition> subscribers,
    Connectors connectors,
    Redactor redactor) {
  /** The name of the file that makes a folder a project. */
  public static final String FILE = "leat.yaml";

  public Project {
    sources = List.copyOf(sources);
    plans = List.copyOf(plans);
    datasetTypes = List.copyOf(datasetTypes);
    flags = List.copyOf(flags);
    tags = List.copyOf(tags);
    tables = List.copyOf(tables);
    exports = List.copyOf(exports);
    subscribers = List.copyOf(subscribers);
  }

  /**
   * Reads and checks a project.
   *
   * @param folder its folder, or its leat.yaml itself
   * @throws dev.leat.api.LeatException with every mistake in the file
   */
  public static Project load(Path folder, Environment environment, Connectors connectors) {
    return ProjectReader.read(folder, environment, connectors);
  }

  /**
   * A project of one source of this type and nothing else, as its first user would write it.
   *
   * @param type such as {@code statsbomb}; the source bears the same name
   * @param options of the source, as leat.yaml would have them
   * @throws dev.leat.api.LeatException with every mistake in the options
   */
  public static Project ofSource(
      String type,
      Path folder,
      Map<String, String> options,
      Environment environment,
      Connectors connectors) {
    return ProjectReader.read(SourceText.of(type, options), folder, environment, connectors);
  }

  /**
   * This source with its plans, alone, with everything that it brings in another folder.
   *
   * @param source one of this project, or one made from it
   */
  public Project only(SourceDefinition source, Path elsewhere) {
    return new Project(
        elsewhere,
        elsewhere.resolve("store").toUri(),
        new Location.File("sqlite", elsewhere.resolve("catalog.db")),
        "",
        bucket,
        compression,
        new Location.File("duckdb", elsewhere.resolve("leat.duckdb")),
        List.of(source),
        plans.stream().filter(plan -> plan.source().equals(source.name())).toList(),
        datasetTypes,
        List.of(),
        Optional.empty(),
        tags,
        tables.stream().filter(table -> table.from().source().equals(source.name())).toList(),
        List.of(),
        Afterwards.NOTHING,
        List.of(),
        connectors,
        redactor);
  }

  /** With these plans only, and of the tables those that are wanted. */
  public Project narrowed(List<PlanDefinition> fewer, Predicate<TableDefinition> wanted) {
    return new Project(
        folder,
        store,
        catalog,
        catalogPrefix,
        bucket,
        compression,
        destination,
        sources,
        fewer,
        datasetTypes,
        flags,
        flagsQuery,
        tags,
        tables.stream().filter(wanted).toList(),
        exports,
        afterwards,
        subscribers,
        connectors,
        redactor);
  }

  /**
   * Replaces {@code ${env:X}} and the like in a URL that somebody wrote for this project.
   *
   * @param name of what it was written for, for messages
   * @throws dev.leat.api.LeatException where a reference leads nowhere
   */
  public Resolved resolve(Environment environment, String name, String url) {
    return ProjectReader.resolve(this, environment, name, url);
  }

  public Optional<SourceDefinition> source(String name) {
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }

  public Optional<TableDefinition> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  public Optional<DatasetTypeRules> rules(String source, String datasetType) {
    return datasetTypes.stream()
        .filter(rules -> rules.source().equals(source) && rules.datasetType().equals(datasetType))
        .findFirst();
  }

  @Override
  public String toString() {
    return "Project[" + folder + "]";
  }
}
