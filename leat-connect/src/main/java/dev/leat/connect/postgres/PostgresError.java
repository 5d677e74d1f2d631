package dev.leat.connect.postgres;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;
import dev.leat.api.LeatException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What can go wrong with a PostgreSQL database. */
enum PostgresError implements ErrorCode {
  /** The URL of the destination is wrong. */
  POSTGRES_URL(Blame.OPERATOR),
  /** The server does not take user and password, or not from here. */
  POSTGRES_CREDENTIALS(Blame.OPERATOR),
  /** The server has no such database. */
  POSTGRES_DATABASE(Blame.OPERATOR),
  /** A right is missing. */
  POSTGRES_RIGHTS(Blame.OPERATOR),
  /** A view or another object stands on a column that must change. */
  POSTGRES_IN_THE_WAY(Blame.OPERATOR),
  /** The statement of a query or an export is wrong. */
  POSTGRES_QUERY(Blame.OPERATOR),
  /** A model's SQL fails. */
  POSTGRES_MODEL(Blame.OPERATOR),
  /** The server cannot be reached, or went away. */
  POSTGRES_UNREACHABLE(Blame.DESTINATION),
  /** Somebody else has the table, or two sessions blocked each other. */
  POSTGRES_LOCKED(Blame.DESTINATION),
  /** A table of that name is there and Leat did not make it. */
  POSTGRES_FOREIGN_TABLE(Blame.DESTINATION),
  /** A function of that name is there and Leat did not make it. */
  POSTGRES_FOREIGN_FUNCTION(Blame.DESTINATION),
  /** The server refused a statement of a load for a reason of its own. */
  POSTGRES_REFUSED(Blame.DESTINATION),
  /** A value that no column can hold, or that somebody's own constraint forbids. */
  POSTGRES_VALUE(Blame.DATA),
  /** The server's disk, memory or connections have run out. */
  POSTGRES_FULL(Blame.CAPACITY),
  /** The memory or the temporary disk of the machine that loads has run out. */
  POSTGRES_STAGING_FULL(Blame.CAPACITY);

  private static final Pattern RIGHT =
      Pattern.compile("permission denied for (schema|database|table|view|sequence) (\\S+)");
  private static final Pattern TEMPORARY =
      Pattern.compile("permission denied to create temporary tables in database \"(.+)\"");
  private static final Pattern OWNER = Pattern.compile("must be owner of (\\w+) (\\S+)");

  private final Blame blame;

