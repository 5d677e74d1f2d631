package dev.leat.cli.product;

import java.nio.file.Path;

/** Where a project's tables are. */
enum TablePlace {
  DUCKDB {
    @Override
    CatalogPlace.Found make(Path project) {
      return new CatalogPlace.Found(
          "duckdb:tables.duckdb", new Database("jdbc:duckdb:" + project.resolve("tables.duckdb")));
    }
  },
  POSTGRES {
    @Override
    CatalogPlace.Found make(Path project) {
      CatalogPlace.Found server = CatalogPlace.POSTGRES.make(project);
      return new CatalogPlace.Found(server.address() + "?schema=public", server.database());
    }
  };

  /** An empty destination, by its address in leat.yaml and as a database to look at. */
  abstract CatalogPlace.Found make(Path project);
}
