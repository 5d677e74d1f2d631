package dev.leat.testkit.destination;

import static dev.leat.testkit.destination.DestinationConformance.LINES;
import static dev.leat.testkit.destination.DestinationConformance.SALES;
import static dev.leat.testkit.destination.HistoryConformance.MONDAY;
import static dev.leat.testkit.destination.HistoryConformance.TUESDAY;
import static dev.leat.testkit.destination.HistoryConformance.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Destination;
import dev.leat.api.Disposition;
import dev.leat.api.Disposition.Absence;
import dev.leat.api.Disposition.Fact;
import dev.leat.api.Disposition.Link;
import dev.leat.api.TableSchema;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a destination that keeps vaults promises, however tables come to them and leave them. */
public interface VaultConformance {
  Disposition MERGE = new Disposition.Merge(List.of("id"), Optional.empty());
  TableSchema ORDERS =
      new TableSchema(
          "orders",
          List.of(new Column("id", Simple.BIGINT), new Column("name", Simple.TEXT)),
          List.of("id"),
          0);

  /** An empty destination; the same one whenever a test asks. */
  Destination destination();

  /** The private DuckDB from which rows come; the same one whenever a test asks. */
  Connection workbench();

  default LoadBench bench(String table, Disposition disposition) {
    return new LoadBench(destination(), workbench(), table, disposition);
  }

  static Disposition vault(String tag, String owner, Fact... facts) {
    return vault(tag, owner, Map.of(), List.of(), facts);
  }

  static Disposition vault(
      String tag, String owner, Map<String, String> dimensions, List<Link> links, Fact... facts) {
    var history = new Disposition.Scd2(List.of("id"), Optional.empty(), Absence.CLOSES);
    return new Disposition.Vault(tag, "shop", owner, history, List.of(facts), dimensions, links);
  }

  @Test
  default void aTableThatComesToAVaultGivesItsNameToAView() {
    HandMade monday =
        HandMade.of(1, 0, SALES, row("1", "'A'"))
            .with(LINES, row("0", "0", "'item'"))
            .fetched("daily", MONDAY);
    bench("sales", MERGE).reconcile(monday);
    LoadBench vault = bench("sales", vault("shop", "me"));
    HandMade tuesday = sales(2, TUESDAY, row("1", "'B'"));
    vault.rebuild(tuesday);
    assertThat(vault.rows("select name, is_current, valid_from from sales"))
        .containsExactly(row("B", "true", "" + TUESDAY));
    vault.reconcile(tuesday, sales(3, WEDNESDAY, row("1", "'C'")));
    assertThat(vault.rows("select name from sales")).containsExactly(row("C"));
    assertThatThrownBy(() -> vault.rows("select * from sales__lines"))
        .hasMessageContaining("sales__lines");

    bench("sales", MERGE).rebuild(monday, tuesday);
    assertThat(vault.rows("select name from sales")).containsExactly(row("B"));
    bench("sales", new Disposition.Replace()).rebuild(tuesday);
    assertThat(vault.rows("select name from sales")).containsExactly(row("B"));
  }

  @Test
  default void whatNobodyLoadedIsInTheWayOfAVault() {
    LoadBench vault = bench("sales", vault("shop", "me"));
    for (String taken : List.of("tag_shop", "sales")) {
      new LoadBench(destination(), workbench(), "root", new Disposition.Replace())
          .reconcile(
              HandMade.of(
                      1,
                      0,
                      new TableSchema(
                          "root", List.of(new Column("id", Simple.BIGINT)), List.of(), 0),
                      row("1"))
                  .with(
                      new TableSchema(taken, List.of(new Column("x", Simple.TEXT)), List.of(), 1),
                      row("0", "0", "'mine'")));
      assertThatThrownBy(() -> vault.reconcile(sales(2, MONDAY, row("1", "'A'"))))
          .hasMessageContaining("The table " + taken)
          .hasMessageContaining("is not one that this load made.");
      assertThat(vault.rows("select x from " + taken)).containsExactly(row("mine"));
      bench("root", new Disposition.Replace()).rebuild();
    }
  }

