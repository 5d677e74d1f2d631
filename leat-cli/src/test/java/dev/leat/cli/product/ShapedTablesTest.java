package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a project says about rows and values, as it shows in the tables of both destinations. */
final class ShapedTablesTest {
  private static final String COLUMNS =
      """
          from: shop/people
          key: id
          quarantine: 50%
          where: age >= 18 and country <> 'nowhere'
          columns:
            id: {mask: hash}
            email: {mask: redact}
            phone: {mask: truncate(3)}
            sex: {map: {m: male, f: female, x: null}, unmapped: quarantine}
            vip: {type: boolean, map: {Y: true, N: false}}
            country: {default: unknown}
            score: {default: 0}
            shop: {default: north}
            born: {type: date}
      """;

  private static final String CHILDREN =
      "SELECT p.person, p.tag, c.sku, c.parent_person, c.parent_tag FROM people p"
          + " JOIN people__orders c ON c._leat_file = p._leat_file AND c._leat_row = p._leat_row"
          + " ORDER BY 1, 2, 3";

  @TempDir private Path folder;
  private Database tables = new Database("of no place yet");

  @ParameterizedTest
  @EnumSource
  void valuesAreMappedFilledAndHiddenAndRowsLeftOut(TablePlace place) throws IOException {
    write(
        "data/people/1.json",
        """
        [{"id": "secret-1", "email": "ann@corp.example", "phone": 15551234, "sex": "f", "vip": "Y",
          "age": 30, "score": 1.5, "orders": [{"sku": "a"}, {"sku": "b"}]},
         {"id": "secret-2", "email": null, "phone": "15559876", "sex": "x", "age": 18, "vip": "N",
          "country": "NO", "orders": [{"sku": "c"}]},
         {"id": "secret-3", "email": "minor@corp.example", "age": 17, "sex": "m",
          "orders": [{"sku": "d"}]},
         {"id": "secret-4", "email": "odd@corp.example", "age": 40, "sex": "hidden-value"},
         {"id": "secret-5", "email": "badborn@corp.example", "age": 41, "born": "ann@corp.example"}]
        """);
    project(place, COLUMNS);
    assertThat(leat("run").exits(0).err())
        .contains(
            "Loaded people: 2 inserted, 0 updated, 0 unchanged, 0 deleted, 2 quarantined,"
                + " 1 left out in ");
    assertThat(
            tables.rows(
                "SELECT email, phone, sex, CAST(vip AS VARCHAR), country, score, shop FROM people"
                    + " ORDER BY phone, country"))
        .containsExactly(
            "null|155|null|false|NO|0.0|north", "[redacted]|155|female|true|unknown|1.5|north");
    // The key of a child is its parent's, hidden like that.
    assertThat(
            tables.rows(
                "SELECT c.sku, CAST(c.parent_id = p.id AS VARCHAR), length(p.id) FROM people p JOIN"
                    + " people__orders c ON c._leat_file = p._leat_file AND c._leat_row ="
                    + " p._leat_row ORDER BY 1"))
        .containsExactly("a|true|64", "b|true|64", "c|true|64");
    assertThat(tables.text("SELECT count(*) FROM people__orders")).isEqualTo("3");
    assertThat(tables.rows("SELECT id FROM people WHERE country = 'NO'"))
        .containsExactly(Hash.of("secret-2"));
    assertThat(
            tables.rows(
                "SELECT row_number, column_name, value, reason FROM _leat_quarantine ORDER BY 1"))
        .containsExactly(
            "3|sex|null|not one of the values that the project maps",
            "4|born|null|not a value of type date");
    for (String word : List.of("secret-", "corp.example", "5551234", "9876", "hidden-value")) {
      assertThat(everything(place)).doesNotContain(word);
    }

    // Equal values stay equal: the same people come again, and one is new.
    write(
        "data/people/1.json",
        """
        [{"id": "secret-2", "phone": "15559876", "sex": "x", "age": 18, "vip": "N",
          "country": "NO", "orders": [{"sku": "c"}]},
         {"id": "secret-6", "age": 60, "country": "nowhere"}]
        """);
    assertThat(leat("run").exits(0).err())
        .contains(
            "Loaded people: 0 inserted, 0 updated, 1 unchanged, 1 deleted, 0 quarantined,"
                + " 1 left out in ");
  }

