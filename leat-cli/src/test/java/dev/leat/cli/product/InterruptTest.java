package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Being told to stop, gently and less so. */
final class InterruptTest {
  @TempDir private Path folder;
  private final StatsBombProvider provider = StatsBombProvider.start();

  @BeforeEach
  void makeProject() {
    Football.project(folder.resolve("football"), provider);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void recordsThatARunWasAbortedAndGoesOnFromThere(String signal, int exitCode) {
    Cli cli = Cli.in(folder);
    var gate = new CountDownLatch(1);
    block(gate);
    try (Cli.Running running = cli.start("run", "football", "--select", "season_id=42")) {
      running.awaitErr("Scheduled|Discovered");
      running.signal(signal);
      running.awaitErr("Stopping: what is in flight may finish. Once more ends at once.");
      gate.countDown();
      Cli.Answer answer = running.end();
      assertThat(answer.exitCode()).as(answer.toString()).isEqualTo(exitCode);
      assertThat(answer.err()).contains("Aborted. What was finished is kept;");
    }
    assertThat(cli.run("show", "runs", "football", "--output", "csv").exits(0).out())
        .contains(",aborted,");
    cli.run("run", "football", "--select", "season_id=42").exits(0);
    assertThat(cli.run("list", "football", "--count").exits(0).out()).isEqualTo("33\n");
  }

  @Test
  void endsAtOnceOnTheSecondSignal() {
    block(new CountDownLatch(1));
    try (Cli.Running running =
        Cli.in(folder).start("run", "football", "--select", "season_id=42")) {
      running.awaitErr("Scheduled|Discovered");
      running.signal("TERM");
      running.awaitErr("Stopping: ");
      running.signal("TERM");
      Cli.Answer answer = running.end();
      assertThat(answer.exitCode()).isEqualTo(143);
      assertThat(answer.err()).doesNotContain("Gave up waiting");
    }
  }

  /** The rows say how long it takes: one table for ever, on the way to the destination or there. */
  @ParameterizedTest
  @EnumSource
  void endsALoadThatIsUnderWay(TablePlace place) {
    var shop = new ShopProject(folder);
    shop.use(place);
    String turns = place == TablePlace.DUCKDB ? "turns" : "1";
    shop.write(
        """
        tables:
          orders:
            from: shop/orders
            key: id
            sql: |
              SELECT id, turns, (SELECT count(*) FROM range(%1$s) x(a), range(%1$s) y(b)
                WHERE a * b < id) AS n FROM rows
            checks:
              - name: long
                query: |
                  SELECT id FROM orders, generate_series(1, orders.turns) x(a),
                    generate_series(1, orders.turns) y(b) WHERE a * b < 0
        """
            .formatted(turns));
    shop.put("data/orders-1.csv", "id,turns\n1,1\n2,2\n");
    shop.leat("run").exits(0);
    List<String> before = shop.tables().rows("SELECT * FROM orders ORDER BY id");

    shop.put("data/orders-2.csv", "id,turns\n3,9000000\n");
    try (Cli.Running running = Cli.in(folder).start("run")) {
      running.awaitErr("Loading orders");
      running.signal("TERM");
      Cli.Answer answer = running.end();
      assertThat(answer.exitCode()).as(answer.toString()).isEqualTo(143);
      assertThat(answer.err())
          .contains("The load was interrupted.", "Aborted. What was finished is kept;")
          .doesNotContain("Gave up waiting");
    }
    assertThat(shop.tables().rows("SELECT * FROM orders ORDER BY id")).isEqualTo(before);
    assertThat(shop.catalog().rows("SELECT name FROM lease WHERE expires_at > 0")).isEmpty();

    shop.put("data/orders-2.csv", "id,turns\n3,3\n");
    shop.put("data/orders-3.csv", "id,turns\n4,1\n");
    assertThat(shop.leat("run").exits(0).err()).contains("Loaded orders: 2 inserted");
    assertThat(shop.tables().rows("SELECT id, turns FROM orders ORDER BY id"))
        .containsExactly("1|1", "2|2", "3|3", "4|1");
  }

  /** No events file is served before the gate opens. */
  private void block(CountDownLatch gate) {
    for (long match : provider.matches(11, 42)) {
      String path = "events/" + match + ".json";
      provider.answer(
          path, Answer.json(new String(provider.body(path), StandardCharsets.UTF_8)).after(gate));
    }
  }

  @Test
  void endsAFollowerOfEvents() {
    Cli cli = Cli.in(folder);
    cli.run("fetch", "football", "--select", "season_id=42").exits(0);
    try (Cli.Running running = cli.start("events", "follow", "football", "--reader", "x")) {
      running.awaitOut("RevisionAdded");
      running.signal("TERM");
      assertThat(running.end().exitCode()).isEqualTo(143);
    }
  }
}
