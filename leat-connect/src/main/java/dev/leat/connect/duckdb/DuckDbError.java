package dev.leat.connect.duckdb;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;
import dev.leat.api.LeatException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can go wrong with a DuckDB file. */
enum DuckDbError implements ErrorCode {
  /** Another process, or another part of this one, has the file open. */
  DUCKDB_LOCKED(Blame.DESTINATION),
  /** The file or its folder cannot be written. */
  DUCKDB_READ_ONLY(Blame.DESTINATION),
  /** It is not a DuckDB file, or one of a newer DuckDB. */
  DUCKDB_NOT_A_DATABASE(Blame.DESTINATION),
  /** The disk of the file or of temporary data is full. */
  DUCKDB_DISK_FULL(Blame.CAPACITY),
  /** DuckDB needs more memory than it may have. */
  DUCKDB_OUT_OF_MEMORY(Blame.CAPACITY),
  /** A table of that name is there and Leat did not make it. */
  DUCKDB_FOREIGN_TABLE(Blame.DESTINATION),
  /** A function of that name is there and Leat did not make it. */
  DUCKDB_FOREIGN_MACRO(Blame.DESTINATION),
  /** Somebody made an index on a table that Leat must change. */
  DUCKDB_INDEX_IN_THE_WAY(Blame.DESTINATION),
  /** DuckDB refused a statement of a load for a reason of its own. */
  DUCKDB_REFUSED(Blame.DESTINATION),
  /** The statement of a query or an export is wrong. */
  DUCKDB_QUERY(Blame.OPERATOR),
  /** The statement of a model is wrong. */
  DUCKDB_MODEL(Blame.OPERATOR),
  /** The URL of the destination names no file. */
  DUCKDB_URL(Blame.OPERATOR);

  private static final Pattern HOLDER = Pattern.compile("held in (.+) \\(PID (\\d+)\\)");

  private final Blame blame;

  DuckDbError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }

  /** Whether somebody else has the file, so that waiting may help. */
  static boolean isLock(SQLException error) {
    String text = message(error);
    return text.contains("Could not set lock on file")
        || text.contains("Unique file handle conflict");
  }

  static LeatException locked(Path file, SQLException error) {
    Matcher holder = HOLDER.matcher(message(error));
    String by = holder.find() ? "process " + holder.group(2) : "another part of this process";
    return new LeatException(
        DUCKDB_LOCKED,
        "The DuckDB file " + file + " is held by " + by + ".",
        "Close the program that has it open, then run the command again.",
        error);
  }

  /** The error of a statement that Leat wrote. */
  static LeatException of(Path file, SQLException error) {
    String text = message(error);
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("file too large")) {
      return new LeatException(
          DUCKDB_DISK_FULL,
          "The disk ran full while writing " + file + ".",
          "Make room there; nothing of this load was written.",
          error);
    }
    if (lower.contains("out of memory error")) {
      return new LeatException(
          DUCKDB_OUT_OF_MEMORY,
          "DuckDB ran out of memory: " + firstLine(text) + ".",
          "Give DuckDB more memory, or its temporary folder more room.",
          error);
    }
    if (lower.contains("permission denied")
        || lower.contains("read-only")
        || lower.contains("no such file or directory")) {
      return new LeatException(
          DUCKDB_READ_ONLY,
          "The DuckDB file " + file + " cannot be written: " + firstLine(text) + ".",
          "Make the file and its folder writable, or name another destination.",
          error);
    }
    if (lower.contains("not a valid duckdb database file") || lower.contains("error opening")) {
      return new LeatException(
          DUCKDB_NOT_A_DATABASE,
          "The file " + file + " cannot be opened: " + firstLine(text) + ".",
          "Move it away, or name another destination.",
          error);
    }
    return new LeatException(
        DUCKDB_REFUSED,
        "DuckDB refused a statement on " + file + ": " + firstLine(text) + ".",
        "Run the load again; if it fails again, report it with this message.",
        error);
  }

  /** The error of a statement that somebody else wrote. */
  static LeatException ofQuery(SQLException error) {
    return new LeatException(
        DUCKDB_QUERY,
        "The query cannot be answered: " + message(error).strip(),
        "Correct the SQL; `leat query \"show tables\"` lists the tables.",
        error);
  }

  /** The error of a model's statement; nothing of it was written. */
  static LeatException ofModel(SQLException error) {
    LeatException ours = of(Path.of("."), error);
    return ours.code() == DUCKDB_DISK_FULL || ours.code() == DUCKDB_OUT_OF_MEMORY
        ? ours
        : new LeatException(
            DUCKDB_MODEL,
            "The model's SQL fails: " + message(error).strip(),
            "Correct the SQL; what was there before is still there.",
            error);
  }

  private static String message(SQLException error) {
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
