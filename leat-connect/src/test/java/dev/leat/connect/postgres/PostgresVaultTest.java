package dev.leat.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.CommitOutcome;
import dev.leat.api.CommitOutcome.Committed;
import dev.leat.api.Load;
import dev.leat.api.TableSchema;
import dev.leat.testkit.destination.HandMade;
import dev.leat.testkit.destination.LoadBench;
import dev.leat.testkit.destination.VaultConformance;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tables of one tag share, when two processes load them at once. */
final class PostgresVaultTest {
  @Test
  void loadsOfOneTagTakeTurns() throws InterruptedException, SQLException {
    PostgresUrl place = TestServer.database();
    try (PostgresDestination one = TestServer.destination(place);
        PostgresDestination other = TestServer.destination(place);
        Connection workbench = DriverManager.getConnection("jdbc:duckdb:");
        Connection otherBench = DriverManager.getConnection("jdbc:duckdb:")) {
      HandMade sales = file(1, "sales", "7", "8");
      HandMade orders = file(2, "orders", "8", "9");
      LoadBench first =
          new LoadBench(one, workbench, "sales", VaultConformance.vault("shop", "me"));
      var outcomes = new ArrayList<CommitOutcome>();
      Thread second;
      try (Load load = one.open(first.request(List.of(sales)))) {
        load.stage(sales.batch(workbench));
        load.apply();
        var bench =
            new LoadBench(other, otherBench, "orders", VaultConformance.vault("shop", "you"));
        second =
            Thread.ofPlatform()
                .start(
                    () ->
                        outcomes.add(
                            bench.attempt(bench.request(List.of(orders)), List.of(orders))));
        String waiting =
            "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted"
                + " AND l.locktype = 'advisory' AND a.datname = '%s'"
                    .formatted(place.server().database());
        while (TestServer.rows("postgres", waiting).isEmpty()) {
          Thread.onSpinWait();
        }
        assertThat(load.commit()).isInstanceOf(Committed.class);
      }
      second.join();
      assertThat(outcomes).hasOnlyElementsOfType(Committed.class).hasSize(1);
      assertThat(first.value("select count(*) from hub_shop")).isEqualTo("3");
      assertThat(first.rows("select id, owner from tag_shop order by id, owner"))
          .containsExactly(
              List.of("7", "me"), List.of("8", "me"), List.of("8", "you"), List.of("9", "you"));
    }
  }

  private static HandMade file(long id, String table, String... keys) {
    var schema = new TableSchema(table, List.of(new Column("id", Simple.BIGINT)), List.of("id"), 0);
    return HandMade.ofRows(id, 0, schema, List.of(keys).stream().map(List::of).toList());
  }
}
