package dev.leat.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A vault of one large CSV file in DuckDB: the first load beside the plain typed one; the same rows
 * again, as another file, and one row of a hundred changed, beside reading and hashing the file.
 *
 * <p>Arguments: how many rows, 10,000,000 (0.95 GB) where none is given. Reading and hashing is
 * DuckDB's typed {@code read_csv} with an MD5 of each row's values, written nowhere.
 */
public final class VaultLoad {
  private final Path folder;
  private final Path csv;

  private VaultLoad(Path folder) throws IOException {
    this.folder = folder;
    this.csv = Files.createDirectories(folder.resolve("data")).resolve("sales.csv");
  }

  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    if (args.length == 2) {
      alone(args[0], args[1]);
      return;
    }
    long rows = args.length == 0 ? 10_000_000 : Long.parseLong(args[0]);
    Launcher.prepare();
    try (Scratch scratch = Scratch.make()) {
      new VaultLoad(scratch.folder()).run(rows);
    }
  }

  /** DuckDB alone, in a process of its own: a plain typed load, or reading and hashing. */
  private static void alone(String what, String csv) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '512MB'");
      String read =
          """
          read_csv('%s', header = true, columns = {
            id: 'BIGINT', sold_at: 'TIMESTAMP', delivery: 'DATE', customer: 'VARCHAR',
            city: 'VARCHAR', quantity: 'BIGINT', price: 'DECIMAL(18,2)', note: 'VARCHAR'})\
          """
              .formatted(csv);
      statement.execute(
          what.equals("hash")
              ? "SELECT count(md5(concat_ws('|', id, sold_at, delivery, customer, city, quantity,"
                  + " price, note))), count(md5(CAST(id AS VARCHAR))) FROM "
                  + read
              : "ATTACH '" + csv + ".db' AS own; CREATE TABLE own.sales AS SELECT * FROM " + read);
    }
  }

  private void run(long rows) throws IOException, InterruptedException {
    SalesCsv.write(csv, rows);
    System.out.printf("%,d rows, %d MB%n", rows, Files.size(csv) >> 20);
    Measured plain = Measured.run(folder, Map.of(), self("plain", csv.toString())).succeeded();
    Measured hash = Measured.run(folder, Map.of(), self("hash", csv.toString())).succeeded();
    System.out.printf("plain typed load %s%nreading and hashing %s%n", plain, hash);
    Path project = project();
    show("first", load(project), plain);
    rewrite(rows + 1);
    show("unchanged", load(project), hash);
    rewrite(100);
    show("1 % changed", load(project), hash);
  }

  private static void show(String what, Measured vault, Measured beside) {
    System.out.printf(
        "%s %s; CPU %.2f times, wall %.2f times%n",
        what,
        vault,
        vault.cpuSeconds() / beside.cpuSeconds(),
        (double) vault.wall().toMillis() / beside.wall().toMillis());
  }

  /** Writes the file anew: the first row comes last, and each n-th row has another note. */
  private void rewrite(long nth) throws IOException {
    Path next = csv.resolveSibling("next.tmp");
    try (BufferedReader in = Files.newBufferedReader(csv);
        BufferedWriter out = Files.newBufferedWriter(next)) {
      out.write(in.readLine() + "\n");
      String first = in.readLine();
      long row = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(row % nth == 0 ? changed(line) : line);
        out.write('\n');
        row++;
      }
      out.write(first + "\n");
    }
    Files.move(next, csv, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The id stays, the last value becomes another. */
  private static String changed(String line) {
    return line.substring(0, line.lastIndexOf(',')) + ",changed";
  }

  private Path project() throws IOException {
    Path project = Files.createDirectories(folder.resolve("vault"));
    Files.writeString(
        project.resolve("leat.yaml"),
        """
        leat: 1
        destination: duckdb:sales.duckdb
        sources:
          shop:
            type: files
            path: %s
            include: "*.csv"
        tags:
          sales:
            columns:
              id:
                type: integer
        tables:
          sales:
            from: shop/file
            key: id
            write: vault
            tag: sales
        """
            .formatted(csv.getParent()));
    return project;
  }

  private static Measured load(Path project) throws IOException, InterruptedException {
    Measured.run(project, Map.of(), Launcher.command("fetch", ".")).succeeded();
    return Measured.run(project, Map.of(), Launcher.command("load", ".")).succeeded();
  }

  private static List<String> self(String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                VaultLoad.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
