package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables with {@code write: scd2}, from files that change to SQL, on both destinations. */
final class HistoryTest {
  private static final String HEADER = "Number,Date,Account,Amount\n";
  private static final String VERSIONS =
      "select number, amount, is_current, valid_to is null as open from bank order by number,"
          + " valid_from";
  private static final String WHOLE =
      "select number, date, account, amount, valid_from, valid_to, is_current, _leat_file,"
          + " _leat_row from bank order by number, valid_from";

  @TempDir private Path temporary;
  private Path project;
  private Cli cli;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(temporary.resolve("bank"));
    Files.createDirectory(project.resolve("data"));
    cli = Cli.in(temporary);
  }

  @Test
  void versionsOfRowsStayInDuckDb() throws IOException {
    keepsEveryVersion("duckdb:bank.duckdb");
  }

  @Test
  void versionsOfRowsStayInPostgres() throws IOException {
    CatalogPlace.Found server = CatalogPlace.POSTGRES.make(project);
    keepsEveryVersion(server.address() + "?schema=money");
  }

  private void keepsEveryVersion(String destination) throws IOException {
    Files.writeString(
        project.resolve("leat.yaml"),
        """
        leat: 1
        destination: "%s"
        sources:
          bank:
            type: files
            path: data
        tables:
          bank:
            from: bank/file
            key: number
            write: scd2
        """
            .formatted(destination));
    bank("1001,2024-06-01,Checking,-120.50\n1002,2024-06-02,Savings,-45.00\n");
    assertThat(run()).contains("2 inserted, 0 updated, 0 unchanged, 0 deleted, 0 quarantined");
    bank("1001,2024-06-01,Checking,-99.00\n1002,2024-06-02,Savings,-45.00\n");
    assertThat(run()).contains("1 inserted, 1 updated, 1 unchanged, 0 deleted, 0 quarantined");
    bank("1001,2024-06-01,Checking,-120.5\n1002,2024-06-02,Savings,-45\n");
    assertThat(run()).contains("1 inserted, 1 updated, 1 unchanged, 0 deleted, 0 quarantined");
    bank("1001,2024-06-01,Checking,-120.50\n");
    assertThat(run()).contains("0 inserted, 0 updated, 1 unchanged, 1 deleted, 0 quarantined");

    assertThat(query(VERSIONS).lines())
        .containsExactly(
            "number,amount,is_current,open",
            "1001,-120.50,false,false",
            "1001,-99.00,false,false",
            "1001,-120.50,true,true",
            "1002,-45.00,false,false");
    String before = query(WHOLE);
    cli.run("load", "--replay", "bank").exits(0);
    assertThat(query(WHOLE)).isEqualTo(before);
    assertThat(
            query(
                "select count(*) as n from bank b join _leat_files f on f.fetched_at ="
                    + " b.valid_from"))
        .isEqualTo("n\n4\n");
  }

  private void bank(String rows) throws IOException {
    Files.writeString(project.resolve("data/bank.csv"), HEADER + rows);
  }

  private String run() {
    return cli.run("run", "bank").exits(0).err();
  }

  private String query(String sql) {
    return cli.run("query", sql, "bank", "--output", "csv").exits(0).out();
  }
}
