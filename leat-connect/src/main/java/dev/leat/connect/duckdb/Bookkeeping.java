package dev.leat.connect.duckdb;

import dev.leat.api.FileIds;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.connect.sql.Statements;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The files of a load as temporary tables, and from there as records.
 *
 * <p>{@code _leat_added} and {@code _leat_removed} hold the request's files, {@code _leat_revision}
 * the revision of every file that the table holds or is to hold, {@code _leat_again} those that are
 * staged although the table holds them.
 */
final class Bookkeeping {
  static final String ADDED = Sql.temporary("_leat_added");

  private final Statements sql;
  private final LoadRequest request;
  private final Path file;
  private final FileIds again;

  /**
   * @param staged added files, and those that are staged once more
   */
  Bookkeeping(Statements sql, LoadRequest request, Path file, FileIds staged) {
    this.sql = sql;
    this.request = request;
    this.file = file;
    this.again = staged.minus(FileIds.of(request.add().stream().mapToLong(LoadFile::id)));
  }

  void prepare() {
    sql.run(
        """
        CREATE OR REPLACE TEMP TABLE _leat_added (file BIGINT, source VARCHAR,
          dataset_type VARCHAR, dataset VARCHAR, revision BIGINT, feed VARCHAR, url VARCHAR,
          sha256 VARCHAR, fetched_at TIMESTAMP)\
        """);
    sql.run("CREATE OR REPLACE TEMP TABLE _leat_removed (file BIGINT)");
    sql.run("CREATE OR REPLACE TEMP TABLE _leat_again (file BIGINT)");
    sql.run("CREATE OR REPLACE TEMP TABLE _leat_shadowed (file BIGINT)");
    try {
      appendFiles();
    } catch (SQLException e) {
      throw DuckDbError.of(file, e);
    }
    sql.run(
        """
        CREATE OR REPLACE TEMP TABLE _leat_revision AS
        SELECT file, revision FROM %s
        UNION ALL SELECT file, revision FROM %s
        WHERE table_name = %s AND file NOT IN (SELECT file FROM %1$s)\
        """
            .formatted(ADDED, Records.FILES, table()));
  }

  /** Records which files the table holds now, and how many keys of theirs are hidden. */
  void record() {
    String gone =
        switch (request.scope()) {
          case REBUILD -> "true";
          case CHANGES -> "file IN (SELECT file FROM " + Merge.REMOVED + ")";
        };
    sql.run("DELETE FROM %s WHERE table_name = %s AND %s".formatted(Records.FILES, table(), gone));
    sql.run(
        """
        INSERT INTO %s SELECT %s, file, %d, source, dataset_type, dataset, revision, feed, url,
          sha256, fetched_at AT TIME ZONE 'UTC', 0 FROM %s\
        """
            .formatted(Records.FILES, table(), request.id(), ADDED));
    sql.run(
        "UPDATE %s SET shadowed = 0 WHERE table_name = %s AND file IN (SELECT file FROM %s)"
            .formatted(Records.FILES, table(), Merge.AGAIN));
    sql.run(
        """
        UPDATE %s f SET shadowed = f.shadowed + s.hidden
        FROM (SELECT file, count(*) AS hidden FROM %s GROUP BY file) s
        WHERE f.table_name = %s AND f.file = s.file\
        """
            .formatted(Records.FILES, Merge.SHADOWED, table()));
  }

  /** Keeps the quarantine of the files that the table holds, no other. */
  long recordQuarantine(Stage stage) {
    String gone =
        switch (request.scope()) {
          case REBUILD -> "true";
          case CHANGES ->
              "file IN (SELECT file FROM %s UNION ALL SELECT file FROM %s)"
                  .formatted(Merge.REMOVED, Merge.AGAIN);
        };
    sql.run(
        "DELETE FROM %s WHERE table_name = %s AND %s".formatted(Records.QUARANTINE, table(), gone));
    sql.run(
        "INSERT INTO %s SELECT %s, file, row_number, column_name, value, reason, %d FROM %s"
            .formatted(Records.QUARANTINE, table(), request.id(), stage.quarantine()));
    return sql.number(
        "SELECT count(*) FROM (SELECT DISTINCT file, row_number FROM " + stage.quarantine() + ")");
  }

  void drop() {
    for (String table :
        List.of("added", "removed", "again", "revision", "shadowed", "loser", "match", "child")) {
      sql.run("DROP TABLE IF EXISTS " + Sql.temporary("_leat_" + table));
    }
  }

  private String table() {
    return Sql.text(request.table());
  }

  private void appendFiles() throws SQLException {
    var connection = sql.connection().unwrap(DuckDBConnection.class);
    try (DuckDBAppender rows = connection.createAppender("temp", "main", "_leat_added")) {
      for (LoadFile added : request.add()) {
        append(rows, added);
      }
    }
    append(connection, "_leat_removed", request.remove());
    append(connection, "_leat_again", again);
  }

  private static void append(DuckDBConnection connection, String table, FileIds files)
      throws SQLException {
    try (DuckDBAppender rows = connection.createAppender("temp", "main", table)) {
      for (long id : files.stream().toArray()) {
        rows.beginRow().append(id).endRow();
      }
    }
  }

  private static void append(DuckDBAppender rows, LoadFile added) throws SQLException {
    rows.beginRow()
        .append(added.id())
        .append(added.dataset().source())
        .append(added.dataset().type())
        .append(added.dataset().keys().toString())
        .append((long) added.revision())
        .append(added.feed())
        .append(added.url())
        .append(added.sha256())
        .append(added.fetchedAt().atOffset(ZoneOffset.UTC).toLocalDateTime())
        .endRow();
  }
}
