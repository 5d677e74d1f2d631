package dev.leat.core.catalog;

import dev.leat.api.LeatException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns a driver's errors into ours. */
final class SqlFailure {
  private SqlFailure() {}

  static LeatException of(SQLException cause, String catalog) {
    return cause instanceof SQLiteException sqlite
        ? sqlite(sqlite, catalog)
        : server(cause, catalog);
  }

  /** Whether another attempt at the same transaction may succeed. */
  static boolean passing(SQLException cause) {
    String state = cause.getSQLState();
    // Serialization failure, deadlock, and two inserts of the same key side by side.
    return "40001".equals(state) || "40P01".equals(state) || "23505".equals(state);
  }

  static boolean credentials(SQLException cause) {
    String state = cause.getSQLState();
    return state != null && state.startsWith("28");
  }

  private static LeatException sqlite(SQLiteException cause, String catalog) {
    SQLiteErrorCode code = cause.getResultCode();
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new LeatException(
              CatalogError.CATALOG_LOCKED,
              "the catalog " + catalog + " is locked by another program",
              "wait until that program is done, or close the tool that has the file open",
              cause);
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
          new LeatException(
              CatalogError.CATALOG_READ_ONLY,
              "the catalog " + catalog + " cannot be opened for writing",
              "check the rights on the file and on its folder",
              cause);
      case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM ->
          new LeatException(
              CatalogError.CATALOG_FULL,
              "the disk refused a write to the catalog " + catalog + ": " + code.name(),
              "free some space on that disk and run again; nothing half-done is visible",
              cause);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          new LeatException(
              CatalogError.CATALOG_UNREADABLE,
              "the file " + catalog + " is not a readable catalog",
              "restore it from a backup, or rebuild it with 'leat doctor --rebuild'",
              cause);
      default -> statement(cause, catalog);
    };
  }

  private static LeatException server(SQLException cause, String catalog) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    if (credentials(cause)) {
      return new LeatException(
          CatalogError.CATALOG_CREDENTIALS,
          "the catalog's server refuses to log in to " + catalog,
          "check user and password in the catalog's URL",
          cause);
    }
    if (state.startsWith("08") || state.startsWith("57P") || state.equals("3D000")) {
      return new LeatException(
          CatalogError.CATALOG_UNREACHABLE,
          "the catalog " + catalog + " cannot be reached: " + firstLine(cause),
          "check host, port and database, and that the server runs; then run again",
          cause);
    }
    if (state.equals("42501") || state.equals("3F000")) {
      return new LeatException(
          CatalogError.CATALOG_READ_ONLY,
          "the catalog " + catalog + " may not be written by this role: " + firstLine(cause),
          "GRANT USAGE, CREATE ON its schema to the role; ?currentSchema=NAME names another schema",
          cause);
    }
    if (state.startsWith("53")) {
      return new LeatException(
          CatalogError.CATALOG_FULL,
          "the catalog's server " + catalog + " ran out of something: " + firstLine(cause),
          "free disk, memory or connections on the server, then run again",
          cause);
    }
    return statement(cause, catalog);
  }

  private static LeatException statement(SQLException cause, String catalog) {
    return new LeatException(
        CatalogError.CATALOG_STATEMENT,
        "the catalog " + catalog + " refused a statement: " + firstLine(cause),
        "report this as a bug, with the output of the same command and --debug",
        cause);
  }

  private static String firstLine(SQLException cause) {
    String message = String.valueOf(cause.getMessage()).strip();
    String line = message.lines().findFirst().orElse("no reason given");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
