package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A revision that can never be read stops its tables until somebody sets it aside. */
final class SetAsideTest {
  private static final String ORDERS = "shop/file/path=orders.csv";
  private static final List<String> TABLES =
      List.of("appended", "replaced", "newest", "merged", "told", "vaulted");

  private static final String YAML =
      """
      sources:
        shop: {type: files, path: data, feeds: {orders: "orders.csv"}}
      tags:
        prices: {columns: {price: {type: "decimal(10,2)"}}}
      tables:
        appended: {from: shop/orders, write: append}
        replaced: {from: shop/orders, write: replace}
        newest: {from: shop/orders, key: id}
        merged: {from: shop/orders, key: id, files: all}
        told: {from: shop/orders, key: id, write: scd2}
        vaulted: {from: shop/orders, key: id, write: vault, tag: prices, owner: me}
      """;

  @TempDir private Path folder;
  private Workspace project = new Workspace(Path.of("."), CatalogPlace.SQLITE.make(Path.of(".")));

  @ParameterizedTest
  @CsvSource({"SQLITE, DUCKDB", "POSTGRES, POSTGRES"})
  void tablesAreAsIfItHadNeverCome(CatalogPlace catalog, TablePlace tables) throws IOException {
    project = Workspace.make(folder, catalog, tables, YAML);
    orders("id,price\n1,10\n2,20\n");
    project.leat("run").exits(0);
    orders("note\nSorry\nWe are down\n");
    assertThat(project.leat("run").exits(1).err())
        .contains(
            "error KEY_COLUMN_MISSING in table 'vaulted': The file shop/file/path=orders.csv of"
                + " table vaulted has no value in its key, id, in any row.\n"
                + "  fix: Bring it back, or name under 'key' what every file has. To go on without"
                + " the file: leat set-aside shop/file/path=orders.csv --revision 2 --reason"
                + " \"...\". Nothing was written.\n");

    assertThat(setAside(2, "--reason", "maintenance").out())
        .isEqualTo("Set aside 1 file of revision 2 of " + ORDERS + ".\nNext: leat load\n");
    assertThat(project.leat("run").exits(0).err()).doesNotContain("revision 3");
    for (String table : TABLES) {
      assertThat(prices(table)).as(table).containsExactly("1|10", "2|20");
    }
    isListed();
    assertThat(project.stored()).contains("main/shop/file/path=orders.csv/2/orders__v1.csv");

    List<String> before = project.tablesContent();
    orders("id,price\n1,11\n3,30\n");
    project.leat("run").exits(0);
    assertThat(prices("newest")).containsExactly("1|11", "3|30");
    assertThat(prices("merged")).containsExactly("1|11", "2|20", "3|30");
    List<String> after = project.tablesContent();

    setAside(3, "--reason", "prices of a test");
    assertThat(project.leat("explain", "merged", "3").exits(0).out())
        .containsPattern("set_aside +prices of a test\n");
    project.leat("load").exits(0);
    assertThat(project.tablesContent()).isEqualTo(before);
    assertThat(setAside(3, "--restore").out())
        .isEqualTo("Took back 1 file of revision 3 of " + ORDERS + ".\nNext: leat load\n");
    project.leat("load").exits(0);
    assertThat(project.tablesContent()).isEqualTo(after);
    project.leat("load", "--replay").exits(0);
    assertThat(learnt(project.tablesContent())).isEqualTo(learnt(after));
    assertThat(prices("appended")).containsExactly("1|10", "1|11", "2|20", "3|30");
    assertThat(prices("replaced")).containsExactly("1|11", "3|30");
  }

  /** Tables that took the wrong file have its column until they are computed anew. */
  private static List<String> learnt(List<String> content) {
    return content.stream()
        .filter(table -> !table.matches("(appended|replaced|orders)[|].*"))
        .toList();
  }

  private void isListed() {
    assertThat(project.leat("list").exits(0).out()).contains("complete, 1 file set aside");
    assertThat(project.leat("show", ORDERS).exits(0).out())
        .containsPattern("set aside +revision +size +since +reason\n")
        .containsPattern("orders__v1 +2 +23 B +20\\S+Z +maintenance\n");
    assertThat(project.leat("events", "follow", "--reader", "x", "--once").exits(0).out())
        .containsPattern(
            "\"type\":\"RevisionSetAside\".*\"revision\":2.*\"reason\":\"maintenance\"");
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    project = Workspace.make(folder, CatalogPlace.SQLITE, YAML);
    orders("id,price\n1,10\n");
    project.leat("fetch").exits(0);
    String reason = "--reason=down";
    assertThat(project.leat("set-aside", ORDERS, "--revision", "2", reason).exits(2).err())
        .isEqualTo(
            """
            error UNKNOWN_NAME: The dataset shop/file/path=orders.csv has no revision 2.
              fix: It has 1 to 1.
            """);
    assertThat(
            project
                .leat("set-aside", ORDERS, "--revision", "1", "--feed", "order", reason)
                .exits(2)
                .err())
        .isEqualTo(
            """
            error UNKNOWN_NAME: Revision 1 of shop/file/path=orders.csv has no file of 'order'.
              fix: Did you mean 'orders'?
            """);
    assertThat(project.leat("set-aside", "orders", "--revision", "1", reason).exits(2).err())
        .startsWith("error USAGE: 'orders' is no dataset: it has no dataset type.\n");
    assertThat(project.leat("set-aside", ORDERS, "--revision", "1").exits(2).err())
        .startsWith("error USAGE: leat set-aside needs a reason.\n");
    assertThat(project.leat("set-aside", ORDERS, "--revision", "1", "--restore").exits(0).out())
        .isEqualTo("Nothing to take back: no file of revision 1 of " + ORDERS + " is set aside.\n");
  }

  private Cli.Answer setAside(int revision, String... more) {
    var words = new String[4 + more.length];
    words[0] = "set-aside";
    words[1] = ORDERS;
    words[2] = "--revision";
    words[3] = String.valueOf(revision);
    System.arraycopy(more, 0, words, 4, more.length);
    return project.leat(words).exits(0);
  }

  private List<String> prices(String table) {
    return project
        .tables()
        .rows(
            "SELECT id, price FROM "
                + table
                + (table.equals("told") ? " WHERE is_current" : "")
                + " ORDER BY id");
  }

  private void orders(String text) throws IOException {
    Path file = folder.resolve("data/orders.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }
}
