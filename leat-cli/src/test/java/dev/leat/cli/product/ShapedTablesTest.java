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

  @TempDir private Path folder;
  private Database tables;

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
                "SELECT email, phone, sex, CAST(vip AS VARCHAR), country, score, shop FROM people ORDER BY phone,"
                    + " country"))
        .containsExactly(
            "null|155|null|false|NO|0.0|north", "[redacted]|155|female|true|unknown|1.5|north");
    // The key of a child is its parent's, hidden like that.
    assertThat(
            tables.rows(
                "SELECT c.sku, CAST(c.parent_id = p.id AS VARCHAR), length(p.id) FROM people p JOIN people__orders c"
                    + " ON c._leat_file = p._leat_file AND c._leat_row = p._leat_row ORDER BY 1"))
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

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
