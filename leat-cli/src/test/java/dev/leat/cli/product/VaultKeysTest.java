package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that look alike are not one, and null is a key of one row. */
final class VaultKeysTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void keysAreToldApartAndOneRowMayHaveNone(TablePlace place) throws IOException {
    write("pairs/a.csv", "a,b,n\na|b,c,1\na,b|c,2\nNULL,x,3\n,x,4\n\"\",y,5\n");
    write("single/a.csv", "id,price\n7,10\n");
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            place,
            """
            sources:
              pairs: {type: files, path: pairs}
              single: {type: files, path: single}
            tags:
              pairs: {columns: {n: {type: bigint}}}
              prices: {columns: {price: {type: "decimal(10,2)"}}}
            tables:
              pairs: {from: pairs/file, key: [a, b], write: vault, tag: pairs, owner: me}
              merged: {from: single/file, key: id}
              told: {from: single/file, key: id, write: scd2}
              vaulted: {from: single/file, key: id, write: vault, tag: prices, owner: me}
            """);
    project.leat("fetch").exits(0);
    write("single/b.csv", "id,price\n,20\n");
    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT n FROM pairs ORDER BY n"))
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(project.tables().text("SELECT count(DISTINCT pk) FROM hub_pairs")).isEqualTo("5");
    singleRowsAre(project, "10", "20");

    write("single/b.csv", "id,price\n,30\n,40\n");
    Cli.Answer refused = project.leat("run").exits(1);
    for (String table : new String[] {"merged", "told", "vaulted"}) {
      assertThat(refused.err())
          .contains(
              "error KEY_COLUMN_MISSING in table '%s': The file single/file/path=b.csv of table %1$s has no value in its key, id, in any row.\n"
                  .formatted(table));
    }
    singleRowsAre(project, "10", "20");
  }

  private static void singleRowsAre(Workspace project, String... prices) {
    for (String from : new String[] {"merged", "told WHERE is_current", "vaulted"}) {
      assertThat(project.tables().rows("SELECT price FROM " + from + " ORDER BY price"))
          .as(from)
          .containsExactly(prices);
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }
}
