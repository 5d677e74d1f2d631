package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that could not be loaded, and loads that would leave none. */
final class QuarantineTest {
  @TempDir private Path folder;
  private ShopProject shop;

  @BeforeEach
  void makeProject() {
    shop = new ShopProject(folder);
  }

  @ParameterizedTest
  @EnumSource
  void aTableIsNotEmptiedByAccident(TablePlace place) {
    shop.use(place);
    String plain =
        """
        tables:
          orders:
            from: shop/orders
            write: replace
        """;
    shop.write(plain);
    shop.put("data/orders.csv", "id,customer\n10,1\n11,2\n");
    shop.leat("run").exits(0);
    shop.put("data/orders.csv", "id,customer\n");
    assertThat(shop.leat("run").exits(1).err())
        .contains(
            "error TABLE_EMPTIED in table 'orders': The load would leave orders without a row, and"
                + " it has 2.\n"
                + "  fix: Look at what the source sent; where no rows are right, add the check"
                + " `rows: {min: 0}`. Nothing was written.\n");
    assertThat(shop.tables().rows("SELECT count(*) FROM orders")).containsExactly("2");
    shop.write(plain + "    checks:\n      rows: {min: 0}\n");
    shop.leat("run").exits(0);
    assertThat(shop.tables().rows("SELECT count(*) FROM orders")).containsExactly("0");
  }

  @ParameterizedTest
  @EnumSource
  void quarantinedRowsAreReleasedWhenTheyCanBeRead(TablePlace place) {
    shop.use(place);
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
    shop.write(yaml);
    shop.put("data/customers.csv", "id,name\n1,Ada\n");
    shop.put("data/orders.csv", "id,customer,amount\n10,1,5\n11,2,6\n12,1,n/a\n13,1,7\n");
    shop.leat("run").exits(0);
    assertThat(shop.tables().rows("SELECT id FROM orders ORDER BY id")).containsExactly("10", "13");
    assertThat(shop.leat("quarantine", "list", "--output", "csv").exits(0).outLines())
        .hasSize(3)
        .startsWith("table_name,column_name,reason,rows,files")
        .anyMatch(line -> line.equals("orders,customer,refers to no row of customers,1,1"));
    assertThat(shop.leat("quarantine", "show", "orders", "--output", "csv").exits(0).outLines())
        .hasSize(3)
        .anyMatch(line -> line.contains(",path=orders.csv,1,1,customer,2,refers to no row of"))
        .anyMatch(line -> line.contains(",path=orders.csv,1,2,amount,n/a,"));

    shop.put("data/customers.csv", "id,name\n1,Ada\n2,Bob\n");
    shop.leat("run").exits(0);
    assertThat(shop.leat("quarantine", "release", "orders").exits(0).out())
        .isEqualTo("Released 1 of 2 rows of orders.\n");
    assertThat(shop.tables().rows("SELECT id FROM orders ORDER BY id"))
        .containsExactly("10", "11", "13");

    shop.write(yaml.replace("{type: integer}", "{type: text}"));
    shop.leat("run").exits(0);
    assertThat(shop.tables().rows("SELECT id FROM orders ORDER BY id"))
        .containsExactly("10", "11", "12", "13");
    assertThat(shop.leat("quarantine", "release", "orders").exits(0).out())
        .isEqualTo("Nothing of orders is in quarantine.\n");
  }

  @ParameterizedTest
  @EnumSource
  void aCorrectedValueIsReleased(TablePlace place) {
    shop.use(place);
    String yaml =
        """
        tables:
          orders:
            from: shop/orders
            key: id
            quarantine: 50%
            columns:
              amount: {type: integer}
        """;
    shop.write(yaml);
    shop.put("data/orders.csv", "id,amount\n10,5\n11,n/a\n12,6\n");
    shop.leat("run").exits(0);
    assertThat(shop.leat("quarantine", "show", "orders", "--output", "csv").exits(0).outLines())
        .hasSize(2)
        .anyMatch(line -> line.contains(",path=orders.csv,1,1,amount,n/a,"));

    shop.write(yaml.replace("{type: integer}", "{type: integer, map: {n/a: 7}}"));
    assertThat(shop.leat("quarantine", "release", "orders").exits(0).out())
        .isEqualTo("Released 1 of 1 row of orders.\n");
    assertThat(shop.tables().rows("SELECT id, amount FROM orders ORDER BY id"))
        .containsExactly("10|5", "11|7", "12|6");
    for (String action : List.of("show", "release")) {
      assertThat(shop.leat("quarantine", action, "order").exits(2).err())
          .contains("The project has no table 'order'.", "orders");
    }
  }
}
