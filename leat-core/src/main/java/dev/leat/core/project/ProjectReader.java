package dev.leat.core.project;

import dev.leat.api.EventListener;
import dev.leat.api.Export;
import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads leat.yaml from top to bottom, going on after each mistake. */
final class ProjectReader {
  private static final String NAMESPACE = "[A-Za-z0-9][A-Za-z0-9_-]*";
  private static final String PREFIX = "(?:[A-Za-z_][A-Za-z0-9_]{0,30})?";

  private final Path folder;
  private final Mistakes mistakes;
  private final Set<Secret> secrets;
  private final Yaml.Entries root;
  private final Connectors connectors;

  private ProjectReader(
      Path folder,
      Mistakes mistakes,
      Set<Secret> secrets,
      Yaml.Entries root,
      Connectors connectors) {
    this.folder = folder;
    this.mistakes = mistakes;
    this.secrets = secrets;
    this.root = root;
    this.connectors = connectors;
  }

  static Project read(Path place, Environment environment, Connectors connectors) {
    Path file = find(place.toAbsolutePath().normalize());
    Path folder = file.resolveSibling("").normalize();
    return read(reader -> reader.read(file), folder, environment, connectors);
  }

  static Project read(String text, Path folder, Environment environment, Connectors connectors) {
    Path place = folder.toAbsolutePath().normalize();
    return read(reader -> reader.parse(text), place, environment, connectors);
  }

  private static Project read(
      Function<YamlReader, Yaml> reading,
      Path folder,
      Environment environment,
      Connectors connectors) {
    var mistakes = new Mistakes();
    Set<Secret> secrets = new LinkedHashSet<>();
    var references =
        new References(folder, environment, mistakes, text -> secrets.add(Secret.of(text)));
    List<Connectors> early = new ArrayList<>();
    references.lookIn(
        () -> {
          Yaml.Entries plain = plain(reading, folder, environment);
          early.add(connectors.plus(plugins(folder, plain, new Mistakes())));
          return SecretStores.open(
              plain.texts("secrets"), folder, references::variable, early.getLast());
        });
    Yaml root = reading.apply(new YamlReader(Project.FILE, references, mistakes));
    early.stream().filter(it -> it != connectors).forEach(Connectors::close);
    Yaml.Entries entries = Yaml.Entries.of(root);
    Connectors all = connectors.plus(plugins(folder, entries, mistakes));
    boolean done = false;
    try {
      var shape = new ProjectShape(all).root();
      new ShapeCheck(mistakes).check(Project.FILE, root, shape);
      SecretStores.check(entries.list("secrets"), all, mistakes);
      Project project = new ProjectReader(folder, mistakes, secrets, entries, all).project();
      mistakes.raise(Project.FILE, project.redactor());
      done = true;
      return project;
    } finally {
      if (!done && all != connectors) {
        all.close();
      }
    }
  }

  /** Replaces the references in a URL that stands elsewhere, as in leat.yaml. */
  static Resolved resolve(Project project, Environment environment, String name, String written) {
    var mistakes = new Mistakes();
    Set<Secret> secrets = new LinkedHashSet<>();
    Path folder = project.folder();
    var references =
        new References(folder, environment, mistakes, text -> secrets.add(Secret.of(text)));
    references.lookIn(
        () ->
            SecretStores.open(
                plain(reader -> reader.read(folder.resolve(Project.FILE)), folder, environment)
                    .texts("secrets"),
                folder,
                references::variable,
                project.connectors()));
    List<Yaml.Part> parts = references.resolve(written, new Position(name, 1, 1));
    mistakes.raise(name, Redactor.of(secrets));
    return Resolved.of(parts, Redactor.of(secrets));
  }

  /** What needs no secret, read first: the stores, and the jars that may bring their kinds. */
  private static Yaml.Entries plain(
      Function<YamlReader, Yaml> reading, Path folder, Environment environment) {
    var unheard = new Mistakes();
    var plain = new References(folder, environment, unheard, text -> {});
    Yaml root = reading.apply(new YamlReader(Project.FILE, plain, unheard));
    return Yaml.Entries.of(root);
  }

