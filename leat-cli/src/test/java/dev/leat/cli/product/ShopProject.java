package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project about customers and orders in CSV files below {@code data}. */
final class ShopProject {
  private static final String SOURCES =
      """
      sources:
        shop:
          type: files
          path: data
          feeds:
            customers: "customers*.csv"
            orders: "orders*.csv"
      """;

  private final Path folder;
  private String destination;
  private Database tables;

  ShopProject(Path folder) {
    this.folder = folder;
    this.destination = "duckdb:shop.duckdb";
    this.tables = new Database("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
  }

  void use(TablePlace place) {
    CatalogPlace.Found found = place.make(folder);
    destination = found.address();
    tables = found.database();
  }

  /** Puts a leat.yaml in place: what follows the sources. */
  void write(String yaml) {
    put("leat.yaml", "leat: 1\ndestination: " + destination + "\n" + SOURCES + yaml);
  }

  void put(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Cli.Answer leat(String... words) {
    return Cli.in(folder).run(words);
  }

  Database tables() {
    return tables;
  }

  Database catalog() {
    return new Database("jdbc:sqlite:" + folder.resolve(".leat/catalog.db"));
  }
}
