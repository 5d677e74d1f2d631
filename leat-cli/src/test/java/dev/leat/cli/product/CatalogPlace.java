package dev.leat.cli.product;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Which database a project's catalog is in. */
enum CatalogPlace {
  SQLITE {
    @Override
    Found make(Path project) {
      return new Found(
          ".leat/catalog.db", new Database("jdbc:sqlite:" + project.resolve(".leat/catalog.db")));
    }
  },
  POSTGRES {
    @Override
    Found make(Path project) {
      return Server.database();
    }
  };

  /**
   * A catalog of its own, empty.
   *
   * @param address as leat.yaml has it
   */
  record Found(String address, Database database) {}

  abstract Found make(Path project);

  /** One server for all tests of this process, started when first needed. */
  private static final class Server {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final EmbeddedPostgres POSTGRES = start();

    private Server() {}

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
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

    static Found database() {
      String name = "product_" + NUMBERS.incrementAndGet();
      try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      int port = POSTGRES.getPort();
      return new Found(
          "postgresql://postgres:postgres@localhost:" + port + "/" + name,
          new Database(
              "jdbc:postgresql://localhost:"
                  + port
                  + "/"
                  + name
                  + "?user=postgres&password=postgres"));
    }
  }
}
