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

  /** Wherever a column changes its kind, what it had and what comes is what the files say. */
  @ParameterizedTest
  @EnumSource
  void aLoadGivesWhatAReplayGives(TablePlace place) throws IOException {
    CatalogPlace.Found found = place.make(folder);
    tables = found.database();
    write("leat.yaml", drifting(found.address()));
    firstFiles();
    Cli.in(folder).run("run").exits(0);
    assertThat(tables.rows("SELECT match_id || v FROM single")).containsExactly("5x");
    assertThat(tables.rows("SELECT id || ' ' || _leat_row || ' ' || sex FROM people ORDER BY id"))
        .containsExactly("2 1 male", "3 2 male");
    assertThat(tables.rows("SELECT row_number || value FROM _leat_quarantine"))
        .containsExactly("0q");

    write(
        "data/books2.json",
        """
        [{"id": 2, "author": ["A", "B"], "big": 1.2345, "huge": 1.25},
         {"id": 3, "author": "Lee", "big": 2, "huge": 3}]
        """);
    write("data/flags2.csv", "id,flag\n2,maybe\n");
    write("data/empty2.json", "[{\"id\": 1}]");
    Cli.in(folder).run("run").exits(0);
    List<String> books =
        tables.rows(
            "SELECT CAST(author AS VARCHAR) || ' ' || CAST(big AS VARCHAR) || ' '"
                + " || CAST(huge AS VARCHAR) FROM books ORDER BY id");
    List<String> flags = tables.rows("SELECT id || flag FROM flags ORDER BY id");

    assertThat(books)
        .containsExactly(
            "\"Smith\" 1234567890123456.7890 12345678901234567890.00",
            "[\"A\",\"B\"] 1.2345 1.25",
            "\"Lee\" 2.0000 3.00");
    assertThat(flags).containsExactly("1TRUE", "2maybe");
    assertThat(tables.text("SELECT count(*) FROM below")).isEqualTo("1");
    Cli.in(folder).run("load", "--replay").exits(0);
    assertThat(
            tables.rows(
                "SELECT CAST(author AS VARCHAR) || ' ' || CAST(big AS VARCHAR) || ' '"
                    + " || CAST(huge AS VARCHAR) FROM books ORDER BY id"))
        .isEqualTo(books);
    assertThat(tables.rows("SELECT id || flag FROM flags ORDER BY id")).isEqualTo(flags);
  }

  private static String drifting(String destination) {
    return """
    leat: 1
    destination: %s
    sources:
      disk:
        type: files
        path: data
        feeds: {books: "books*.json", flags: "flags*.csv", empty: "empty*.json",
                single: "single*.json", people: "people*.json"}
    tables:
      books: {from: disk/books, key: id}
      flags: {from: disk/flags, key: id}
      empty: {from: disk/empty, key: id}
      below: {from: disk/empty, key: id, references: {id: empty}}
      single: {from: disk/single, key: match_id, sql: "select id as match_id, v from rows"}
      people:
        from: disk/people
        key: id
        quarantine: 50%%
        columns: {sex: {map: {m: male}, unmapped: quarantine}}
    """
        .formatted(destination);
  }

  private void firstFiles() throws IOException {
    write(
        "data/books1.json",
        """
        [{"id": 1, "author": "Smith", "big": 1234567890123456.789, "huge": 12345678901234567890}]
        """);
    write("data/flags1.csv", "id,flag\n1,TRUE\n");
    write("data/empty1.json", "[]");
    write("data/single1.json", "{\"id\": 5, \"v\": \"x\"}");
    write(
        "data/people1.json",
        "[{\"id\": 1, \"sex\": \"q\"}, {\"id\": 2, \"sex\": \"m\"}, {\"id\": 3, \"sex\": \"m\"}]");
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
