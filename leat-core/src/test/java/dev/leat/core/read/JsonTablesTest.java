package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON documents become tables. */
final class JsonTablesTest {
  private static final TableRequest T = TableRequest.of("t");

  @TempDir Path folder;
  private Table table;

  @BeforeEach
  void open() {
    table = new Table(folder);
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void elementsOfAnArrayAreRowsInTheirOrder() {
    InputFile one = table.file("json", "[{\"a\":1,\"b\":\"x\"},{\"a\":2}]");
    InputFile two = table.file("json", "[{\"b\":\"y\"}]");

    assertThat(table.read(T, one, two)).containsExactly("0|1|x", "1|2|null", "0|null|y");
  }

  @Test
  void typesAreTheNarrowestThatHoldEveryValue() {
    InputFile file =
        table.file(
            "json",
            """
            [{"i": 1, "big": 9223372036854775807, "huge": 9223372036854775808, "money": 1.50,
              "long": 3.123456789012345678901234, "e": 1e3, "b": true, "d": "2024-02-29",
              "ts": "2024-02-29T10:00:00", "tz": "2024-02-29T10:00:00+02:00", "time": "10:00:00.5",
              "u": "6f9619ff-8b86-d011-b42d-00c04fc964ff", "n": "12", "mix": 1, "none": null},
             {"i": -7, "money": 100, "mix": true, "none": null}]
            """);

    Inferred inferred = table.infer(T, file);

    assertThat(Table.columns(inferred.tables().getFirst()))
        .containsExactly(
            "i BIGINT",
            "big BIGINT",
            "huge HUGEINT",
            "money DECIMAL(18,2)",
            "long DECIMAL(38,24)",
            "e DOUBLE",
            "b BOOLEAN",
            "d DATE",
            "ts TIMESTAMP",
            "tz TIMESTAMP WITH TIME ZONE",
            "time TIME",
            "u VARCHAR",
            "n VARCHAR",
            "mix VARCHAR");
    assertThat(table.read(T, file))
        .containsExactly(
            "0|1|9223372036854775807|9223372036854775808|1.50|3.123456789012345678901234|1000.0"
                + "|true|2024-02-29|2024-02-29 10:00:00|2024-02-29 08:00:00+00|10:00:00.5"
                + "|6f9619ff-8b86-d011-b42d-00c04fc964ff|12|1",
            "1|-7|null|null|100.00|null|null|null|null|null|null|null|null|null|true");
  }

  @Test
  void objectsBecomeColumnsAndArraysOfObjectsBecomeChildTables() {
    InputFile file =
        table.file(
            "json",
            """
            [{"id": "a", "team": {"id": 5, "name": "X"}, "at": [1.5, 2],
              "tactics": {"lineup": [{"player": {"id": 1}, "cards": [{"t": "y"}, {"t": "r"}]},
                                     {"player": {"id": 2}}]}},
             {"id": "b", "tactics": {"lineup": []}},
             {"id": "c", "tactics": {"lineup": [{"player": {"id": 3}}]}}]
            """,
            Keys.of("match_id", 7));
    TableRequest request = T.withKey("id");

    Inferred inferred = table.infer(request, file);

    assertThat(inferred.tables().stream().map(s -> s.name() + s.depth() + s.key()))
        .containsExactly("t0[id]", "t__tactics__lineup1[]", "t__tactics__lineup__cards2[]");
    assertThat(Table.columns(inferred.tables().get(0)))
        .containsExactly(
            "match_id BIGINT",
            "id VARCHAR",
            "team__id BIGINT",
            "team__name VARCHAR",
            "at DECIMAL(18,1)[]");
    assertThat(Table.columns(inferred.tables().get(1)))
        .containsExactly("parent_id VARCHAR", "player__id BIGINT");
    assertThat(table.read(request, 0, file))
        .containsExactly("0|7|a|5|X|[1.5, 2.0]", "1|7|b|null|null|null", "2|7|c|null|null|null");
    assertThat(table.read(request, 1, file)).containsExactly("0|0|a|1", "0|1|a|2", "2|0|c|3");
    assertThat(table.read(request, 2, file)).containsExactly("0|0|0|a|y", "0|0|1|a|r");
  }

  @Test
  void whatLiesDeeperThanAskedStaysJson() {
    InputFile file =
        table.file("json", "[{\"a\":{\"b\":{\"c\":1.50}},\"l\":[{\"m\":[{\"z\":1}]}]}]");

    assertThat(table.read(T.withDepth(1), 0, file)).containsExactly("0|{\"c\":1.50}");
    assertThat(table.read(T.withDepth(1), 1, file)).containsExactly("0|0|[{\"z\":1}]");
    assertThat(table.read(T.withDepth(0), 0, file))
        .containsExactly("0|{\"b\":{\"c\":1.50}}|[{\"m\":[{\"z\":1}]}]");
  }

  @Test
  void aFieldOfSeveralKindsKeepsEachOfThem() {
    InputFile file =
        table.file(
            "json",
            """
            [{"f": {"id": 1}}, {"f": "text"}, {"f": [{"x": 1}, 7]}, {"f": 2.50}, {"f": null}]
            """);

    Inferred inferred = table.infer(T, file);

    assertThat(Table.columns(inferred.tables().get(0)))
        .containsExactly("f VARCHAR", "f__id BIGINT");
    assertThat(table.read(T, 0, file))
        .containsExactly("0|null|1", "1|text|null", "2|null|null", "3|2.50|null", "4|null|null");
    assertThat(Table.columns(inferred.tables().get(1))).containsExactly("value BIGINT", "x BIGINT");
    assertThat(table.read(T, 1, file)).containsExactly("2|0|null|1", "2|1|7|null");
  }

  @Test
  void anEmptyArrayIsNoDate() {
    InputFile file = table.file("json", "[{\"d\":\"2024-02-29\"},{\"d\":[]}]");

    assertThat(table.read(T, file)).containsExactly("0|2024-02-29", "1|null");
  }

  @Test
  void mixedScalarsKeepTheirText() {
    InputFile file =
        table.file(
            "json", "[{\"a\":1.50},{\"a\":\"x\"},{\"a\":1e3},{\"a\":0.00001},{\"a\":false}]");

    assertThat(table.read(T, file))
        .containsExactly("0|1.50", "1|x", "2|1e3", "3|0.00001", "4|false");
  }

  @Test
  void recordsLieWhereThePathSays() {
    InputFile file =
        table.file("json", "{\"page\":1,\"items\":[{\"a\":1},{\"a\":2}],\"x\":{\"items\":[3]}}");

    assertThat(table.read(T.withRecords(RecordsPath.parse("$.items[*]")), file))
        .containsExactly("0|1", "1|2");
    assertThat(table.read(T.withRecords(RecordsPath.parse("$.x.items[*]")), file))
        .containsExactly("0|3");
    assertThat(table.read(T.withRecords(RecordsPath.parse("$")), file)).containsExactly("0|1|[3]");
    assertThat(table.read(T, file)).containsExactly("0|1|[3]");
  }

  @Test
  void plainRecordsAreAColumnThatCanBeNamed() {
    InputFile file = table.file("json", "{\"teams\":[{\"id\":7},{\"id\":9}]}");
    TableRequest ids =
        T.withRecords(RecordsPath.parse("$.teams[*].id"))
            .withColumns(Map.of("value", new TableRequest.Declared(null, "team_id")));

    assertThat(Table.columns(table.infer(ids, file).tables().getFirst()))
        .containsExactly("team_id BIGINT");
    assertThat(table.read(ids, file)).containsExactly("0|7", "1|9");
  }

  @Test
  void linesAreRecords() {
    InputFile file = table.file("jsonl", "{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}");

    assertThat(table.read(T, file)).containsExactly("0|1", "1|2", "2|3");
  }

  @Test
  void nothingIsNoRowAndNoError() {
    InputFile empty = table.file("json", "");
    InputFile blank = table.file("jsonl", "\n \n");
    InputFile none = table.file("json", " [ ] ");

    assertThat(table.read(T, empty, blank, none)).isEmpty();
    assertThat(table.read(T, none, table.file("json", "[{\"a\":1}]"))).containsExactly("0|1");
    assertThat(table.read(T, table.file("json", "[{},{}]"))).containsExactly("0", "1");
  }

  @Test
  void twoFieldsThatWantOneColumnAreAnErrorThatNamesBoth() {
    InputFile file = table.file("json", "[{\"homeTeam\":1,\"home_team\":2,\"A\":1,\"a\":2}]");

    assertThatThrownBy(() -> table.infer(T, file))
        .isInstanceOf(LeatException.class)
        .hasMessage("'homeTeam' and 'home_team' would both become the column home_team of table t");
    TableRequest renamed =
        T.withColumns(
            Map.of(
                "homeTeam", new TableRequest.Declared(null, "home"),
                "A", new TableRequest.Declared(null, "upper")));
    assertThat(Table.columns(table.infer(renamed, file).tables().getFirst()))
        .containsExactly("home BIGINT", "home_team BIGINT", "upper BIGINT", "a BIGINT");
    assertThat(table.read(renamed, file)).containsExactly("0|1|2|1|2");
  }

  @Test
  void oddNamesAreReadAllTheSame() {
    InputFile file =
        table.file(
            "json", "[{\"\":1,\"fg%\":2,\"q\\\"uo'te\":3,\"a.b\":4,\"3P\":5,\"_id\":6,\"né\":7}]");

    assertThat(Table.columns(table.infer(T, file).tables().getFirst()))
        .containsExactly(
            "_ BIGINT",
            "fg_pct BIGINT",
            "q_uo_te BIGINT",
            "a_b BIGINT",
            "_3p BIGINT",
            "_id BIGINT",
            "ne BIGINT");
    assertThat(table.read(T, file)).containsExactly("0|1|2|3|4|5|6|7");
  }

  @Test
  void aFieldThatComesTwiceIsReadOnceAndTold() {
    InputFile file = table.file("json", "[{\"a\":1,\"a\":2}]");

    assertThat(table.infer(T, file).ambiguities())
        .containsExactly("file 1 has field 'a' twice in one object; the first is read");
    assertThat(table.read(T, file)).containsExactly("0|1");
  }

  /** Whatever one of many files brings, the others' shape being known, is found. */
  @Test
  void whatAKnownShapeDoesNotCoverIsFoundInOneFileOfMany() {
    String usual =
        "[{\"a\":1,\"n\":null,\"d\":1.5,\"l\":[{\"x\":1}],\"s\":{\"t\":\"2024-01-01\"}}]";
    Shape known = table.infer(T, table.file("json", usual)).shape();
    InputFile same = table.file("json", usual);
    List<String> changed =
        List.of(
            "[{\"a\":1},{\"new\":1}]",
            "[{\"a\":1,\"\\u006e\\u0065w\":1}]",
            "[{\"a\":\"one\"}]",
            "[{\"a\":1.0}]",
            "[{\"a\":9223372036854775808}]",
            "[{\"d\":1.25}]",
            "[{\"n\":false}]",
            "[{\"l\":[{\"x\":1},{\"x\":2,\"y\":0}]}]",
            "[{\"l\":[{\"x\":{\"z\":1}}]}]",
            "[{\"s\":{\"t\":\"2024-01-01T00:00:00\"}}]",
            "[{\"s\":[\"t\"]}]");

    for (String content : changed) {
      try (Rows rows = table.rows(T, known, same, table.file("json", content), same)) {
        assertThat(rows.unknownFields()).as(content).isTrue();
      }
    }
    try (Rows rows =
        table.rows(
            T,
            known,
            same,
            table.file("json", "[{\"s\":{\"t\":\"2024\\u002d01-02\"},\"d\":-7.5,\"n\":null}]"))) {
      assertThat(rows.unknownFields()).isFalse();
    }
  }

  @Test
  void aKeyThatIsNoColumnIsAnError() {
    InputFile file = table.file("json", "[{\"a\":1}]");

    assertThatThrownBy(() -> table.infer(T.withKey("idd"), file))
        .hasMessage("the key of table t names idd, which is no column of it");
  }

  @Test
  void aDatasetKeyGivesWayToAColumnOfTheSameName() {
    InputFile file =
        table.file("json", "[{\"season_id\":90}]", Keys.of("season_id", 1).with("team", "a b"));

    assertThat(Table.columns(table.infer(T, file).tables().getFirst()))
        .isEqualTo(List.of("team VARCHAR", "season_id BIGINT"));
    assertThat(table.read(T, file)).containsExactly("0|a b|90");
  }
}