  @ParameterizedTest
  @EnumSource
  void theBestRowOfAKeyStaysWhateverTheOrderOfLoads(TablePlace place) throws IOException {
    String rule =
        """
            from: shop/people
            key: id
            dedupe: {keep: highest, by: score}
        """;
    write("data/people/b.json", "[{\"id\": 1, \"score\": 5, \"whose\": \"b\", \"xmin\": 3}]");
    project(place, rule);
    leat("run").exits(0);
    // A name that PostgreSQL has for itself.
    assertThat(tables.rows("SELECT xmin_ FROM people")).containsExactly("3");
    write(
        "data/people/a.json",
        """
        [{"id": 1, "score": 9, "whose": "a"}, {"id": 1, "score": 7, "whose": "a2"},
         {"id": 2, "score": null, "whose": "a3"}, {"id": 2, "score": 1, "whose": "a4"}]
        """);
    leat("run").exits(0);
    write("data/people/c.json", "[{\"id\": 1, \"score\": 8, \"whose\": \"c\"}]");
    leat("run").exits(0);
    List<String> best = List.of("1|9|a", "2|1|a4");
    String content = "SELECT id, score, whose FROM people ORDER BY id";
    assertThat(tables.rows(content)).isEqualTo(best);
    leat("load", "--replay").exits(0);
    assertThat(tables.rows(content)).isEqualTo(best);
    // What was best goes away; the second best comes back from its file.
    write("data/people/a.json", "[{\"id\": 2, \"score\": 1, \"whose\": \"a4\"}]");
    leat("run").exits(0);
    assertThat(tables.rows(content)).containsExactly("1|8|c", "2|1|a4");
    // Another rule is another table.
    change("keep: highest", "keep: lowest");
    leat("run").exits(0);
    assertThat(tables.rows(content)).containsExactly("1|5|b", "2|1|a4");
  }

  @ParameterizedTest
  @EnumSource
  void aSelectMakesTheRowsAndTheirChildrenJoin(TablePlace place) throws IOException {
    write(
        "data/people/1.json",
        """
        [{"id": 1, "name": "Ann Lee", "tags": "x,y", "orders": [{"sku": "a"}, {"sku": "b"}]},
         {"id": 2, "name": "Bo", "tags": "z", "orders": [{"sku": "c"}]},
         {"id": 3, "name": "Cy Day", "orders": [{"sku": "d"}]}]
        """);
    project(
        place,
        """
            from: shop/people
            key: [person, tag]
            contract: freeze
            sql: |
              SELECT 'p' || id AS person, split_part(name, ' ', 1) AS first,
                unnest(string_split(tags, ',')) AS tag, len(tags) AS length
              FROM rows
        """);
    assertThat(leat("run").exits(0).err())
        .contains("Loaded people: 3 inserted, 0 updated, 0 unchanged, 0 deleted, 0 quarantined");
    String content = "SELECT person, first, tag, length FROM people ORDER BY 1, 3";
    assertThat(tables.rows(content)).containsExactly("p1|Ann|x|3", "p1|Ann|y|3", "p2|Bo|z|1");
    assertThat(tables.rows(CHILDREN))
        .containsExactly("p1|x|a|p1|x", "p1|x|b|p1|x", "p1|y|a|p1|y", "p1|y|b|p1|y", "p2|z|c|p2|z");
    assertThat(tables.text("SELECT count(*) FROM people__orders")).isEqualTo("5");

    // The same rows again change nothing; a new field that the statement leaves out is none.
    write(
        "data/people/1.json",
        """
        [{"id": 1, "name": "Ann Lee", "tags": "y,x", "orders": [{"sku": "a"}, {"sku": "b"}],
          "color": "red"},
         {"id": 2, "name": "Bo", "tags": "q", "orders": [{"sku": "c"}]}]
        """);
    assertThat(leat("run").exits(0).err())
        .contains("Loaded people: 1 inserted, 0 updated, 2 unchanged, 1 deleted, 0 quarantined");
    assertThat(tables.rows(content)).containsExactly("p1|Ann|x|3", "p1|Ann|y|3", "p2|Bo|q|1");
    assertThat(tables.text("SELECT count(*) FROM people__orders")).isEqualTo("5");

    // Changing the statement makes the table anew.
    change("AS length", "AS size");
    assertThat(leat("run").exits(0).err()).contains("Loaded people: 3 inserted");
    assertThat(tables.rows("SELECT person, size FROM people WHERE tag = 'q'"))
        .containsExactly("p2|1");

    if (place == TablePlace.DUCKDB) {
      assertThatASelectIsAboutRows();
    }
  }

