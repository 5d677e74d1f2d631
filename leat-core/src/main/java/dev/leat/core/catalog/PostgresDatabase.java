package dev.leat.core.catalog;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/** A catalog in PostgreSQL: a few connections, each unit in a transaction of its own. */
final class PostgresDatabase implements Database {
  private static final int ATTEMPTS_MAX = 5;
  private static final long TRUSTED_NANOS = 20_000_000_000L;

  private final CatalogUrl.Server server;
  private final String prefix;
  private final UnaryOperator<Connection> hand;
  private final Semaphore connections;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private boolean closed;

  private record Idle(Session session, long since) {}

  private PostgresDatabase(
      CatalogUrl.Server server, CatalogSettings settings, UnaryOperator<Connection> hand) {
    this.server = server;
    this.prefix = settings.prefix();
    this.hand = hand;
    this.connections = new Semaphore(settings.connectionsMax());
  }

  static PostgresDatabase open(
      CatalogUrl.Server server, CatalogSettings settings, UnaryOperator<Connection> hand) {
    return new PostgresDatabase(server, settings, hand);
  }

  /** Connects by the driver itself: {@code DriverManager} would load every other driver. */
  static Connection connect(CatalogUrl.Server server) throws SQLException {
    SQLException refused = null;
    for (Secret password : server.passwords()) {
      try {
        return connect(server, password);
      } catch (SQLException e) {
        if (!SqlFailure.credentials(e)) {
          throw e;
        }
        refused = e;
      }
    }
    throw Objects.requireNonNull(refused);
  }

  private static Connection connect(CatalogUrl.Server server, Secret password) throws SQLException {
    var properties = new Properties();
    if (!server.user().isEmpty()) {
      properties.setProperty("user", server.user());
    }
    if (!password.isEmpty()) {
      properties.setProperty("password", password.reveal());
    }
    properties.setProperty("connectTimeout", "10");
    // A server that was cut off never answers; one that makes an index may take a while.
    properties.setProperty("socketTimeout", "3600");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "leat");
    // JSON columns take texts as they are.
    properties.setProperty("stringtype", "unspecified");
    String url =
        "jdbc:postgresql://"
            + server.host()
            + ":"
            + server.port()
            + "/"
            + URLEncoder.encode(server.database(), StandardCharsets.UTF_8)
            + (server.query().isEmpty() ? "" : "?" + server.query());
    return Objects.requireNonNull(driver().connect(url, properties));
  }

  private static Driver driver() {
    return ServiceLoader.load(Driver.class, PostgresDatabase.class.getClassLoader()).stream()
        .filter(found -> found.type().getName().equals("org.postgresql.Driver"))
        .findFirst()
        .orElseThrow()
        .get();
  }

  @Override
  public <T> T read(Unit<T> unit) {
    return borrowed(unit);
  }

  @Override
  public <T> T write(Durability durability, Unit<T> unit) {
    return borrowed(session -> repeated(session, durability, unit));
  }

  private static <T> T repeated(Session session, Durability durability, Unit<T> unit)
      throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction(session, durability, unit);
      } catch (SQLException e) {
        if (attempt >= ATTEMPTS_MAX || !SqlFailure.passing(e)) {
          throw e;
        }
      }
    }
  }

  private static <T> T transaction(Session session, Durability durability, Unit<T> unit)
      throws SQLException {
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try {
      if (durability == Durability.PROCESS) {
        session.execute("SET LOCAL synchronous_commit = off");
      }
      T value = unit.run(session);
      connection.commit();
      connection.setAutoCommit(true);
      return value;
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      throw e;
    }
  }

  private static void rollBack(Connection connection, Exception why) {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  private <T> T borrowed(Unit<T> unit) {
    connections.acquireUninterruptibly();
    try {
      Session session = borrow();
      T value;
      try {
        value = unit.run(session);
      } catch (SQLException | RuntimeException e) {
        giveBackOrDrop(session);
        throw e;
      }
      giveBack(session);
      return value;
    } catch (SQLException e) {
      throw SqlFailure.of(e, server.toString());
    } finally {
      connections.release();
    }
  }

  private Session borrow() throws SQLException {
    while (true) {
      Idle found;
      synchronized (idle) {
        if (closed) {
          throw new LeatException(
              CatalogError.CATALOG_CLOSED,
              "the catalog " + server + " was closed while it was still in use",
              "report this as a bug, with the output of the same command and --debug");
        }
        found = idle.poll();
      }
      if (found == null) {
        return new Session(hand.apply(connect(server)), Dialect.POSTGRES, prefix);
      }
      boolean trusted = System.nanoTime() - found.since() < TRUSTED_NANOS;
      if (trusted || found.session().connection().isValid(5)) {
        return found.session();
      }
      found.session().close();
    }
  }

  private void giveBackOrDrop(Session session) throws SQLException {
    if (session.connection().isValid(5)) {
      giveBack(session);
    } else {
      session.close();
    }
  }

  private void giveBack(Session session) throws SQLException {
    synchronized (idle) {
      if (!closed) {
        idle.push(new Idle(session, System.nanoTime()));
        return;
      }
    }
    session.close();
  }

  @Override
  public void close() {
    try {
      synchronized (idle) {
        closed = true;
        for (Idle each : idle) {
          each.session().close();
        }
        idle.clear();
      }
    } catch (SQLException e) {
      throw SqlFailure.of(e, server.toString());
    }
  }
}
