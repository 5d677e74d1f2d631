package dev.leat.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Loading one large CSV file: into DuckDB beside DuckDB's own {@code CREATE TABLE AS} with given
 * types, and into PostgreSQL beside {@code psql \copy} into a table with the same columns.
 *
 * <p>Arguments: how many rows, 10,000,000 (0.95 GB) where none is given. Leat reads its stored
 * copy, checks its hash, finds the types by itself, and says of every row where it is from. The
 * server runs beside, so only clients are measured; {@code psql} must be on the path.
 */
public final class LoadCsv {
  private static final String TABLE =
      """
      CREATE TABLE sales (id bigint, sold_at timestamp, delivery date, customer text, city text,
        quantity bigint, price numeric(18,2), note text)\
      """;

  private final Path folder;
  private final Path csv;

  private LoadCsv(Path folder) throws IOException {
    this.folder = folder;
    this.csv = Files.createDirectories(folder.resolve("data")).resolve("sales.csv");
  }

  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    if (args.length == 3 && args[0].equals("own")) {
      own(args[1], args[2]);
      return;
    }
    long rows = args.length == 0 ? 10_000_000 : Long.parseLong(args[0]);
    Launcher.prepare();
    try (Scratch scratch = Scratch.make()) {
      new LoadCsv(scratch.folder()).run(rows);
    }
  }

  /** DuckDB alone, in a process of its own. */
  private static void own(String csv, String database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '512MB'");
      statement.execute("SET preserve_insertion_order = true");
      statement.execute(
          """
          CREATE TABLE sales AS SELECT * FROM read_csv('%s', header = true, columns = {
            id: 'BIGINT', sold_at: 'TIMESTAMP', delivery: 'DATE', customer: 'VARCHAR',
            city: 'VARCHAR', quantity: 'BIGINT', price: 'DECIMAL(18,2)', note: 'VARCHAR'})\
          """
              .formatted(csv));
    }
  }

  private void run(long rows) throws IOException, InterruptedException, SQLException {
    SalesCsv.write(csv, rows);
    System.out.printf("%,d rows, %d MB%n", rows, Files.size(csv) >> 20);
    Measured own =
        Measured.run(
                folder, Map.of(), self("own", csv.toString(), folder.resolve("own.db").toString()))
            .succeeded();
    Path project = project("duck", "duckdb:sales.duckdb");
    Measured leat = load(project);
    System.out.printf("into DuckDB%n  Leat %s%n  own CREATE TABLE AS %s%n", leat, own);
    Scratch.delete(project);
    try (var server = EmbeddedPostgres.builder().start()) {
      intoPostgres(server);
    }
  }

  private void intoPostgres(EmbeddedPostgres server)
      throws IOException, InterruptedException, SQLException {
    String url = "postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres";
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      Measured copy =
          Measured.run(
                  folder,
                  Map.of(),
                  List.of(
                      "psql",
                      url,
                      "-q",
                      "-c",
                      "\\copy sales from '" + csv + "' (format csv, header)"))
              .succeeded();
      statement.execute("DROP TABLE sales");
      statement.execute("CHECKPOINT");
      Measured leat = load(project("postgres", url));
      System.out.printf("into PostgreSQL%n  Leat %s%n  psql \\copy %s%n", leat, copy);
      System.out.printf(
          "  wall, Leat to \\copy %.2f%n",
          (double) leat.wall().toMillis() / copy.wall().toMillis());
    }
  }

  private Path project(String name, String destination) throws IOException {
    Path project = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        project.resolve("leat.yaml"),
        """
        leat: 1
        destination: %s
        sources:
          shop:
            type: files
            path: %s
            feeds:
              sales: "*.csv"
        """
            .formatted(destination, csv.getParent()));
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
                LoadCsv.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
