package dev.leat.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.Blame;
import dev.leat.api.Disposition;
import dev.leat.api.Export;
import dev.leat.api.Export.Format;
import dev.leat.api.LeatException;
import dev.leat.testkit.destination.DestinationConformance;
import dev.leat.testkit.destination.HandMade;
import dev.leat.testkit.destination.LoadBench;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, and what is said to those who may not. */
final class PostgresAccessTest {
  private static final HandMade FILE =
      HandMade.of(7, 0, DestinationConformance.SALES, List.of("1", "'a'"));
  private static final HandMade NEWER =
      HandMade.of(8, 1, DestinationConformance.SALES, List.of("1", "'b'"));

  @TempDir Path folder;
  private final String database = TestServer.database().server().database();
  private Connection workbench;

  @BeforeEach
  void openWorkbench() throws SQLException {
    workbench = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterEach
  void close() throws SQLException {
    workbench.close();
  }

  /** The grants are those of docs/manual/postgresql.md. */
  @Test
  void aRoleWithTheDocumentedRightsDoesEverything() {
    String role = role();
    run("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
    run("GRANT CONNECT, TEMPORARY ON DATABASE " + database + " TO " + role);
    run("CREATE SCHEMA shop AUTHORIZATION " + role);

    try (PostgresDestination destination = as(role, "p@ss/w%rd")) {
      LoadBench bench =
          new LoadBench(
              destination,
              workbench,
              "sales",
              new Disposition.Merge(List.of("id"), Optional.empty()));
      bench.reconcile(FILE);
      bench.reconcile(FILE, NEWER);
      bench.rebuild(FILE, NEWER);
      bench.reconcile(FILE);
      assertThat(bench.rows("select name from sales")).containsExactly(List.of("a"));
      assertThat(
              destination
                  .export(new Export("select * from sales", folder, Format.CSV, List.of()))
                  .rows())
          .isEqualTo(1);
    }
  }

  @Test
  void aMissingRightIsNamedWithTheGrantThatGivesIt() {
    String role = role();
    run("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
    run("GRANT CONNECT ON DATABASE " + database + " TO " + role);
    LeatException error = failure(role);
    assertThat(error)
        .hasMessage(
            "A right is missing in %s: permission denied to create temporary tables in database \"%s\"."
                .formatted(name(), database));
    assertThat(error.remedy())
        .isEqualTo(
            "Let an administrator of the database run: GRANT TEMPORARY ON DATABASE \"%s\" TO \"%s\";"
                .formatted(database, role));
    assertThat(error.blame()).isEqualTo(Blame.OPERATOR);

    run("GRANT TEMPORARY ON DATABASE " + database + " TO " + role);
    assertThat(failure(role).remedy())
        .isEqualTo(
            "Let an administrator of the database run: CREATE SCHEMA \"shop\" AUTHORIZATION \"%s\";"
                .formatted(role));
    run("CREATE SCHEMA shop");
    assertThat(failure(role).remedy())
        .isEqualTo(
            "Let an administrator of the database run: GRANT USAGE, CREATE ON SCHEMA shop TO \"%s\";"
                .formatted(role));
    run("GRANT USAGE, CREATE ON SCHEMA shop TO " + role);
    try (PostgresDestination destination = as(role, "p@ss/w%rd")) {
      bench(destination).reconcile(FILE);
    }
    run("ALTER TABLE shop.sales OWNER TO postgres");
    LeatException owner = failure(role);
    assertThat(owner.remedy())
        .isEqualTo(
            "Let an administrator of the database run: GRANT SELECT, INSERT, UPDATE, DELETE ON"
                + " \"shop\".sales TO \"%s\";".formatted(role));
  }

  @Test
  void aWrongPasswordIsTheOperatorsAndIsNotShown() {
    String role = role();
    try (PostgresDestination destination = as(role, "wr0ng-s3cret")) {
      LeatException error =
          catchThrowableOfType(LeatException.class, () -> destination.states(List.of("sales")));
      assertThat(error)
          .hasMessage(
              "The server refuses to log in to %s: password authentication failed for user \"%s\"."
                  .formatted(name(), role));
      assertThat(error.remedy())
          .isEqualTo(
              "Check user and password in the destination's URL, and the server's pg_hba.conf.");
      assertThat(error.blame()).isEqualTo(Blame.OPERATOR);
      assertThat(error.toString() + error.getCause() + destination.name())
          .doesNotContain("wr0ng-s3cret");
    }
  }

  @Test
  void aDatabaseOrServerThatIsNotThereIsNamed() {
    PostgresUrl nowhere = TestServer.url("postgres", "postgres", "nowhere");
    assertThat(failure(nowhere)).hasMessage("There is no such database: " + nowhere + ".");
    assertThat(failure(nowhere).blame()).isEqualTo(Blame.OPERATOR);

    PostgresUrl closed = PostgresUrl.parse("postgresql://a:s3cret@localhost:1/x?connectTimeout=1");
    assertThat(failure(closed))
        .hasMessageStartingWith(
            "The connection to postgresql://localhost:1/x?schema=leat failed: Connection to"
                + " localhost:1 refused.");
    assertThat(failure(closed).blame()).isEqualTo(Blame.DESTINATION);
  }

  @Test
  void aUrlSaysWhatIsWrongWithIt() {
    assertThat(PostgresUrl.parse("postgresql://u:p@host/db?schema=Foot Ball&sslmode=require"))
        .extracting(Object::toString, PostgresUrl::parameters)
        .containsExactly(
            "postgresql://host:5432/db?schema=Foot Ball", Map.of("sslmode", "require"));
    assertThat(PostgresUrl.parse("postgresql://u:p%40ss@w@host/db").password().reveal())
        .isEqualTo("p@ss@w");
    assertThat(urlFailure("postgresql://host"))
        .hasMessage("The destination's PostgreSQL URL cannot be understood.");
    assertThat(urlFailure("postgresql://host/db?connect_timeout=3"))
        .hasMessage("The destination's URL has an unknown parameter: connect_timeout.")
        .extracting(LeatException::remedy)
        .isEqualTo(
            "Use schema, or a parameter of the PostgreSQL JDBC driver, such as connectTimeout.");
    assertThat(urlFailure("postgresql://host/db?schema=pg_mine"))
        .hasMessage("A schema cannot be named 'pg_mine'.");
  }

  @Test
  void whatReadsCannotChangeAnything() {
    try (PostgresDestination destination =
        TestServer.destination(TestServer.url("postgres", "postgres", database))) {
      LoadBench bench = bench(destination);
      bench.reconcile(FILE);
      for (String change :
          List.of(
              "delete from sales",
              "commit; delete from sales",
              "select 1; commit; delete from sales",
              "with d as (delete from sales returning *) select * from d",
              "create table mine as select 1")) {
        LeatException error = catchThrowableOfType(LeatException.class, () -> bench.rows(change));
        assertThat(error).as(change).isNotNull();
        assertThat(error.blame()).isEqualTo(Blame.OPERATOR);
      }
      bench.rows("set transaction read write");
      bench.rows("commit");
      assertThat(bench.rows("select id from sales")).containsExactly(List.of("1"));
      assertThat(catchThrowableOfType(LeatException.class, () -> bench.rows("select nothing")))
          .hasMessage("The query cannot be answered: column \"nothing\" does not exist.");
    }
  }

  private String role() {
    String role = "loader_" + database;
    run("CREATE ROLE " + role + " LOGIN PASSWORD 'p@ss/w%rd'");
    return role;
  }

  private void run(String sql) {
    TestServer.run(database, sql);
  }

  private String name() {
    return TestServer.url("x", "x", database).toString();
  }

  private PostgresDestination as(String role, String password) {
    return TestServer.destination(TestServer.url(role, password.replace("%", "%25"), database));
  }

  private LeatException failure(String role) {
    try (PostgresDestination destination = as(role, "p@ss/w%rd")) {
      return catchThrowableOfType(LeatException.class, () -> bench(destination).reconcile(NEWER));
    }
  }

  private static LeatException failure(PostgresUrl place) {
    try (PostgresDestination destination = TestServer.destination(place)) {
      return catchThrowableOfType(LeatException.class, () -> destination.states(List.of("sales")));
    }
  }

  private static LeatException urlFailure(String url) {
    return catchThrowableOfType(LeatException.class, () -> PostgresUrl.parse(url));
  }

  private LoadBench bench(PostgresDestination destination) {
    return new LoadBench(destination, workbench, "sales", new Disposition.Replace());
  }

  /** Otherwise a load that waited for another one would not see what that committed. */
  @Test
  void whatIsUsualForARoleDoesNotChangeWhatALoadSees() {
    String role = role();
    run("ALTER ROLE " + role + " SET default_transaction_isolation TO 'repeatable read'");
    run("GRANT CONNECT, TEMPORARY, CREATE ON DATABASE " + database + " TO " + role);
    PostgresUrl place = TestServer.url(role, "p@ss%2Fw%25rd", database);
    try (var sessions = new Sessions(place, place::connect)) {
      String isolation = "current_setting('transaction_isolation')";
      assertThat(sessions.open().isTrue("SELECT " + isolation + " = 'read committed'")).isTrue();
    }
  }
}
