package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project in a folder of its own, and ways to look at what became of it. */
record Workspace(Path folder, CatalogPlace.Found place, CatalogPlace.Found destination) {
  private static final String DESTINATION = "football.duckdb";

  /** With tables in a DuckDB file. */
  Workspace(Path folder, CatalogPlace.Found place) {
    this(
        folder,
        place,
        new CatalogPlace.Found(
            "duckdb:" + DESTINATION, new Database("jdbc:duckdb:" + folder.resolve(DESTINATION))));
  }

  /** Writes a leat.yaml: what all projects here have in common, then this. */
  static Workspace make(Path folder, CatalogPlace place, String yaml) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var made = new Workspace(folder, place.make(folder));
    made.write(yaml);
    return made;
  }

  /** As the other, with tables in this place. */
  static Workspace make(Path folder, CatalogPlace place, TablePlace tables, String yaml) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var made = new Workspace(folder, place.make(folder), tables.make(folder));
    made.write(yaml);
    return made;
  }

  /** A project about these two seasons: lineups, events and tracking frames. */
  static Workspace football(Path folder, CatalogPlace place, URI provider) {
    return make(folder, place, football(provider));
  }

  static String football(URI provider) {
    return """
    sources:
      statsbomb:
        type: statsbomb
        url: %s
        concurrency: 10
    plans:
      - source: statsbomb
        dataset_type: match
        select:
          competition_id: 11
          season_id: [42, 90]
        feeds: [lineups, events, three-sixty]
    """
        .formatted(provider);
  }

  /** Puts another leat.yaml in place. */
  void write(String yaml) {
    writeToAddress(destination.address(), yaml);
  }

  /** As {@link #write}, with tables in another file. */
  void writeTo(String file, String yaml) {
    writeToAddress("duckdb:" + file, yaml);
  }

  private void writeToAddress(String address, String yaml) {
    String head = "leat: 1\ncatalog: " + place.address() + "\ndestination: " + address + "\n";
    try {
      Files.writeString(folder.resolve("leat.yaml"), head + yaml, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cli cli() {
    return Cli.in(folder);
  }

  Cli.Answer leat(String... words) {
    return cli().run(words);
  }

  Database catalog() {
    return place.database();
  }

  Path tablesFile() {
    return folder.resolve(DESTINATION);
  }

  Database tables() {
    return destination.database();
  }

  Path store() {
    return folder.resolve(".leat/store");
  }

  /** Every file of the raw store, by its path. */
  List<String> stored() {
    if (!Files.exists(store())) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(store())) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> store().relativize(path).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file that the catalog knows, by its path. */
  List<String> known() {
    return catalog().rows("SELECT path FROM file").stream().sorted().toList();
  }

  /** Datasets, revisions and hashes of files: the same for the same content. */
  List<String> catalogContent() {
    var content = new ArrayList<String>();
    content.addAll(
        catalog().rows("SELECT source, type, canonical, state, name, revisions FROM dataset"));
    content.addAll(
        catalog()
            .rows(
                "SELECT d.source, d.type, d.canonical, f.revision, f.feed, f.version, f.format,"
                    + " f.sha256, f.size, f.is_current FROM file f"
                    + " JOIN dataset d ON d.id = f.dataset"));
    content.sort(Comparator.naturalOrder());
    return content;
  }

  /** Name, number of rows and a hash over all rows of every table: the same for the same rows. */
  List<String> tablesContent() {
    return tableNames().stream()
        .map(
            table -> {
              String columns =
                  tables()
                      .rows(
                          "SELECT '\"' || column_name || '\"' FROM information_schema.columns"
                              + (" WHERE table_name = '" + table + "'")
                              + " AND table_schema = current_schema()"
                              + " AND column_name NOT IN ('_leat_file', '_leat_load')"
                              + " ORDER BY column_name")
                      .stream()
                      .collect(Collectors.joining(", "));
              return table
                  + "|"
                  + tables().text("SELECT count(*), " + hash(columns) + " FROM " + table);
            })
        .toList();
  }

  private String hash(String columns) {
    return tables().url().startsWith("jdbc:duckdb")
        ? "sum(hash(" + columns + ")::hugeint)"
        : "sum(hashtextextended(ROW(" + columns + ")::text, 0)::numeric)";
  }

  List<String> tableNames() {
    return tables()
        .rows(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
                + " AND table_name NOT LIKE '\\_leat%' ESCAPE '\\' ORDER BY table_name");
  }

  /** {@code name|rows} of every table. */
  List<String> rowCounts() {
    return tableNames().stream()
        .map(table -> table + "|" + tables().text("SELECT count(*) FROM " + table))
        .toList();
  }
}
