package dev.leat.connect.sql;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.LoadFile;
import dev.leat.api.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads what the load records say of files and of the rows that came from them. */
public final class OriginRows {
  /** The columns of a file, in the order in which {@link #file} reads them. */
  public static final String FILE =
      "f.file, f.source, f.dataset_type, f.dataset, f.revision, f.feed, f.url, f.sha256,"
          + " f.fetched_at";

  private OriginRows() {}

  /** A row of {@link #FILE}, then the row's position, its load, the load's run and time. */
  public static Origin origin(String table, ResultSet row) throws SQLException {
    return new Origin(
        table, file(row), row.getLong(10), row.getLong(11), row.getString(12), instant(row, 13));
  }

  public static LoadFile file(ResultSet row) throws SQLException {
    return new LoadFile(
        row.getLong(1),
        new DatasetId(row.getString(2), row.getString(3), Keys.parse(row.getString(4))),
        row.getInt(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        instant(row, 9));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return switch (row.getObject(column)) {
      case OffsetDateTime at -> at.toInstant();
      case Timestamp at -> at.toInstant();
      case Object other -> Instant.parse(other.toString());
    };
  }
}