  @Test
  default void aTableThatLeavesAVaultTakesItsRowsAlong() {
    Disposition linked =
        vault(
            "shop",
            "me",
            Map.of("who", "name"),
            List.of(new Link("people", List.of("name"))),
            new Fact("amount", new Decimal(12, 2), "id"));
    LoadBench sales = bench("sales", linked);
    LoadBench orders =
        bench("orders", vault("shop", "you", new Fact("amount", new Decimal(12, 2), "id")));
    sales.reconcile(sales(1, MONDAY, row("1", "'A'"), row("2", "'B'")));
    orders.reconcile(orders(2, TUESDAY, row("2", "'x'"), row("3", "'y'")));
    assertThat(sales.value("select count(*) from hub_shop")).isEqualTo("3");
    assertThat(sales.value("select count(*) from dim_shop_who")).isEqualTo("2");

    bench("sales", MERGE).rebuild(sales(1, MONDAY, row("1", "'A'"), row("2", "'B'")));
    assertThat(sales.rows("select amount, name, owner from tag_shop order by amount"))
        .containsExactly(row("2.00", "x", "you"), row("3.00", "y", "you"));
    assertThat(sales.rows("select distinct created_at from hub_shop"))
        .containsExactly(row("" + TUESDAY));
    assertThat(sales.value("select count(*) from hub_shop")).isEqualTo("2");
    assertThat(sales.value("select count(*) from dim_shop_who")).isEqualTo("0");
    assertThat(sales.value("select count(*) from link_shop_people")).isEqualTo("0");
    assertThat(sales.rows("select table_name from _leat_satellites"))
        .containsExactly(row("orders"));
    assertThat(sales.rows("select id, name from sales order by id"))
        .containsExactly(row("1", "A"), row("2", "B"));

    bench("orders", MERGE).rebuild(orders(2, TUESDAY, row("2", "'x'")));
    assertThatThrownBy(() -> sales.rows("select * from tag_shop")).hasMessageContaining("tag_shop");
    assertThat(sales.value("select count(*) from hub_shop")).isEqualTo("0");
  }

  @Test
  default void aTableThatChangesItsTagLeavesTheOldOne() {
    Fact amount = new Fact("amount", new Decimal(12, 2), "id");
    LoadBench sales = bench("sales", vault("shop", "me", amount));
    sales.reconcile(sales(1, MONDAY, row("1", "'A'")));
    bench("orders", vault("shop", "you", amount)).reconcile(orders(2, TUESDAY, row("3", "'y'")));
    bench("sales", vault("bazaar", "me")).rebuild(sales(1, MONDAY, row("1", "'A'")));
    assertThat(sales.rows("select amount, name from tag_shop")).containsExactly(row("3.00", "y"));
    assertThat(sales.rows("select name from tag_shop_history")).containsExactly(row("y"));
    assertThat(sales.value("select count(*) from hub_shop")).isEqualTo("1");
    assertThat(sales.rows("select id, name from tag_bazaar")).containsExactly(row("1", "A"));
    assertThat(sales.rows("select name from sales")).containsExactly(row("A"));
  }

  @Test
  default void aTableThatLosesAllOfItsRowsHasNoViews() {
    LoadBench sales = bench("sales", vault("shop", "me"));
    sales.reconcile(sales(1, MONDAY, row("1", "'A'")));
    sales.rebuild(sales(2, TUESDAY));
    for (String view : List.of("tag_shop", "tag_shop_history", "tag_shop_pit", "sales")) {
      assertThat(
              sales.rows(
                  "select table_name from information_schema.tables where table_name = '"
                      + view
                      + "'"))
          .isEmpty();
    }
    assertThat(sales.value("select count(*) from hub_shop")).isEqualTo("0");
    sales.reconcile(sales(2, TUESDAY), sales(3, WEDNESDAY, row("1", "'A'")));
    assertThat(sales.rows("select name from tag_shop")).containsExactly(row("A"));
  }

