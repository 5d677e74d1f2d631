package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two banks in one vault: {@code write: vault}, from files that change to views over all. */
final class VaultTest {
  private static final String HEADER = "Number,Date,Account,Amount,Subcategory,Memo\n";
  private static final String FIRST =
      "1001,2024-06-01,Checking,-120.50,Utilities,Electricity bill\n";
  private static final String REST =
      """
      1002,2024-06-02,Credit Card,-45.00,Entertainment,Movie night
      1003,2024-06-03,Savings,500.00,Income,Salary deposit
      """;

  @TempDir private Path temporary;
  private Path project;
  private Cli cli;
  private Database tables = new Database("of no place yet");

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(temporary.resolve("vault"));
    Files.createDirectories(project.resolve("mock"));
    Files.createDirectories(project.resolve("other"));
    cli = Cli.in(temporary);
  }

  @Test
  void aVaultInDuckDbTellsEverything() throws IOException {
    tables = new Database("jdbc:duckdb:" + project.resolve("vault.duckdb"));
    tellsEverything("duckdb:vault.duckdb");
  }

  @Test
  void aVaultInPostgresTellsEverything() throws IOException {
    CatalogPlace.Found server = CatalogPlace.POSTGRES.make(project);
    tables = new Database(server.database().url() + "&currentSchema=money");
    tellsEverything(server.address() + "?schema=money");
  }

  private void tellsEverything(String destination) throws IOException {
    Files.writeString(project.resolve("leat.yaml"), yaml(destination));
    mock(HEADER + FIRST + REST);
    assertThat(run(0)).contains("Loaded mock: 3 inserted, 0 updated, 0 unchanged, 0 deleted");
    assertThat(query("select count(*) as n from hub_transactions")).isEqualTo("n\n3\n");
    assertThat(run(0)).contains("Nothing to do.");

    mock(HEADER + FIRST.replace("Utilities", "Power") + REST);
    assertThat(run(0)).contains("Loaded mock: 1 inserted, 1 updated, 2 unchanged, 0 deleted");
    mock(HEADER + FIRST + REST);
    assertThat(run(0)).contains("Loaded mock: 1 inserted, 1 updated, 2 unchanged, 0 deleted");
    assertThat(
            query(
                "select subcategory, is_current from tag_transactions_history where number = 1001"
                    + " order by valid_from"))
        .isEqualTo("subcategory,is_current\nUtilities,false\nPower,false\nUtilities,true\n");

    addsAColumn();
    addsABank();
    String before = query(WHOLE);
    cli.run("load", "--replay", "vault").exits(0);
    assertThat(query(WHOLE)).isEqualTo(before);
    assertThat(query("select count(*) as n from link_transactions_accounts")).isEqualTo("n\n3\n");
    refusesWhatTheTagCannotUse();
    assertThat(query(WHOLE)).isEqualTo(before);
  }

  private static String prices(String destination, String type) {
    return """
    leat: 1
    destination: "%s"
    sources:
      files: {type: files, path: mock, feeds: {a: "a*.csv", b: "b*.csv"}}
    tags:
      prices: {columns: {price: {type: "%s"}}}
    tables:
      a: {from: files/a, key: id, write: vault, tag: prices, owner: ann}
      b: {from: files/b, key: id, write: vault, tag: prices, owner: bob}
    """
        .formatted(destination, type);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSomebodyElsesStaysAndWhatOneSourceBringsBreaksNoOther(TablePlace place)
      throws IOException {
    CatalogPlace.Found found = place.make(project);
    tables = found.database();
    Files.writeString(project.resolve("leat.yaml"), prices(found.address(), "text"));
    Files.writeString(project.resolve("mock/a.csv"), "id,price\n1,2.50\n");
    Files.writeString(project.resolve("mock/b.csv"), "id,price\n2,n/a\n");
    tables.change("CREATE TABLE hub_prices (pk TEXT, created_at TIMESTAMP WITH TIME ZONE)");
    tables.change("INSERT INTO hub_prices VALUES ('mine', now())");

    assertThat(run(1)).contains("_FOREIGN_TABLE").contains("The table hub_prices in ");
    assertThat(query("select pk from hub_prices")).isEqualTo("pk\nmine\n");
    tables.change("DROP TABLE hub_prices");
    run(0);
    assertThat(query("select price from tag_prices order by price"))
        .isEqualTo("price\n2.50\nn/a\n");

    Files.writeString(project.resolve("leat.yaml"), prices(found.address(), "decimal(12,2)"));
    assertThat(run(1)).contains("TAG_VALUE_UNFIT").contains("has 'n/a' as price");
    assertThat(query("select price from tag_prices order by price"))
        .isEqualTo("price\n2.50\nn/a\n");
  }

  @Test
  void rightsAndViewsOfOthersOutliveARebuild() throws IOException {
    CatalogPlace.Found server = CatalogPlace.POSTGRES.make(project);
    Files.writeString(project.resolve("leat.yaml"), yaml(server.address() + "?schema=money"));
    mock(HEADER + FIRST + REST);
    run(0);
    tables = server.database();
    String satellite =
        tables.text("SELECT satellite FROM money._leat_satellites WHERE table_name = 'mock'");
    tables.change("DROP ROLE IF EXISTS leat_reader");
    tables.change("CREATE ROLE leat_reader");
    tables.change("GRANT SELECT ON money." + satellite + " TO leat_reader");
    tables.change("GRANT SELECT ON money.tag_transactions, money.mock TO leat_reader");
    tables.change(
        "CREATE VIEW money.spent AS SELECT sum(amount) AS spent FROM money.tag_transactions");
    tables.change("CREATE VIEW money.memos AS SELECT memo FROM money." + satellite);

    cli.run("load", "--replay", "vault").exits(0);
    for (String name : new String[] {satellite, "tag_transactions", "mock"}) {
      assertThat(
              tables.text(
                  "SELECT has_table_privilege('leat_reader', 'money." + name + "', 'SELECT')"))
          .as(name)
          .isEqualTo("t");
    }
    assertThat(tables.rows("SELECT spent FROM money.spent")).containsExactly("334.5000");
    assertThat(tables.rows("SELECT count(*) FROM money.memos")).containsExactly("3");
    assertThat(
            cli.run("query", "select memo from mock where number = 1001", "vault").exits(0).out())
        .contains("Electricity bill");
  }

  private static final String WHOLE =
      "select source, owner, timestamp, amount, description, number, pk, row_hash, loaded_at,"
          + " valid_from, valid_to, is_current, satellite, created_at"
          + " from tag_transactions_history join hub_transactions using (pk)"
          + " order by pk, valid_from";

  private void addsAColumn() throws IOException {
    mock(
        (HEADER + FIRST + REST)
            .replace("Memo\n", "Memo,Shop\n")
            .replace("bill\n", "bill,Volt\n")
            .replace("night\n", "night,Odeon\n")
            .replace("deposit\n", "deposit,Acme\n"));
    assertThat(run(0)).contains("Loaded mock: 3 inserted, 3 updated, 0 unchanged, 0 deleted");
    assertThat(query("select count(*) as n from hub_transactions")).isEqualTo("n\n3\n");
    assertThat(
            query(
                "select satellite, count(*) as n from tag_transactions_history group by satellite"
                    + " order by satellite"))
        .matches(
            """
            satellite,n
            sat_transactions_mock_james_\\d{17},5
            sat_transactions_mock_james_\\d{17},3
            """);
    assertThat(query("select amount, description, shop from tag_transactions order by timestamp"))
        .isEqualTo(
            """
            amount,description,shop
            -120.5000,Electricity bill,Volt
            -45.0000,Movie night,Odeon
            500.0000,Salary deposit,Acme
            """);
    assertThat(query("select account from dim_transactions_account order by account"))
        .isEqualTo("account\nChecking\nCredit Card\nSavings\n");
    assertThat(query("select count(*) as n from link_transactions_accounts")).isEqualTo("n\n3\n");
  }

  private void addsABank() throws IOException {
    Files.writeString(
        project.resolve("other/statement.csv"),
        """
        id,booked,value,note,accounts_pk
        x-1,2024-06-04,12.5,Refund,k1
        x-2,2024-06-05,-8,Coffee,k2
        """);
    assertThat(run(0)).contains("Loaded other: 2 inserted, 0 updated, 0 unchanged, 0 deleted");
    assertThat(
            query(
                "select source, owner, count(*) as n, sum(amount) as total from tag_transactions"
                    + " group by source, owner order by source"))
        .isEqualTo("source,owner,n,total\nmock,james,3,334.5000\nother,cat,2,4.5000\n");
    assertThat(query("select count(*) as n from hub_transactions")).isEqualTo("n\n5\n");
    assertThat(query("select count(*) as n from link_transactions_accounts"))
        .as("a column of the data that is named like a link's is none")
        .isEqualTo("n\n3\n");
    assertThat(
            query(
                "select count(*) as n from tag_transactions_pit where as_of ="
                    + " (select min(valid_from) from tag_transactions_history)"))
        .isEqualTo("n\n3\n");
  }

  private void refusesWhatTheTagCannotUse() throws IOException {
    Files.writeString(
        project.resolve("other/statement.csv"),
        "id,booked,amount_eur,note\nx-1,2024-06-04,12.5,Refund\n");
    assertThat(run(1))
        .contains(
            "The file other/file/path=statement.csv of table other brings no 'value', which the tag"
                + " transactions needs.")
        .contains(
            "Its nearest columns are amount_eur, path, note. Write the right one under 'brings',"
                + " such as amount: amount_eur.");
  }

  private static String yaml(String destination) {
    return """
    leat: 1
    destination: "%s"
    sources:
      mock:
        type: files
        path: mock
      other:
        type: files
        path: other
    tags:
      accounts:
        columns:
          name:
            type: text
    tables:
      mock:
        from: mock/file
        key: number
        write: vault
        tag: transactions
        owner: james
        brings:
          timestamp: Date
          description: memo
        dimensions: account
        links:
          accounts: account
      other:
        from: other/file
        key: id
        write: vault
        tag: transactions
        owner: cat
        brings:
          timestamp: booked
          amount: value
          description: note
    """
        .formatted(destination);
  }

  private void mock(String text) throws IOException {
    Files.writeString(project.resolve("mock/bank.csv"), text);
  }

  private String run(int exit) {
    return cli.run("run", "vault").exits(exit).err();
  }

  private String query(String sql) {
    return tables.csv(sql);
  }
}
