package dev.leat.connect.postgres;

import dev.leat.api.FileIds;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.connect.sql.Statements;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a load as temporary tables, and from there as records.
 *
 * <p>{@code _leat_added} and {@code _leat_removed} hold the request's files, {@code _leat_revision}
 * the revision of every file that the table holds or is to hold, {@code _leat_again} those that are
 * staged although the table holds them, {@code _leat_shadowed} how many keys of a file are hidden.
 */
final class Bookkeeping {
  static final String ADDED = "pg_temp._leat_added";
  static final String REMOVED = "pg_temp._leat_removed";
  static final String AGAIN = "pg_temp._leat_again";
  static final String REVISION = "pg_temp._leat_revision";
  static final String SHADOWED = "pg_temp._leat_shadowed";
  static final String QUARANTINE = "pg_temp._leat_quarantine";

  private static final String TABLES =
      """
      DROP TABLE IF EXISTS %1$s, %2$s, %3$s, %4$s, %5$s;
      CREATE TEMP TABLE %1$s (file bigint, source text, dataset_type text, dataset text,
        revision bigint, feed text, url text, sha256 text, fetched_at timestamptz);
      CREATE TEMP TABLE %2$s (file bigint PRIMARY KEY);
      CREATE TEMP TABLE %3$s (file bigint PRIMARY KEY);
      CREATE TEMP TABLE %4$s (file bigint PRIMARY KEY, revision bigint);
      CREATE TEMP TABLE %5$s (file bigint, hidden bigint)\
      """
          .formatted(ADDED, REMOVED, AGAIN, REVISION, SHADOWED);

  private final Statements sql;
  private final Records records;
  private final LoadRequest request;

  Bookkeeping(Statements sql, Records records, LoadRequest request) {
    this.sql = sql;
    this.records = records;
    this.request = request;
  }

  /**
   * Writes the request's files to the temporary tables.
   *
   * @param staged added files, and those that are staged once more
   */
  void prepare(FileIds staged) {
    FileIds added = FileIds.of(request.add().stream().mapToLong(LoadFile::id));
    sql.run(TABLES);
    copy(ADDED, request.add().stream().map(Bookkeeping::line).collect(Collectors.joining()));
    copy(REMOVED, lines(request.remove()));
    copy(AGAIN, lines(staged.minus(added)));
    sql.run(
        """
        INSERT INTO %s SELECT file, revision FROM %s
        UNION ALL SELECT file, revision FROM %s
        WHERE table_name = %s AND file NOT IN (SELECT file FROM %2$s)\
        """
            .formatted(REVISION, ADDED, records.files(), table()));
    sql.run("ANALYZE " + REMOVED + ", " + REVISION);
  }

  /** Adds keys that other files' rows hide, counted by file. */
  void shadow(Map<Long, Long> hidden) {
    copy(
        SHADOWED,
        hidden.entrySet().stream()
            .map(each -> each.getKey() + "," + each.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  /** Records which files the table holds now, and how many keys of theirs are hidden. */
  void record() {
    sql.run(
        "DELETE FROM %s WHERE table_name = %s AND %s"
            .formatted(records.files(), table(), gone(REMOVED)));
    sql.run(
        """
        INSERT INTO %s SELECT %s, file, %d, source, dataset_type, dataset, revision, feed, url,
          sha256, fetched_at, 0 FROM %s\
        """
            .formatted(records.files(), table(), request.id(), ADDED));
    sql.run(
        "UPDATE %s SET shadowed = 0 WHERE table_name = %s AND file IN (SELECT file FROM %s)"
            .formatted(records.files(), table(), AGAIN));
    sql.run(
        """
        UPDATE %s f SET shadowed = f.shadowed + s.hidden
        FROM (SELECT file, sum(hidden) AS hidden FROM %s GROUP BY file) s
        WHERE f.table_name = %s AND f.file = s.file\
        """
            .formatted(records.files(), SHADOWED, table()));
  }

  /** Keeps the quarantine of the files that the table holds, no other. */
  long recordQuarantine() {
    sql.run(
        "DELETE FROM %s WHERE table_name = %s AND (%s OR %s)"
            .formatted(records.quarantine(), table(), gone(REMOVED), gone(AGAIN)));
    sql.run(
        "INSERT INTO %s SELECT %s, file, row_number, column_name, value, reason, %d FROM %s"
            .formatted(records.quarantine(), table(), request.id(), QUARANTINE));
    return sql.number(
        "SELECT count(*) FROM (SELECT DISTINCT file, row_number FROM " + QUARANTINE + ") AS r");
  }

  private String gone(String files) {
    return switch (request.scope()) {
      case REBUILD -> "true";
      case CHANGES -> "file IN (SELECT file FROM " + files + ")";
    };
  }

  private String table() {
    return Sql.text(request.table());
  }

  private void copy(String table, String lines) {
    if (lines.isEmpty()) {
      return;
    }
    try {
      Courier.copies(sql)
          .copyIn("COPY " + table + " FROM STDIN (FORMAT csv)", new StringReader(lines));
    } catch (SQLException e) {
      throw sql.error(e);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String lines(FileIds files) {
    return files.stream().mapToObj(file -> file + "\n").collect(Collectors.joining());
  }

  private static String line(LoadFile file) {
    return file.id()
        + ","
        + quoted(file.dataset().source())
        + ","
        + quoted(file.dataset().type())
        + ","
        + quoted(file.dataset().keys().toString())
        + ","
        + file.revision()
        + ","
        + quoted(file.feed())
        + ","
        + quoted(file.url())
        + ","
        + quoted(file.sha256())
        + ","
        + file.fetchedAt().truncatedTo(ChronoUnit.MICROS)
        + "\n";
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "" : '"' + text.replace("\"", "\"\"") + '"';
  }
}