  /** What is not is refused before there is any destination, and the table stays. */
  private void assertThatASelectIsAboutRows() throws IOException {
    change("FROM rows", "FROM read_text('/etc/passwd')");
    assertThat(leat("run").exits(2).err())
        .contains(
            "error TABLE_SQL_REFUSED in table 'people': the sql of table people calls read_text,"
                + " which is no function of a row's values\n  fix: write it for one row at a time,"
                + " with the columns of rows and functions of their values; what takes several rows"
                + " is a report\n");
    assertThat(tables.text("SELECT count(*) FROM people")).isEqualTo("3");
    assertThat(leat("plan").exits(0).err()).doesNotContain("error");
    change("FROM read_text('/etc/passwd')", "FROM rows");
    assertThat(leat("source", "test", "shop").exits(0).out()).contains("person", "Ann");
  }

  @ParameterizedTest
  @EnumSource
  void leatsFunctionsTakeListsOfARowAndColumnsAreThereBeforeRecordsAre(TablePlace place)
      throws IOException {
    write("data/people/1.json", "[]");
    project(
        place,
        """
            from: shop/people
            key: id
            columns:
              id: {type: bigint}
              prices: {type: json}
            sql: |
              SELECT id, sma(CAST(prices AS DOUBLE[]), 2) AS mean,
                bollinger_low(CAST(prices AS DOUBLE[]), 2, 0) AS low
              FROM rows
        models:
          means:
            as: view
            sql: select id, mean from people
        """);
    leat("run").exits(0);
    assertThat(tables.rows("SELECT id, mean FROM means")).isEmpty();
    write(
        "data/people/1.json", "[{\"id\": 1, \"prices\": [9, 1, 2]}, {\"id\": 2, \"prices\": [5]}]");
    leat("run").exits(0);
    assertThat(tables.rows("SELECT id, mean FROM means ORDER BY id"))
        .containsExactly("1|1.5", "2|null");
    if (place == TablePlace.POSTGRES) {
      return;
    }
    change("SELECT id, sma(", "SELECT id, avg(sma(");
    change(", 2) AS mean", ", 2)) OVER () AS mean");
    assertThat(leat("run").exits(2).err())
        .contains(
            "error TABLE_SQL_REFUSED in table 'people': the sql of table people has a window"
                + " function, which looks at other rows\n  fix: write it for one row at a time,");
  }

  /** Every value of every table of the destination. */
  private String everything(TablePlace place) {
    String schema = place == TablePlace.DUCKDB ? "main" : "public";
    var all = new StringBuilder();
    for (String table :
        tables.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = '"
                + schema
                + "'")) {
      all.append(table).append(tables.rows("SELECT * FROM \"" + table + "\""));
    }
    assertThat(all.toString()).contains("people__orders", "_leat_quarantine");
    return all.toString();
  }

  private void project(TablePlace place, String table) throws IOException {
    CatalogPlace.Found found = place.make(folder);
    tables = found.database();
    write(
        "leat.yaml",
        """
        leat: 1
        destination: %s
        sources:
          shop:
            type: files
            path: data
            feeds:
              people: "people/*"
        tables:
          people:
        """
                .formatted(found.address())
            + table);
  }

  private Cli.Answer leat(String... words) {
    return Cli.in(folder).run(words);
  }

  private void change(String from, String to) throws IOException {
    QuickstartTest.change(folder.resolve("leat.yaml"), from, to);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