  private static Path find(Path place) {
    Path file = Files.isRegularFile(place) ? place : place.resolve(Project.FILE);
    if (Files.exists(file)) {
      return file;
    }
    if (!Files.isDirectory(place)) {
      throw new LeatException(
          ProjectError.PROJECT_MISSING,
          "There is no folder " + place + ".",
          "Name the folder of a project, or make one: leat init --template blank " + place);
    }
    if (Files.exists(place.resolve("leat.yml"))) {
      throw new LeatException(
          ProjectError.PROJECT_MISSING,
          "There is no leat.yaml in " + place + ", but a leat.yml.",
          "Rename it to leat.yaml.");
    }
    throw new LeatException(
        ProjectError.PROJECT_MISSING,
        "There is no leat.yaml in " + place + ".",
        "Name the folder of a project, or make one: leat init --template blank DIR");
  }

  private static List<Path> plugins(Path folder, Yaml.Entries root, Mistakes mistakes) {
    List<Path> jars = new ArrayList<>();
    for (Yaml item : root.list("plugins")) {
      if (item instanceof Yaml.Scalar scalar && !scalar.unresolved()) {
        Path jar = folder.resolve(scalar.text()).normalize();
        if (Files.exists(jar)) {
          jars.add(jar);
        } else {
          mistakes.add(
              ProjectError.PROJECT_REFERENCE_MISSING,
              scalar.at(),
              "The plug-in " + jar + " is not there.",
              "Build it, or correct the path.");
        }
      }
    }
    return jars;
  }

  private Project project() {
    List<SourceDefinition> sources =
        new SourcesReader(folder, connectors, mistakes, secrets).read(root.map("sources"));
    var names = new SourceNames(root.map("sources"), sources, mistakes);
    var plans = new PlansReader(folder, connectors, mistakes, secrets, names);
    Map<String, Tag> tags = new TagsReader(mistakes).read(root.map("tags"));
    var formats = new FormatsReader(folder, connectors, mistakes);
    var tables =
        new TablesReader(mistakes, names, connectors, formats, tags)
            .read(root.map("tables"), sources);
    return new Project(
        folder,
        store(),
        location("catalog", ".leat/catalog.db", "sqlite"),
        name("catalog_prefix", "", PREFIX),
        name("bucket", "main", NAMESPACE),
        compression(),
        location("destination", "duckdb:leat.duckdb", "duckdb"),
        sources,
        plans.read(root.list("plans")),
        new DatasetTypesReader(mistakes, names).read(root.list("dataset_types")),
        new FlagsReader(mistakes, names).read(root.map("flags")),
        root.text("flags_query"),
        List.copyOf(tags.values()),
        tables,
        exports(tables),
        new AfterwardsReader(folder, mistakes, secrets).read(root, tables),
        subscribers(),
        connectors,
        Redactor.of(secrets));
  }

  private URI store() {
    Yaml.Scalar written = root.scalar("store").orElse(null);
    String text = written == null ? ".leat/store" : written.text();
    if (written != null && text.matches("[a-z][a-z0-9+.-]+:.*") && !written.unresolved()) {
      Optional<URI> url = Urls.parse(text);
      if (url.isEmpty()) {
        invalid(
            written,
            "'store' cannot be " + written.kind() + ".",
            "Write a folder, or a URL such as s3://bucket/folder.");
      }
      if (url.isPresent() && url.get().getUserInfo() != null) {
        invalid(
            written,
            "'store' must not hold credentials.",
            "Remove them; credentials come from the environment.");
      }
      return url.orElse(folder.toUri());
    }
    String path = folder.resolve(text).normalize().toUri().toString();
    return URI.create(path.endsWith("/") ? path : path + "/");
  }

  private Location location(String key, String otherwise, String plainScheme) {
    Yaml.Scalar written =
        root.scalar(key)
            .filter(scalar -> !scalar.unresolved())
            .orElseGet(
                () ->
                    new Yaml.Scalar(
                        root.at(), otherwise, List.of(new Yaml.Part(otherwise, false)), false));
    Optional<Location> location = new LocationReader(folder).read(written, plainScheme);
    if (location.isEmpty()) {
      invalid(
          written,
          "'" + key + "' is neither a file nor a database's URL.",
          "Write a path, or postgresql://user:${env:PASSWORD}@host:5432/database.");
    }
    if (location.orElse(null) instanceof Location.Server server) {
      secrets.add(server.password());
      server.parameters().entrySet().stream()
          .filter(parameter -> References.namesSecret(parameter.getKey()))
          .forEach(parameter -> secrets.add(Secret.of(parameter.getValue())));
    }
    return location.orElse(new Location.File(plainScheme, folder));
  }

