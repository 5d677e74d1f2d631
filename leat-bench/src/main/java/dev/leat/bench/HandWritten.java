package dev.leat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody would write to get the same tables from stored files, without Leat.
 *
 * <p>Arguments: {@code sniff} or {@code typed}, which also begins the files' names, their folder,
 * the database, a file that keeps the columns' types from the first call to the second. Files are
 * sniffed in full or read with given types, into one temporary table; then objects are flattened,
 * and lists of objects become tables of their own. No hash is checked, no row knows its file,
 * nothing is replaced.
 */
public final class HandWritten {
  private record Column(String name, String type) {
    boolean isObject() {
      return type.startsWith("STRUCT(") && type.endsWith(")");
    }

    boolean isObjects() {
      return type.startsWith("STRUCT(") && type.endsWith(")[]");
    }

    /** The members of an object, or of the objects of a list. */
    List<Column> members() {
      String inner = type.substring("STRUCT(".length(), type.lastIndexOf(')'));
      var members = new ArrayList<Column>();
      int depth = 0;
      int start = 0;
      boolean quoted = false;
      for (int i = 0; i <= inner.length(); i++) {
        char glyph = i == inner.length() ? ',' : inner.charAt(i);
        quoted ^= glyph == '"';
        depth += glyph == '(' ? 1 : glyph == ')' ? -1 : 0;
        if (glyph == ',' && depth == 0 && !quoted) {
          String member = inner.substring(start, i).strip();
          int end = member.startsWith("\"") ? member.indexOf('"', 1) + 1 : member.indexOf(' ');
          members.add(
              new Column(
                  member.substring(0, end).replace("\"", ""), member.substring(end).strip()));
          start = i + 1;
        }
      }
      return members;
    }
  }

  /** What a table is made of: expressions, and lists that become tables by themselves. */
  private record Flat(List<String> columns, List<Column> lists) {
    static Flat of(List<Column> columns, String from) {
      var flat = new Flat(new ArrayList<>(), new ArrayList<>());
      columns.forEach(column -> flat.add(column, from + '"' + column.name() + '"', column.name()));
      return flat;
    }

    private void add(Column column, String path, String name) {
      if (column.isObject()) {
        for (Column member : column.members()) {
          add(member, path + ".\"" + member.name() + '"', name + "__" + member.name());
        }
      } else if (column.isObjects()) {
        lists.add(new Column(name + "=" + path, column.type()));
      } else {
        columns.add(path + " AS \"" + name + '"');
      }
    }
  }

  /** With the 512 MB that Leat takes, sniffing in full runs out of memory; so it does with 2 GB. */
  private static final String MEMORY = "8GB";

  /** More files than these cannot be sniffed in full with that either. */
  static final int SNIFFED_MAX = 60;

  private final Statement statement;

  private HandWritten(Statement statement) {
    this.statement = statement;
  }

  public static void main(String[] args) throws IOException, SQLException {
    Path types = Path.of(args[3]);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[2]);
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '" + MEMORY + "'");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute("SET temp_directory = '" + args[2] + ".spill'");
      var work = new HandWritten(statement);
      String files = files(Path.of(args[1]), args[0]);
      if (args[0].equals("sniff")) {
        work.raw(
            "read_json("
                + files
                + ", format = 'array', sample_size = -1,"
                + " maximum_sample_files = 1000000, union_by_name = true)");
        Files.writeString(
            types,
            work.columns("raw").stream()
                .map(column -> "\"" + column.name() + "\": '" + column.type() + "'")
                .collect(Collectors.joining(", ")));
        work.tables("CREATE TABLE \"%s\" AS ");
      } else {
        work.raw(
            "read_json("
                + files
                + ", format = 'array', columns = {"
                + Files.readString(types)
                + "})");
        work.tables("INSERT INTO \"%s\" ");
      }
    }
  }

  private static String files(Path folder, String part) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("events__"))
          .filter(file -> file.toString().contains("/path=" + part))
          .map(file -> "'" + file + "'")
          .sorted()
          .limit(part.equals("sniff") ? SNIFFED_MAX : Long.MAX_VALUE)
          .collect(Collectors.joining(",", "[", "]"));
    }
  }

  private void raw(String reading) throws SQLException {
    statement.execute("CREATE TEMP TABLE raw AS SELECT * FROM " + reading);
  }

  private void tables(String into) throws SQLException {
    Flat events = Flat.of(columns("raw"), "");
    write(into.formatted("events"), String.join(", ", events.columns()) + " FROM raw");
    for (Column list : events.lists()) {
      String name = list.name().substring(0, list.name().indexOf('='));
      String path = list.name().substring(list.name().indexOf('=') + 1);
      String columns = String.join(", ", Flat.of(list.members(), "each.").columns());
      write(
          into.formatted("events__" + name),
          "parent_id, "
              + columns
              + " FROM (SELECT id AS parent_id, unnest("
              + path
              + ") AS each FROM raw)");
    }
  }

  private void write(String into, String select) throws SQLException {
    statement.execute(into + "SELECT " + select);
  }

  private List<Column> columns(String table) throws SQLException {
    var columns = new ArrayList<Column>();
    try (var rows = statement.executeQuery("DESCRIBE " + table)) {
      while (rows.next()) {
        columns.add(new Column(rows.getString(1), rows.getString(2)));
      }
    }
    return columns;
  }
}
