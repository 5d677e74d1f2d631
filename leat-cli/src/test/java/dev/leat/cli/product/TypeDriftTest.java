package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A column whose values change their kind from run to run stays one column, and loses nothing. */
final class TypeDriftTest {
  @TempDir private Path folder;
  private Database tables = new Database("of no place yet");

  @ParameterizedTest
  @EnumSource
  void wholeNumbersBecomeDecimalsBecomeTexts(TablePlace place) throws IOException {
    CatalogPlace.Found found = place.make(folder);
    tables = found.database();
    write(
        "leat.yaml",
        """
        leat: 1
        destination: %s
        sources:
          disk: {type: files, path: data, feeds: {prices: "*.json"}}
        tables:
          prices: {from: disk/prices, key: id}
        """
            .formatted(found.address()));
    write("data/1.json", "[{\"id\": 1, \"price\": 9007199254740993}]");
    run("1 inserted, 0 updated, 0 unchanged, 0 deleted, 0 quarantined");
    assertThat(type()).isEqualTo("bigint");

    write("data/2.json", "[{\"id\": 2, \"price\": 0.125}]");
    run("1 inserted, 0 updated, 0 unchanged, 0 deleted, 0 quarantined");
    assertThat(type()).isIn("decimal(38,3)", "numeric");
    assertThat(prices()).containsExactly("9007199254740993.000", "0.125");

    write("data/3.json", "[{\"id\": 3, \"price\": \"on request\"}, {\"id\": 4, \"price\": 7}]");
    run("inserted");
    assertThat(type()).isIn("varchar", "text");
    assertThat(tables.text("SELECT count(*) FROM prices")).isEqualTo("4");
    List<String> texts = prices();
    assertThat(texts.subList(2, 4)).containsExactly("on request", "7");
    assertThat(texts.get(0)).isIn("9007199254740993", "9007199254740993.000");
    assertThat(texts.get(1)).isEqualTo("0.125");
    assertThat(
            tables.text(
                "SELECT count(*) FROM information_schema.columns WHERE table_name = 'prices'"
                    + " AND column_name LIKE 'price%'"))
        .isEqualTo("1");

    Cli.in(folder).run("load", "--replay").exits(0);
    assertThat(prices()).containsExactly("9007199254740993", "0.125", "on request", "7");
  }

  private void run(String counts) {
    assertThat(Cli.in(folder).run("run").exits(0).err()).contains(counts);
  }

  private String type() {
    return tables.text(
        "SELECT lower(data_type) FROM information_schema.columns WHERE table_name = 'prices'"
            + " AND column_name = 'price'");
  }

  private List<String> prices() {
    return tables.rows("SELECT CAST(price AS VARCHAR) FROM prices ORDER BY id");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