  private String name(String key, String otherwise, String form) {
    Yaml.Scalar written = root.scalar(key).filter(scalar -> !scalar.unresolved()).orElse(null);
    if (written != null && !written.text().matches(form)) {
      invalid(
          written,
          "'" + key + "' cannot be " + written.kind() + ".",
          "Use letters, digits and _, and begin with a letter.");
    }
    return written == null ? otherwise : written.text();
  }

  private Compression compression() {
    return root.text("compression")
        .flatMap(text -> Choices.find(Compression.class, text))
        .orElse(Compression.ZSTD);
  }

  private List<ExportDefinition> exports(List<TableDefinition> tables) {
    List<String> names = tables.stream().map(TableDefinition::name).toList();
    List<ExportDefinition> exports = new ArrayList<>();
    for (Yaml item : root.list("exports")) {
      Yaml.Entries entries = Yaml.Entries.of(item);
      Yaml.Scalar table = entries.scalar("table").orElse(null);
      if (table == null || table.unresolved()) {
        continue;
      }
      String parent = table.text().split("__", 2)[0].toLowerCase(Locale.ROOT);
      if (!names.contains(table.text()) && !names.contains(parent)) {
        mistakes.add(
            ProjectError.PROJECT_NAME_UNKNOWN,
            table.at(),
            "There is no table " + table.kind() + ".",
            Nearest.suggest(table.text(), names));
      }
      exports.add(export(table.text(), entries, item.at()));
    }
    return exports;
  }

  private ExportDefinition export(String table, Yaml.Entries entries, Position at) {
    String to = entries.text("to").orElse("");
    FilePlace place =
        mistakes
            .place(entries.scalar("to").map(Yaml::at).orElse(at), to, folder)
            .orElse(new FilePlace.Local(folder));
    Optional<Export.Format> file = place.format();
    Export.Format format =
        entries
            .text("format")
            .flatMap(text -> Choices.find(Export.Format.class, text))
            .or(() -> file)
            .orElse(Export.Format.PARQUET);
    List<String> partitionBy = entries.texts("partition_by");
    if (file.isPresent() && !file.get().equals(format)) {
      entries
          .scalar("format")
          .ifPresent(
              value ->
                  invalid(
                      value,
                      "The file " + to + " would hold " + value.text() + ".",
                      "Leave 'format' out, or give the file the ending of its format."));
    }
    if (file.isPresent() && !partitionBy.isEmpty()) {
      entries
          .scalar("to")
          .ifPresent(
              value ->
                  invalid(
                      value,
                      "Partitions are folders, and " + to + " is a file.",
                      "Name a folder, such as '"
                          + to.substring(0, to.lastIndexOf('.'))
                          + "', or leave 'partition_by' out."));
    }
    return new ExportDefinition(table, place, format, partitionBy, at);
  }

  private List<SubscriberDefinition> subscribers() {
    List<SubscriberDefinition> subscribers = new ArrayList<>();
    for (Yaml item : root.list("subscribers")) {
      if (item instanceof Yaml.Scalar scalar && !scalar.unresolved()) {
        check(scalar);
        subscribers.add(new SubscriberDefinition(scalar.text(), scalar.at()));
      }
    }
    return subscribers;
  }

  private void check(Yaml.Scalar subscriber) {
    try {
      if (!connectors.has(EventListener.class, subscriber.text())) {
        mistakes.add(
            ProjectError.CONNECTOR_UNKNOWN,
            subscriber.at(),
            "There is no class " + subscriber.kind() + ".",
            "Correct the name, or add the jar that holds it to 'plugins'.");
      }
    } catch (LeatException unusable) {
      mistakes.add(unusable.code(), subscriber.at(), unusable.problem(), unusable.remedy());
    }
  }

  private void invalid(Yaml.Scalar value, String problem, String remedy) {
    mistakes.add(ProjectError.PROJECT_VALUE_INVALID, value.at(), problem, remedy);
  }
}
