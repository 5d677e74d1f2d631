package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.core.read.TableRequest.Declared;
import dev.leat.core.read.TableRequest.Mode;
import dev.leat.core.read.TableRequest.Shaping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnSqlTest {
  private static final TableRequest T = TableRequest.of("t");
  private static final String RECORDS =
      """
      [{"id": 1, "tags": "x,y", "n": "7", "lines": [{"sku": "a"}, {"sku": "b"}]},
       {"id": 2, "tags": "z", "n": "eight", "lines": [{"sku": "c"}]},
       {"id": 3, "n": "9", "lines": []}]
      """;

  @TempDir private Path folder;
  private Table table;

  @BeforeEach
  void open() {
    table = new Table(folder);
  }

  @AfterEach
  void close() {
    table.close();
  }

  private static TableRequest sql(String select) {
    return T.withShaping(new Shaping(Optional.empty(), Optional.of(select), List.of(), List.of()));
  }

  private static TableRequest where(String condition) {
    return T.withShaping(
        new Shaping(Optional.of(condition), Optional.empty(), List.of(), List.of()));
  }

  private List<String> read(TableRequest request, int number) {
    return table.read(request, number, table.file("json", RECORDS));
  }

  @Test
  void aSelectAddsComputesAndDropsColumns() {
    TableRequest request =
        sql("SELECT * EXCLUDE (tags), try_cast(n AS integer) + 1 AS m FROM rows");
    assertThat(read(request, 0)).containsExactly("0|1|7|8", "1|2|eight|null", "2|3|9|10");
    assertThat(table.infer(request, table.file("json", RECORDS)).tables().getFirst().columns())
        .hasToString(
            "[Column[name=id, type=BIGINT], Column[name=n, type=TEXT], Column[name=m,"
                + " type=BIGINT]]");
  }

  /** A new season begins with columns that nobody has a value in yet. */
  @Test
  void aSelectMayNameFieldsWithoutAnyValue() {
    TableRequest request =
        sql(
            "SELECT id, Pct AS pct, round(pct, 2) AS near, coalesce(note || '!', '-') AS note,"
                + " regexp_extract(note, 'a') AS a FROM rows");
    InputFile blank = table.file("json", "[{\"id\": 1, \"Pct\": null, \"note\": null}]");
    assertThat(table.read(request, 0, blank)).containsExactly("0|1|null|-|null");
    assertThat(table.infer(request, blank).tables().getFirst().columns())
        .extracting(column -> column.name())
        .containsExactly("id", "near", "note", "a");
    InputFile both =
        table.file(
            "json", "[{\"id\": 1, \"Pct\": null}, {\"id\": 2, \"Pct\": 0.5, \"note\": \"a\"}]");
    assertThat(table.read(request, 0, both))
        .containsExactly("0|1|null|null|-|null", "1|2|0.5|0.5|a!|a");
    assertThat(table.read(where("pct > 1"), 0, blank)).isEmpty();
  }

  @Test
  void childrenJoinWhatTheSelectMakesOfTheirParents() {
    TableRequest request =
        sql("SELECT 'k' || id AS k, unnest(string_split(tags, ',')) AS tag FROM rows WHERE id < 3")
            .withKey("k", "tag");
    assertThat(read(request, 0))
        .containsExactlyInAnyOrder("0|k1|x", "1099511627776|k1|y", "1|k2|z");
    assertThat(read(request, 1))
        .containsExactlyInAnyOrder(
            "0|0|k1|x|a",
            "0|1|k1|x|b",
            "1099511627776|0|k1|y|a",
            "1099511627776|1|k1|y|b",
            "1|0|k2|z|c");
  }

  @Test
  void theFromClauseMaySplitRows() {
    assertThat(
            read(
                sql(
                    "SELECT r.id, t.word FROM rows AS r, unnest(string_split(r.tags, ',')) AS"
                        + " t(word)"),
                0))
        .containsExactlyInAnyOrder("0|1|x", "1099511627776|1|y", "1|2|z");
  }

  @Test
  void subqueriesLookAtTheRowAlone() {
    assertThat(
            read(
                sql(
                    "SELECT id, (SELECT max(w) FROM unnest(string_split(tags, ',')) t(w)) AS last"
                        + " FROM rows"),
                0))
        .containsExactly("0|1|y", "1|2|z", "2|3|null");
  }

  @Test
  void aConditionLeavesRecordsAndTheirChildrenOut() {
    TableRequest request = where("tags IS NOT NULL and id <> 1 -- but not the first");
    assertThat(read(request, 0)).containsExactly("1|2|z|eight");
    assertThat(read(request, 1)).containsExactly("1|0|c");
    InputFile file = table.file("json", RECORDS);
    try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
      assertThat(rows.leftOut()).isEqualTo(2);
      assertThat(rows.records()).isEqualTo(1);
    }
  }

  @Test
  void aColumnThatFilesMayLackIsThereByItsType() {
    TableRequest request =
        sql("SELECT id, score FROM rows")
            .withColumns(Map.of("score", new Declared(Simple.BIGINT, null)));
    assertThat(read(request, 0)).containsExactly("0|1|null", "1|2|null", "2|3|null");
    assertThat(table.read(request, table.file("json", "[{\"id\": 1, \"score\": 5}]")))
        .containsExactly("0|1|5");
  }

  @Test
  void keysOfTheDatasetAreColumnsOfRows() {
    InputFile file = table.file("csv", "a,b\n1,x\n", Keys.of("season", 2024L));
    assertThat(table.read(sql("SELECT season || '/' || a AS k FROM rows"), file))
        .containsExactly("0|2024/1");
  }

  @Test
  void theContractIsAboutTheColumnsThatTheSelectMakes() {
    TableRequest request = sql("SELECT id, n FROM rows").withMode(Mode.FREEZE);
    Shape known = table.infer(request, table.file("json", RECORDS)).shape();
    InputFile more = table.file("json", "[{\"id\": 4, \"n\": \"1\", \"color\": \"red\"}]");
    try (Rows rows = table.rows(request, known, more)) {
      assertThat(table.print(rows, 0)).containsExactly("0|4|1");
    }
    try (Rows rows = table.rows(sql("FROM rows").withMode(Mode.FREEZE), known, more)) {
      assertThat(rows.unknownFields()).isTrue();
    }
  }

  @Test
  void anotherFileWithoutRecordsChangesNothing() {
    assertThat(table.read(sql("SELECT id FROM rows"), table.file("json", "[]"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          SELECT content FROM read_text('/etc/passwd'); calls read_text
          SELECT id, (SELECT any_value(content) FROM read_text('/etc/passwd')) AS c FROM rows; read_text
          SELECT * FROM rows, read_csv('/etc/passwd'); read_csv
          SELECT * FROM '/etc/passwd.csv'; /etc/passwd.csv
          SELECT * FROM rows, 'x.parquet'; x.parquet
          SELECT * FROM main.rows; rows
          SELECT * FROM duckdb_secrets(); duckdb_secrets
          SELECT * FROM query('SELECT 1'); query
          SELECT id, current_setting('temp_directory') AS s FROM rows; current_setting
          SELECT id, getvariable('x') AS s FROM rows; getvariable
          SELECT id, getenv('HOME') AS s FROM rows; getenv
          SELECT id, now() AS s FROM rows; now
          SELECT id, current_date AS s FROM rows; current_date
          SELECT id, random() AS s FROM rows; random
          SELECT id, nextval('x') AS s FROM rows; nextval
          SELECT id, pg_get_viewdef(1) AS s FROM rows; pg_get_viewdef
          SELECT count(*) AS c FROM rows; count_star
          SELECT id FROM rows GROUP BY id; more than one row
          SELECT DISTINCT id FROM rows; more than one row
          SELECT id FROM rows ORDER BY id; more than one row
          SELECT id FROM rows LIMIT 1; more than one row
          SELECT id FROM rows UNION ALL SELECT id FROM rows; more than one row
          SELECT row_number() OVER () AS i FROM rows; window function
          SELECT id FROM rows QUALIFY row_number() OVER () = 1; more than one row
          SELECT id FROM rows USING SAMPLE 1; sample
          SELECT (SELECT count(*) FROM rows) AS c FROM rows; must name rows once
          SELECT a.id FROM rows a, rows b; must name rows once
          SELECT 1 AS a; must name rows once
          WITH x AS (SELECT 1 AS a) SELECT id FROM rows; WITH
          SELECT x FROM rows AS r(x, y); other names
          CREATE TABLE x AS SELECT 1; Only SELECT
          ATTACH 'x.db'; Only SELECT
          COPY rows TO '/tmp/x'; Only SELECT
          SELECT id FROM rows RIGHT JOIN unnest([1]) t(x) ON true; join
          SELECT id, $1 AS p FROM rows; parameter
          SELEC 1; syntax error
          """)
  void whatReachesBeyondTheRowIsRefused(String select, String complaint) {
    assertThatThrownBy(() -> read(sql(select.strip()), 0))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ReadError.TABLE_SQL_REFUSED);
              assertThat(e.problem()).startsWith("the sql of table t ").contains(complaint.strip());
            });
  }

  @Test
  void severalStatementsAreRefused() {
    assertThatThrownBy(() -> read(sql("SELECT id FROM rows; DROP TABLE x"), 0))
        .hasMessageContaining("the sql of table t cannot be read: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true) FROM rows; DROP TABLE x; --",
        "id > (SELECT max(size) FROM read_blob('/etc/passwd'))",
        "id IN (SELECT id FROM rows)",
        "now() > '2020-01-01'",
        "count(*) > 1"
      })
  void aConditionIsHeldToTheSame(String condition) {
    assertThatThrownBy(() -> read(where(condition), 0))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.code()).isEqualTo(ReadError.TABLE_SQL_REFUSED));
  }

  @Test
  void mistakesAreToldInTheProjectsWords() {
    assertThatThrownBy(() -> read(sql("SELECT idd FROM rows"), 0))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.problem())
                  .startsWith("the sql of table t cannot be used: Binder Error: ")
                  .contains("\"idd\"");
              assertThat(e.remedy())
                  .isEqualTo(
                      "the columns of rows are id, tags, n; one that files may lack is there where"
                          + " `columns:` gives it a type");
            });
    assertThatThrownBy(() -> read(sql("SELECT CAST(n AS integer) AS n FROM rows"), 0))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ReadError.TABLE_SQL_FAILED);
              assertThat(e.problem())
                  .isEqualTo(
                      "the sql of table t failed on a row: Conversion Error: Could not convert"
                          + " string 'eight' to INT32 when casting from source column n");
            });
    assertThatThrownBy(() -> read(sql("SELECT id AS k FROM rows").withKey("id"), 0))
        .hasMessageContaining("the key of table t names id, which is no column of it");
    assertThatThrownBy(() -> read(where("nothing > 1"), 0))
        .hasMessageContaining("where of table t cannot be used: Binder Error: ");
  }
}
