package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that goes away, and rows that it does not like. */
final class PostgresTroubleTest {
  private static final long ROWS = 60_000;
  private static final String SHOP =
      "sources:\n  shop: {type: files, path: in, feeds: {sales: \"*.csv\"}}\n";

  @TempDir private Path folder;
  private CatalogPlace.Found server;
  private Database tables;

  @BeforeEach
  void start() {
    server = CatalogPlace.POSTGRES.make(folder);
    tables = server.database();
  }

  private Cli.Answer leat(String address, String yaml, String... words) throws IOException {
    write("leat.yaml", "leat: 1\ndestination: " + address + "?schema=shop\n" + yaml);
    return Cli.in(folder).run(words);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), text, UTF_8);
  }

  private CutWire wire(CutWire.When when) {
    return CutWire.to(Integer.parseInt(server.address().replaceAll(".*:(\\d+)/.*", "$1")), when);
  }

  private String through(CutWire wire) {
    return server.address().replaceAll(":\\d+/", ":" + wire.port() + "/");
  }

  private static String sales(long from) {
    return LongStream.range(from, from + ROWS)
        .mapToObj(id -> id + ",a customer of that name " + id + "\n")
        .collect(Collectors.joining("", "id,customer\n", ""));
  }

  @Test
  void aServerThatGoesAwayInTheMiddleLeavesWhatWasThere() throws IOException {
    String yaml = SHOP + "tables:\n  sales: {from: shop/sales, key: id}\n";
    write("in/one.csv", "id,customer\n0,first\n");
    leat(server.address(), yaml, "run").exits(0);
    write("in/two.csv", sales(1));
    try (CutWire wire = wire(CutWire.When.COPYING)) {
      Cli.Answer answer = leat(through(wire), yaml, "run");
      assertThat(wire.isCut()).isTrue();
      assertThat(answer.exitCode()).as(answer.toString()).isIn(0, 1, 5);
    }
    leat(server.address(), yaml, "run").exits(0);
    assertThat(tables.rows("SELECT count(*), count(DISTINCT id), min(customer) FROM shop.sales"))
        .containsExactly((ROWS + 1) + "|" + (ROWS + 1) + "|a customer of that name 1");
  }

  @Test
  void aCommitWhoseAnswerIsLostIsAskedForAndNotRepeated() throws IOException {
    write("in/one.csv", sales(0));
    try (CutWire wire = wire(CutWire.When.COMMITTED)) {
      Cli.Answer answer = leat(through(wire), SHOP, "run").exits(0);
      assertThat(wire.isCut()).isTrue();
      assertThat(answer.err()).contains("Loaded sales: " + ROWS + " inserted");
      assertThat(tables.rows("SELECT count(*), count(DISTINCT _leat_load) FROM shop.sales"))
          .containsExactly(ROWS + "|1");
      assertThat(tables.number("SELECT count(*) FROM shop._leat_loads")).isEqualTo(1);
      assertThat(leat(through(wire), SHOP, "run").exits(0).err()).contains("Nothing to do.");
    }
  }

  @Test
  void everyColumnNameAndEveryValueOfJsonHasAPlace() throws IOException {
    String longest = "long ".repeat(20);
    write(
        "in/stats.json",
        """
        [{"player": "a", "FG%%": 0.5, "WS/48": 1.25, "3P": 3, "select": 1, "Größe": "é", "%1$s": 1,
          "big": 12345678901234567890123, "n": 1},
         {"player": "b", "FG%%": 1, "WS/48": -0.1, "3P": 4, "select": 2, "Größe": "", "%1$s": 2,
          "big": 1, "n": 9223372036854775807},
         {"player": "c\\u0000", "big": 2}]
        """
            .formatted(longest));
    String yaml =
        """
        sources:
          nba: {type: files, path: in, feeds: {stats: "*.json"}}
        tables:
          stats:
            from: nba/stats
            columns:
              FG%: {name: "fg%"}
              WS/48: {name: ws/48}
              3P: {name: 3p}
              Größe: {name: größe}
            quarantine: 50%
        """;
    leat(server.address(), yaml, "run").exits(0);
    assertThat(
            tables.rows(
                "SELECT \"fg%\", \"ws/48\", \"3p\", \"select\", größe, big, n FROM shop.stats"
                    + " WHERE player IN ('a', 'b') ORDER BY player"))
        .containsExactly(
            "0.5|1.25|3|1|é|12345678901234567890123|1", "1.0|-0.10|4|2||1|9223372036854775807");
    assertThat(
            tables.rows(
                "SELECT column_name, reason FROM shop._leat_quarantine ORDER BY column_name"))
        .containsExactly("player|text with the character U+0000, which PostgreSQL cannot hold");
    assertThat(
            tables.text(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'stats' AND"
                    + " column_name LIKE 'long%'"))
        .hasSize(63)
        .matches("(long_)+[a-z]*_[0-9a-f]{8}");
  }

  @Test
  void whatIsNoJsonIsSetAsideWithItsReason() throws IOException {
    write("in/good.jsonl", "{\"id\": 1, \"x\": 1.5}\n{\"id\": 2, \"x\": NaN}\n{\"id\": 3}\n");
    write("in/half.jsonl", "{\"id\": 4, \"x\": \"\\ud800\"}\n{\"id\": 5, \"x\": 2}\n");
    String yaml =
        """
        sources:
          shop: {type: files, path: in, feeds: {things: "*.jsonl"}}
        tables:
          things: {from: shop/things, quarantine: 60%}
        """;
    leat(server.address(), yaml, "run").exits(0);
    assertThat(tables.rows("SELECT id, x FROM shop.things ORDER BY id"))
        .containsExactly("1|1.5", "3|null", "5|2");
    assertThat(tables.rows("SELECT row_number, reason FROM shop._leat_quarantine ORDER BY file"))
        .hasSize(2);
  }
}
