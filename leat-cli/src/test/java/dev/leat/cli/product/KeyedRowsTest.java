package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the keys of rows promise: nulls are values, and what did not change is not touched. */
final class KeyedRowsTest {
  private static final int ROWS = 100;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void nullsInKeysMeetAndOnlyWhatChangedIsWritten(TablePlace place) {
    var shop = new ShopProject(folder);
    shop.use(place);
    shop.write(
        """
        tables:
          plays:
            from: shop/orders
            key: [quarter, clock, player]
          snapshots:
            from: shop/customers
            write: append
        """);
    shop.put("data/customers.csv", "id,name\n1,Ada\n2,Bob\n");
    shop.put("data/orders.csv", plays(3, ""));
    shop.leat("run").exits(0);
    assertThat(count(shop)).isEqualTo("3|1");

    shop.put("data/orders.csv", plays(ROWS, ""));
    assertThat(shop.leat("run").exits(0).err())
        .contains("Loaded plays: 97 inserted, 0 updated, 3 unchanged, 0 deleted, 0 quarantined");
    assertThat(count(shop)).isEqualTo("100|2");

    // The same rows from other bytes, and as an answer that came once more.
    shop.put("data/orders.csv", plays(ROWS, "\n"));
    shop.put("data/customers.csv", "id,name\n1,Ada\n2,Bob\n3,Cy\n");
    assertThat(shop.leat("run").exits(0).err())
        .contains("Loaded plays: 0 inserted, 0 updated, 100 unchanged, 0 deleted, 0 quarantined");
    assertThat(count(shop)).isEqualTo("100|2");

    shop.put("data/orders.csv", plays(ROWS, "").replace("shot 7,", "dunk 7,"));
    assertThat(shop.leat("run").exits(0).err())
        .contains("Loaded plays: 0 inserted, 1 updated, 99 unchanged, 0 deleted, 0 quarantined");
    assertThat(count(shop)).isEqualTo("100|3");
    assertThat(shop.tables().rows("SELECT play FROM plays WHERE play LIKE 'dunk%'"))
        .containsExactly("dunk 7");

    // Both answers are there, each under the run that brought it.
    assertThat(
            shop.tables()
                .rows(
                    "SELECT count(*), count(DISTINCT l.run) FROM snapshots s"
                        + " JOIN _leat_loads l ON l.id = s._leat_load"
                        + " WHERE l.table_name = 'snapshots'"))
        .containsExactly("5|2");
  }

  /** Every other play has no player, and some have no clock. */
  private static String plays(int count, String end) {
    List<String> lines =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "shot %d,%d,%s,%s"
                        .formatted(
                            i, i / 25 + 1, i % 25 == 0 ? "" : i % 25, i % 2 == 0 ? "" : "Ada"))
            .toList();
    return lines.stream().collect(Collectors.joining("\n", "play,quarter,clock,player\n", end));
  }

  private static String count(ShopProject shop) {
    return shop.tables().text("SELECT count(*), count(DISTINCT _leat_load) FROM plays");
  }
}
