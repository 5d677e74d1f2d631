package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** References between tables, checks, profiles, the quarantine: a small shop's files. */
final class QualityTest {
  /** Where tables go. */
  enum Place {
    DUCKDB,
    POSTGRES
  }

  private static final String SOURCES =
      """
      sources:
        shop:
          type: files
          path: data
          feeds:
            customers: "customers*.csv"
            orders: "orders*.csv"
      """;

  private static final String REFERRING =
      """
      tables:
        orders:
          from: shop/orders
          key: id
          references: {customer: customers}
        customers:
          from: shop/customers
          key: id
      """;

  private static final String CHECKED =
      """
      tables:
        orders:
          from: shop/orders
          key: id
          checks:
            - rows: {min: 1, max: 100}
            - name: paid
              condition: paid <= amount
              severity: warn
          columns:
            status:
              checks: {nulls: 50%, accepted: [open, closed]}
            amount:
              checks: {min: 0, max: 1000}
      """;

  @TempDir private Path folder;
  private Database tables;
  private String destination;

  @BeforeEach
  void useDuckDb() {
    destination = "duckdb:shop.duckdb";
    tables = new Database("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
  }

  private void use(Place place) {
    if (place == Place.POSTGRES) {
      CatalogPlace.Found server = CatalogPlace.POSTGRES.make(folder);
      destination = server.address() + "?schema=public";
      tables = server.database();
    }
  }

  private void write(String yaml) {
    put("leat.yaml", "leat: 1\ndestination: " + destination + "\n" + SOURCES + yaml);
  }

  private void put(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Cli.Answer leat(String... words) {
    return Cli.in(folder).run(words);
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void rowsReferToRowsThatAreThere(Place place) {
    use(place);
    write(REFERRING);
    put("data/customers.csv", "id,name\n1,Ada\n2,Bob\n");
    put("data/orders.csv", "id,customer\n10,1\n11,2\n12,\n");
    leat("run").exits(0);
    assertThat(tables.rows("SELECT id, customer FROM orders ORDER BY id"))
        .containsExactly("10|1", "11|2", "12|null");

    put("data/orders-2.csv", "id,customer\n13,3\n14,4\n");
    assertThat(leat("run").exits(1).err())
        .contains(
            "error REFERENCE_ORPHANS in table 'orders': 2 rows of orders refer to rows of customers"
                + " that are not there: customer = 3 in orders of shop/file/path=orders-2.csv,"
                + " revision 1; customer = 4 in orders of shop/file/path=orders-2.csv, revision 1.\n"
                + "  fix: Load customers first, correct the source, or set `orphans: quarantine`;"
                + " nothing was written.\n");
    assertThat(tables.rows("SELECT count(*) FROM orders")).containsExactly("3");

    // Both come, and both go, in one run each; a customer that is needed stays.
    put("data/customers.csv", "id,name\n1,Ada\n3,Cy\n4,Di\n");
    put("data/orders.csv", "id,customer\n10,1\n");
    assertThat(leat("run").exits(0).err())
        .contains("Loaded customers: 2 inserted, 0 updated, 1 unchanged, 1 deleted, 0 quarantined");
    assertThat(tables.rows("SELECT id, customer FROM orders ORDER BY id"))
        .containsExactly("10|1", "13|3", "14|4");
    assertThat(tables.rows("SELECT id FROM customers ORDER BY id")).containsExactly("1", "3", "4");

    put("data/customers.csv", "id,name\n1,Ada B.\n3,Cy\n");
    assertThat(leat("run").exits(1).err())
        .contains(
            "error REFERENCE_IN_USE in table 'customers': Rows of customers would go to which 1 row"
                + " of orders refers: customer = 4 in orders of shop/file/path=orders-2.csv,"
                + " revision 1.\n");
    leat("load", "--replay", "--table", "orders").exits(0);
    assertThat(tables.rows("SELECT id, name FROM customers ORDER BY id"))
        .containsExactly("1|Ada B.", "3|Cy", "4|Di");
    put("data/orders-2.csv", "id,customer\n13,3\n");
    leat("run").exits(0);
    assertThat(tables.rows("SELECT id FROM customers ORDER BY id")).containsExactly("1", "3");
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void whatACheckRefusesIsNotWrittenAndFetchedAgain(Place place) {
    use(place);
    write(CHECKED);
    String head = "id,status,amount,paid\n";
    put("data/orders-1.csv", head + "1,open,10.50,0\n2,closed,20,30\n");
    assertThat(leat("run").exits(0).err())
        .contains(
            "[WARN] The check 'paid' of orders does not hold: 1 of 2 rows do not meet paid <="
                + " amount.\n");

    put("data/orders-2.csv", head + "3,lost,5000,0\n");
    put("data/orders-3.csv", head + "4,open,7,0\n");
    assertThat(leat("run").exits(1).err())
        .contains(
            "[WARN] 1 revision of orders: marked as VALIDATION_FAILED, to be fetched again by the"
                + " next run.\n",
            "error CHECK_FAILED in table 'orders': The check 'status accepted' of orders does not"
                + " hold: 1 of 4 rows have status other than open, closed: lost. They are in orders"
                + " of shop/file/path=orders-2.csv, revision 1. The check 'amount bounds' of orders"
                + " does not hold: 1 of 4 rows have amount below 0 or above 1000: 5000.00. They are"
                + " in orders of shop/file/path=orders-2.csv, revision 1.\n"
                + "  fix: Correct the source or the check. Nothing was written; the next run fetches"
                + " again what brought the rows.\n");
    assertThat(tables.rows("SELECT id FROM orders ORDER BY id")).containsExactly("1", "2");
    assertThat(catalog().rows("SELECT d.canonical, r.reason FROM revision r JOIN dataset d"
            + " ON d.id = r.dataset WHERE r.validation = 'FAILED'"))
        .hasSize(1)
        .first()
        .asString()
        .endsWith(
            "|check 'status accepted' of orders: 1 of 4 rows have status other than open, closed:"
                + " lost");

    // It is asked for again, and is as it was; then the check is corrected.
    assertThat(leat("run").exits(4).err()).contains("=> 1 tasks. 2 skipped.");
    write(CHECKED.replace("[open, closed]", "[open, closed, lost]").replace("1000", "5000"));
    leat("run").exits(0);
    assertThat(tables.rows("SELECT count(*) FROM orders")).containsExactly("4");
    assertThat(catalog().rows("SELECT count(*) FROM revision WHERE validation = 'FAILED'"))
        .containsExactly("0");

    assertThat(leat("check", "--output", "csv").exits(0).out())
        .isEqualTo(
            """
            table_name,check_name,outcome,found
            orders,rows,passed,
            orders,paid,warned,1 of 4 rows do not meet paid <= amount
            orders,status nulls,passed,
            orders,status accepted,passed,
            orders,amount bounds,passed,
            """);
    write(CHECKED.replace("max: 100}", "max: 3}"));
    assertThat(leat("check").exits(4).out()).contains("it has 4 rows, not 1 to 3");
    assertThat(leat("check", "--history", "--limit", "5", "--output", "csv").exits(0).out())
        .contains(",orders,rows,failed,\"it has 4 rows, not 1 to 3\",1,4,0\n");
  }

  private Database catalog() {
    return new Database("jdbc:sqlite:" + folder.resolve(".leat/catalog.db"));
  }

  /** Hourly news with eleven articles that come twice. */
  @Test
  void whatIsReadAndWhatIsStoredAreBothKept() {
    write(
        """
        tables:
          orders:
            from: shop/orders
            key: id
            profile: {rows: 20%, nulls: 10%, distinct: 20%}
            columns:
              id:
                checks: {distinct: {min: 99, max: 99}, unique: true}
        """);
    var first = new StringBuilder("id,title\n");
    for (int i = 0; i < 110; i++) {
      first.append(i < 99 ? i : i - 99).append(",news ").append(i % 50).append('\n');
    }
    put("data/orders-1.csv", first.toString());
    assertThat(leat("run").exits(0).err())
        .containsPattern(
            "Loaded orders: 99 inserted, .* Of 110 rows read, 11 repeat the key of another\\.\n");
    assertThat(
            catalog()
                .rows(
                    "SELECT column_name, rows_read, row_count, nulls, distinct_count, least,"
                        + " greatest FROM profile ORDER BY column_name"))
        .containsExactly(
            "|110|99|0|-1|null|null", "id|110|99|0|99|0|98", "title|110|99|0|50|news 0|news 9");

    write(
        """
        tables:
          orders:
            from: shop/orders
            key: id
            profile: {rows: 20%, nulls: 10%, distinct: 20%}
        """);
    put("data/orders-2.csv", "id,title\n" + "1,\n" + numbered(200, 240));
    assertThat(leat("run").exits(0).err())
        .contains(
            "[WARN] orders has 139 rows, and had 99: a jump of more than 20%.\n",
            "[WARN] orders.title is null in 41 of 139 rows, and was in 0 of 99: a jump of more than"
                + " 10%.\n",
            "[WARN] orders.id has 139 different values, and had 99: a jump of more than 20%.\n");
  }

  private static String numbered(int from, int to) {
    var lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append(i).append(",\n");
    }
    return lines.toString();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aTableIsNotEmptiedByAccident(Place place) {
    use(place);
    String plain =
        """
        tables:
          orders:
            from: shop/orders
            write: replace
        """;
    write(plain);
    put("data/orders.csv", "id,customer\n10,1\n11,2\n");
    leat("run").exits(0);
    put("data/orders.csv", "id,customer\n");
    assertThat(leat("run").exits(1).err())
        .contains(
            "error TABLE_EMPTIED in table 'orders': The load would leave orders without a row, and"
                + " it has 2.\n"
                + "  fix: Look at what the source sent; where no rows are right, add the check"
                + " `rows: {min: 0}`. Nothing was written.\n");
    assertThat(tables.rows("SELECT count(*) FROM orders")).containsExactly("2");
    write(plain + "    checks:\n      rows: {min: 0}\n");
    leat("run").exits(0);
    assertThat(tables.rows("SELECT count(*) FROM orders")).containsExactly("0");
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void quarantinedRowsAreReleasedWhenTheyCanBeRead(Place place) {
    use(place);
    String yaml =
        """
        tables:
          customers:
            from: shop/customers
            key: id
          orders:
            from: shop/orders
            key: id
            quarantine: 50%
            references:
              - {columns: customer, table: customers, orphans: quarantine}
            columns:
              amount: {type: integer}
        """;
    write(yaml);
    put("data/customers.csv", "id,name\n1,Ada\n");
    put("data/orders.csv", "id,customer,amount\n10,1,5\n11,2,6\n12,1,n/a\n13,1,7\n");
    leat("run").exits(0);
    assertThat(tables.rows("SELECT id FROM orders ORDER BY id")).containsExactly("10", "13");
    assertThat(leat("quarantine", "list", "--output", "csv").exits(0).outLines())
        .hasSize(3)
        .startsWith("table_name,column_name,reason,rows,files")
        .anyMatch(line -> line.equals("orders,customer,refers to no row of customers,1,1"));
    assertThat(leat("quarantine", "show", "orders", "--output", "csv").exits(0).outLines())
        .hasSize(3)
        .anyMatch(line -> line.contains(",path=orders.csv,1,1,customer,2,refers to no row of"))
        .anyMatch(line -> line.contains(",path=orders.csv,1,2,amount,n/a,"));

    put("data/customers.csv", "id,name\n1,Ada\n2,Bob\n");
    leat("run").exits(0);
    assertThat(leat("quarantine", "release", "orders").exits(0).out())
        .isEqualTo("Released 1 of 2 rows of orders.\n");
    assertThat(tables.rows("SELECT id FROM orders ORDER BY id")).containsExactly("10", "11", "13");

    write(yaml.replace("{type: integer}", "{type: text}"));
    leat("run").exits(0);
    assertThat(tables.rows("SELECT id FROM orders ORDER BY id"))
        .containsExactly("10", "11", "12", "13");
    assertThat(leat("quarantine", "release", "orders").exits(0).out())
        .isEqualTo("Nothing of orders is in quarantine.\n");
  }

  @Test
  void theManualsExampleIsThatOfAProject() throws IOException {
    write(ManualPage.example("quality.md", "quality.yaml"));
    put("data/customers.csv", "id,name\n1,Ada\n2,Bob\n");
    put(
        "data/orders.csv",
        "id,customer,status,amount,paid,placed_at\n1,1,open,10,5,2024-05-01T10:00:00Z\n");
    assertThat(leat("run").exits(0).err())
        .contains(
            "[WARN] The check 'customers without orders' of orders does not hold: its query finds 1"
                + " row: 2, Bob.\n",
            "[WARN] The check 'placed_at fresh' of orders does not hold: the newest placed_at is"
                + " 2024-05-01T10:00:00Z, more than 48h ago.\n");
  }

  @Test
  void mistakesAreToldBeforeAnythingRuns() {
    write(
        """
        tables:
          a:
            from: shop/orders
            key: id
            references: {b: b}
          b:
            from: shop/customers
            key: [id, part]
            references: {x: a}
          c:
            from: shop/orders
            references:
              - {columns: x, table: customer}
              - {columns: [x, y], table: d}
            checks:
              - {severity: warn}
          d:
            from: shop/orders
        """);
    assertThat(leat("run").exits(2).err())
        .contains(
            "The key of 'b' has 2 columns (id, part), and 1 refer to it. List one column for each,"
                + " in the order of the key.",
            "There is no table 'customer' to refer to.",
            "Rows of 'd' cannot be referred to: it has no key that is unique. Give it a 'key' and"
                + " write: merge.",
            "The check does not say what must hold. Add what it looks at, such as 'condition'.");
    write(
        """
        tables:
          a: {from: shop/orders, key: id, references: {x: b}}
          b: {from: shop/customers, key: id, references: {x: c}}
          c: {from: shop/customers, key: id, references: {x: a}}
        """);
    assertThat(leat("run").exits(2).err())
        .contains(
            "The references of 'a' lead in a circle: a -> b -> c -> a. Leave one of them out: a"
                + " table is loaded after those that it refers to.");
  }
}
