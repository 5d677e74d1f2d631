package dev.leat.connect.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL server for all tests of this process, with a new database for whoever asks. */
final class TestServer {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private TestServer() {}

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      askForPasswords(server);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Otherwise the server trusts everybody; now not those whose names begin with loader. */
  private static void askForPasswords(EmbeddedPostgres server) throws IOException, SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      ResultSet found = statement.executeQuery("SHOW hba_file");
      found.next();
      Path rules = Path.of(found.getString(1));
      Files.writeString(rules, "host all /^loader_ all scram-sha-256\n" + Files.readString(rules));
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty database in which the superuser loads into the schema shop. */
  static PostgresUrl database() {
    String name = "shop_" + NUMBERS.incrementAndGet();
    run("postgres", "CREATE DATABASE " + name);
    return url("postgres", "postgres", name);
  }

  static PostgresUrl url(String user, String password, String database) {
    return PostgresUrl.parse(
        "postgresql://%s:%s@localhost:%d/%s?schema=shop"
            .formatted(user, password, SERVER.getPort(), database));
  }

  static PostgresDestination destination(PostgresUrl place) {
    return new PostgresDestination(place, place::connect, Courier.Door.PIPE);
  }

  /** Runs a statement as the superuser. */
  static void run(String database, String sql) {
    try (Connection connection = SERVER.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of an answer, values joined by a bar. */
  static List<String> rows(String database, String sql) {
    try (Connection connection = SERVER.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (found.next()) {
        var values = new ArrayList<String>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(found.getString(i)));
        }
        rows.add(String.join("|", values));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