  PostgresError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }

  /** Whether the answer, if there is one, got lost with the connection. */
  static boolean isLost(SQLException error) {
    String state = state(error);
    return state.startsWith("08") || state.startsWith("57P") || state.isEmpty();
  }

  /** The error of a statement that Leat wrote. */
  static LeatException of(PostgresUrl place, SQLException error) {
    String state = state(error);
    String kind = state.length() < 2 ? "" : state.substring(0, 2);
    if (state.equals("42501")) {
      return rights(place, error);
    }
    if (state.equals("0A000") || state.equals("2BP01")) {
      return of(
          POSTGRES_IN_THE_WAY,
          "A table in " + place + " must change, and PostgreSQL forbids it: " + detailed(error),
          "Drop what stands in the way, load again, then create it anew.",
          error);
    }
    if (state.equals("55P03") || state.startsWith("40")) {
      return of(
          POSTGRES_LOCKED,
          "Another session has a table in " + place + " that the load needs: " + said(error),
          "Wait until the other load or transaction is done, then run the command again.",
          error);
    }
    if (isLost(error)) {
      return of(
          POSTGRES_UNREACHABLE,
          "The connection to " + place + " failed: " + said(error),
          "Check host, port and network, and that the server runs; then run the command again.",
          error);
    }
    return switch (kind) {
      case "28" ->
          of(
              POSTGRES_CREDENTIALS,
              "The server refuses to log in to " + place + ": " + said(error),
              "Check user and password in the destination's URL, and the server's pg_hba.conf.",
              error);
      case "3D" ->
          of(
              POSTGRES_DATABASE,
              "There is no such database: " + place + ".",
              "Create it, or correct the destination's URL.",
              error);
      case "53" ->
          of(
              POSTGRES_FULL,
              "The server of " + place + " ran out of something: " + said(error),
              "Make room on the server; nothing of this load was written.",
              error);
      case "22", "23", "54" ->
          of(
              POSTGRES_VALUE,
              "PostgreSQL refuses a row for " + place + ": " + detailed(error),
              "Correct the source, or declare another type or key; nothing was written.",
              error);
      default ->
          of(
              POSTGRES_REFUSED,
              "PostgreSQL refused a statement on " + place + ": " + detailed(error),
              "Run the load again; if it fails again, report it with this message.",
              error);
    };
  }

  /** The error of a statement that somebody else wrote. */
  static LeatException ofQuery(PostgresUrl place, SQLException error) {
    if (isLost(error) || state(error).startsWith("53") || state(error).equals("42501")) {
      return of(place, error);
    }
    return of(
        POSTGRES_QUERY,
        "The query cannot be answered: " + detailed(error),
        "Correct the SQL; tables are in information_schema.tables.",
        error);
  }

  /** The error of a model's SQL. */
  static LeatException ofModel(PostgresUrl place, SQLException error) {
    LeatException ours = ofQuery(place, error);
    return ours.code() != POSTGRES_QUERY
        ? ours
        : of(
            POSTGRES_MODEL,
            "The model's SQL fails: " + detailed(error),
            "Correct the SQL; what was there before is still there.",
            error);
  }

  /** A view that does not fit what it stands on any more. */
  static LeatException inTheWay(PostgresUrl place, String view, SQLException error) {
    return of(
        POSTGRES_IN_THE_WAY,
        "A table in "
            + place
            + " must change, and the view "
            + view
            + " does not fit it then: "
            + detailed(error),
        "Drop what stands in the way, load again, then create it anew.",
        error);
  }

  /** The error of a statement on the engine's DuckDB. */
  static LeatException ofStaging(SQLException error) {
    String text = said(error);
    String lower = text.toLowerCase(Locale.ROOT);
    boolean full = lower.contains("out of memory") || lower.contains("no space left");
    return full
        ? of(
            POSTGRES_STAGING_FULL,
            "The rows of the load do not fit: " + text,
            "Give the machine that loads more memory or temporary disk.",
            error)
        : of(
            POSTGRES_REFUSED,
            "The embedded DuckDB refused a statement of the load: " + text,
            "Run the load again; if it fails again, report it with this message.",
            error);
  }

  private static LeatException rights(PostgresUrl place, SQLException error) {
    String text = said(error);
    String role = place.user().isEmpty() ? "CURRENT_USER" : Sql.name(place.user());
    Matcher right = RIGHT.matcher(text);
    Matcher temporary = TEMPORARY.matcher(text);
    Matcher owner = OWNER.matcher(text);
    String grant;
    if (temporary.find()) {
      grant = "GRANT TEMPORARY ON DATABASE " + Sql.name(temporary.group(1)) + " TO " + role;
    } else if (owner.find()) {
      grant = "ALTER TABLE " + place.schema() + "." + owner.group(2) + " OWNER TO " + role;
    } else if (right.find()) {
      grant =
          switch (right.group(1)) {
            case "schema" -> "GRANT USAGE, CREATE ON SCHEMA " + right.group(2) + " TO " + role;
            case "database" ->
                "CREATE SCHEMA " + Sql.name(place.schema()) + " AUTHORIZATION " + role;
            default ->
                "GRANT SELECT, INSERT, UPDATE, DELETE ON "
                    + Sql.name(place.schema())
                    + "."
                    + right.group(2)
                    + " TO "
                    + role;
          };
    } else {
      grant = "CREATE SCHEMA " + Sql.name(place.schema()) + " AUTHORIZATION " + role;
    }
    return of(
        POSTGRES_RIGHTS,
        "A right is missing in " + place + ": " + text,
        "Let an administrator of the database run: " + grant + ";",
        error);
  }

  private static LeatException of(
      PostgresError code, String problem, String remedy, SQLException cause) {
    return new LeatException(code, problem.endsWith(".") ? problem : problem + ".", remedy, cause);
  }

  private static String state(SQLException error) {
    return error.getSQLState() == null ? "" : error.getSQLState();
  }

  /** The first line of what the server, or the driver, said. */
  private static String said(SQLException error) {
    String text =
        error instanceof PSQLException known && known.getServerErrorMessage() != null
            ? String.valueOf(known.getServerErrorMessage().getMessage())
            : String.valueOf(error.getMessage());
    return text.lines().findFirst().orElse("no reason given").strip();
  }

  private static String detailed(SQLException error) {
    ServerErrorMessage server =
        error instanceof PSQLException known ? known.getServerErrorMessage() : null;
    String detail = server == null ? null : server.getDetail();
    String where = server == null ? null : server.getWhere();
    String more = detail != null ? " (" + detail + ")" : where != null ? " (" + where + ")" : "";
    return said(error) + more.lines().findFirst().orElse("");
  }
}
