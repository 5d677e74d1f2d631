package dev.leat.core.catalog;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh, empty catalogs on both databases. */
public final class TestCatalogs {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private TestCatalogs() {}

  /** Which database. */
  public enum Kind {
    SQLITE,
    POSTGRES;

    /** Settings of an empty catalog whose tables are there. */
    public CatalogSettings settings(Path folder) {
      return CatalogSettings.of(
          this == SQLITE ? folder.resolve("catalog.db").toString() : Server.database("leat_tables"),
          "",
          "main");
    }

    /** Settings of a place where nothing is yet. */
    public CatalogSettings bare(Path folder, String prefix) {
      return CatalogSettings.of(
          this == SQLITE ? folder.resolve("catalog.db").toString() : Server.database("template1"),
          prefix,
          "main");
    }

    public Catalog open(Path folder, InstantSource clock) {
      return Catalog.open(settings(folder), clock);
    }
  }

  /** One server for all tests of this process. */
  static final class Server {
    private static final EmbeddedPostgres POSTGRES = start();

    private Server() {}

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        execute(server, "CREATE DATABASE leat_tables");
        Catalog.migrate(CatalogSettings.of(url(server, "leat_tables"), "", "main"));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static void execute(String sql) {
      execute(POSTGRES, sql);
    }

    private static void execute(EmbeddedPostgres server, String sql) {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** A new database like the given one. */
    static String database(String template) {
      String name = "catalog_" + NUMBERS.incrementAndGet();
      execute("CREATE DATABASE " + name + " TEMPLATE " + template);
      return url(POSTGRES, name);
    }

    static String url(String user, String password, String database) {
      return "postgresql://%s:%s@localhost:%d/%s"
          .formatted(user, password, POSTGRES.getPort(), database);
    }

    private static String url(EmbeddedPostgres server, String database) {
      return "postgresql://postgres:postgres@localhost:" + server.getPort() + "/" + database;
    }
  }
}