  @Test
  default void aKeyKeepsItsDigestWhenItsColumnBecomesText() {
    LoadBench sales =
        bench(
            "sales", vault("shop", "me", Map.of(), List.of(new Link("people", List.of("buyer")))));
    HandMade numbers = typed(1, MONDAY, Simple.BIGINT, row("1001", "7"));
    HandMade texts = typed(2, TUESDAY, Simple.TEXT, row("'1001'", "'7'"), row("'x-9'", "'x'"));
    sales.reconcile(numbers);
    sales.reconcile(numbers, texts);
    assertThat(sales.rows("select id from tag_shop order by id"))
        .containsExactly(row("1001"), row("x-9"));
    assertThat(sales.value("select count(*) from hub_shop")).isEqualTo("2");
    assertThat(sales.value("select count(*) from link_shop_people")).isEqualTo("2");
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the rows are only read
  private static HandMade typed(long file, Instant at, ColumnType type, List<String>... rows) {
    return HandMade.ofRows(
            file,
            0,
            new TableSchema(
                "sales",
                List.of(new Column("id", type), new Column("buyer", type)),
                List.of("id"),
                0),
            List.of(rows))
        .fetched("daily", at);
  }

  @Test
  default void aColumnOfViewsHasATypeForAllOfItsValues() {
    LoadBench sales = bench("sales", vault("shop", "me"));
    HandMade whole = priced(1, MONDAY, Simple.BIGINT, row("1", "10"));
    HandMade exact = priced(2, TUESDAY, new Decimal(10, 2), row("1", "10"), row("2", "12.5"));
    HandMade text = priced(3, WEDNESDAY, Simple.TEXT, row("1", "'10'"), row("2", "'n/a'"));
    sales.reconcile(whole);
    sales.reconcile(whole, exact);
    for (String from : List.of("sales", "tag_shop")) {
      assertThat(sales.value("select sum(price) from " + from)).isEqualTo("22.50");
    }
    sales.reconcile(whole, exact, text);
    for (String from : List.of("sales", "tag_shop")) {
      assertThat(sales.rows("select price from " + from + " order by id"))
          .containsExactly(row("10"), row("n/a"));
    }
    assertThat(sales.rows("select price from tag_shop_history where id = 1 order by valid_from"))
        .containsExactly(row("10"), row("10"));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the rows are only read
  private static HandMade priced(long file, Instant at, ColumnType type, List<String>... rows) {
    return HandMade.ofRows(
            file,
            0,
            new TableSchema(
                "sales",
                List.of(new Column("id", Simple.BIGINT), new Column("price", type)),
                List.of("id"),
                0),
            List.of(rows))
        .fetched("daily", at);
  }

  @Test
  default void whatWasFirstSaidDoesNotDependOnTheOrderOfLoads() {
    Map<String, String> dimensions = Map.of("who", "name");
    List<Link> links = List.of(new Link("people", List.of("name")));
    LoadBench orders = bench("orders", vault("shop", "you", dimensions, links));
    orders.reconcile(orders(2, TUESDAY, row("1", "'A'")));
    bench("sales", vault("shop", "me", dimensions, links))
        .reconcile(sales(1, MONDAY, row("1", "'A'")));
    for (String table : List.of("hub_shop", "dim_shop_who", "link_shop_people")) {
      assertThat(orders.rows("select created_at from " + table)).containsExactly(row("" + MONDAY));
    }
  }

  @Test
  default void columnsThatViewsHaveThemselvesAreShownUnderAnotherName() {
    TableSchema named =
        new TableSchema(
            "sales",
            List.of(
                new Column("id", Simple.BIGINT),
                new Column("source", Simple.TEXT),
                new Column("as_of", Simple.TEXT),
                new Column("amount", Simple.TEXT),
                new Column("price", Simple.BIGINT)),
            List.of("id"),
            0);
    LoadBench sales =
        bench("sales", vault("shop", "me", new Fact("amount", Simple.BIGINT, "price")));
    sales.reconcile(
        HandMade.of(1, 0, named, row("1", "'web'", "'now'", "'much'", "5"))
            .fetched("daily", MONDAY));
    assertThat(
            sales.rows(
                "select source, source_2, as_of_2, amount, amount_2, price from tag_shop_pit"))
        .containsExactly(row("shop", "web", "now", "5", "much", "5"));
    assertThat(sales.rows("select source, as_of, amount from sales"))
        .containsExactly(row("web", "now", "much"));
  }

  @Test
  default void aMomentShowsAllThatHeldThen() {
    LoadBench sales = bench("sales", vault("shop", "me"));
    HandMade monday = sales(1, MONDAY, row("1", "'A'"), row("2", "'x'"));
    HandMade tuesday = sales(2, TUESDAY, row("1", "'B'"), row("2", "'x'"));
    HandMade wednesday = sales(3, WEDNESDAY, row("1", "'B'"));
    sales.reconcile(monday);
    sales.reconcile(monday, tuesday);
    sales.reconcile(monday, tuesday, wednesday);
    assertThat(sales.rows("select as_of, id, name from tag_shop_pit order by as_of, id"))
        .containsExactly(
            row("" + MONDAY, "1", "A"),
            row("" + MONDAY, "2", "x"),
            row("" + TUESDAY, "1", "B"),
            row("" + TUESDAY, "2", "x"),
            row("" + WEDNESDAY, "1", "B"));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the rows are only read
  private static HandMade sales(long file, Instant at, List<String>... rows) {
    return HandMade.ofRows(file, 0, SALES, List.of(rows)).fetched("daily", at);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the rows are only read
  private static HandMade orders(long file, Instant at, List<String>... rows) {
    return HandMade.ofRows(file, 0, ORDERS, List.of(rows)).fetched("orders", at);
  }

  private static List<String> row(String... values) {
    return List.of(values);
  }
}
