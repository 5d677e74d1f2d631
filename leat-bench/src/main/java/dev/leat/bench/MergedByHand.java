package dev.leat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What somebody would write to merge the pages of {@link RestPages}, types and all, without Leat.
 *
 * <p>Arguments: the pages, one JSON document after another, and the database.
 */
public final class MergedByHand {
  private static final String ITEM =
      "STRUCT(id BIGINT, updated_at TIMESTAMPTZ, title VARCHAR, score DECIMAL(18,2), open BOOLEAN,"
          + " owner STRUCT(id BIGINT, login VARCHAR, plan STRUCT(name VARCHAR, seats BIGINT)),"
          + " tags VARCHAR[], events STRUCT(kind VARCHAR, day DATE, actor BIGINT)[])";

  private MergedByHand() {}

  public static void main(String[] args) throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[1]);
        Statement statement = connection.createStatement()) {
      for (String sql : statements(args[0])) {
        statement.execute(sql);
      }
      try (var row =
          statement.executeQuery(
              "SELECT (SELECT count(*) FROM records) || ',' || (SELECT sum(score) FROM records)"
                  + " || ',' || (SELECT count(*) FROM records__events)")) {
        row.next();
        Files.writeString(Path.of(args[1] + ".counts"), row.getString(1));
      }
    }
  }

  private static String[] statements(String pages) {
    return new String[] {
      "SET memory_limit = '512MB'",
      "SET preserve_insertion_order = false",
      "CREATE TABLE IF NOT EXISTS records (id BIGINT PRIMARY KEY, updated_at TIMESTAMPTZ,"
          + " title VARCHAR, score DECIMAL(18,2), open BOOLEAN, owner__id BIGINT,"
          + " owner__login VARCHAR, owner__plan__name VARCHAR, owner__plan__seats BIGINT,"
          + " tags VARCHAR[])",
      "CREATE TABLE IF NOT EXISTS records__events (parent_id BIGINT, position BIGINT,"
          + " kind VARCHAR, day DATE, actor BIGINT)",
      "CREATE TEMP TABLE item AS SELECT unnest(items, recursive := false) AS i FROM read_json('"
          + pages
          + "', format = 'unstructured', columns = {items: '"
          + ITEM
          + "[]'})",
      "BEGIN",
      "INSERT OR REPLACE INTO records SELECT i.id, i.updated_at, i.title, i.score, i.open,"
          + " i.owner.id, i.owner.login, i.owner.plan.name, i.owner.plan.seats, i.tags FROM item",
      "DELETE FROM records__events WHERE parent_id IN (SELECT i.id FROM item)",
      "INSERT INTO records__events SELECT id, position, e.kind, e.day, e.actor FROM"
          + " (SELECT i.id AS id, unnest(i.events) AS e, generate_subscripts(i.events, 1) AS"
          + " position FROM item)",
      "COMMIT"
    };
  }
}
