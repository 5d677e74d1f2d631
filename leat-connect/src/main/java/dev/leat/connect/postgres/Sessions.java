package dev.leat.connect.postgres;

import dev.leat.connect.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Connections to one database: one at a time is in use, and one that was used well waits for the
 * next. It is asked whether it still lives before it is given out again.
 */
final class Sessions implements AutoCloseable {
  /** Connects. */
  @FunctionalInterface
  interface Connector {
    Connection connect() throws SQLException;
  }

  private static final int PING_SECONDS = 5;

  /**
   * Loads may take as long as they must and may stand still while files are read; what they wait
   * for is a lock, and that not for ever.
   */
  private static final List<String> SETTINGS =
      List.of(
          "TimeZone TO 'UTC'",
          "lock_timeout TO '30s'",
          // Who waited for a table's lock must then see what its holder committed.
          "default_transaction_isolation TO 'read committed'",
          "client_min_messages TO warning",
          "statement_timeout TO 0",
          "idle_in_transaction_session_timeout TO 0",
          "standard_conforming_strings TO on");

  private final PostgresUrl place;
  private final Connector connector;
  private final Deque<Connection> idle = new ArrayDeque<>();

  Sessions(PostgresUrl place, Connector connector) {
    this.place = place;
    this.connector = connector;
  }

  PostgresUrl place() {
    return place;
  }

  Statements open() {
    try {
      Connection known = idle.poll();
      if (known != null && known.isValid(PING_SECONDS)) {
        return statements(known);
      }
      if (known != null) {
        known.close();
      }
      Statements fresh = statements(connector.connect());
      fresh.run(
          Sql.join(SETTINGS, setting -> "SET " + setting + "; ", "")
              + "SET search_path TO "
              + Sql.name(place.schema())
              + ", public");
      return fresh;
    } catch (SQLException e) {
      throw PostgresError.of(place, e);
    }
  }

  /** Keeps a connection for the next who asks, without anything of this use. */
  void giveBack(Statements used) {
    try {
      used.runOrThrow("DISCARD TEMP");
      idle.push(used.connection());
    } catch (SQLException e) {
      drop(used);
    }
  }

  void drop(Statements used) {
    try {
      used.connection().close();
    } catch (SQLException e) {
      System.getLogger(Sessions.class.getName())
          .log(System.Logger.Level.DEBUG, "while closing a connection", e);
    }
  }

  private Statements statements(Connection connection) {
    return new Statements(connection, error -> PostgresError.of(place, error));
  }

  @Override
  public void close() {
    while (!idle.isEmpty()) {
      drop(statements(idle.pop()));
    }
  }
}
