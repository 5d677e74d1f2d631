package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.map;
import static dev.leat.connect.rest.Api.parameter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Cursor;
import dev.leat.api.Pages;
import dev.leat.testkit.http.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A feed with a cursor brings what is new, all of it, and nothing twice where that can be told. */
final class CursorTest {
  private final Api api = new Api();
  private final List<String> stored = new ArrayList<>();

  @AfterEach
  void close() {
    api.close();
  }

  /** An API that gives what is at the value that it is asked for, and what is newer. */
  private void feed(Object... cursor) {
    var options = map("field", "u", "param", "since");
    options.putAll(map(cursor));
    api.feed("f", "path", "list", "cursor", options);
    api.http()
        .on(
            "/list",
            request -> {
              String since = parameter(request, "since").orElse("");
              return Answer.json(
                  stored.stream()
                      .filter(it -> since.isEmpty() || value(it).compareTo(since) >= 0)
                      .collect(Collectors.joining(",", "[", "]")));
            });
  }

  private static String value(String record) {
    return record.replaceFirst(".*\"u\":\"?", "").replaceFirst("\"?}$", "");
  }

  private void stores(int id, String at) {
    stored.add("{\"id\":" + id + ",\"u\":\"" + at + "\"}");
  }

  private String lastAsked() {
    return parameter(api.http().requests().getLast(), "since").orElse("everything");
  }

  @Test
  void asksForWhatIsNewerThanTheNewest() throws Exception {
    feed("start", "2024-01-01");
    stores(1, "2024-01-02T00:00:00.123456789Z");
    Api.Walked first = api.walk("f");
    assertThat(lastAsked()).isEqualTo("2024-01-01");
    stores(2, "2024-01-03T00:00:00Z");
    Api.Walked second = api.walkAfter("f", first);
    assertThat(lastAsked()).isEqualTo("2024-01-02T00:00:00.123456789Z");
    assertThat(second.text()).contains("\"id\":2");
    api.walkAfter("f", second);
    assertThat(lastAsked()).isEqualTo("2024-01-03T00:00:00Z");
  }

  @Test
  void makesNothingOfKnownRecords() throws Exception {
    feed();
    stores(1, "2024-01-02");
    stores(2, "2024-01-02");
    Api.Walked first = api.walk("f");
    assertThat(api.walkAfter("f", first).end())
        .isEqualTo(new Pages.End.Unchanged("nothing is newer"));
  }

  @Test
  void seesWhatAppearsLaterAtTheSameValue() throws Exception {
    feed();
    stores(1, "2024-01-02");
    Api.Walked first = api.walk("f");
    stores(2, "2024-01-02");
    Api.Walked second = api.walkAfter("f", first);
    assertThat(second.text()).contains("\"id\":2");
    assertThat(api.walkAfter("f", second).end()).isInstanceOf(Pages.End.Unchanged.class);
    stores(3, "2024-01-02");
    assertThat(api.walkAfter("f", second).text()).contains("\"id\":3");
  }

  @Test
  void seesWhatChangesAtTheSameValue() throws Exception {
    feed();
    stores(1, "2024-01-02");
    Api.Walked first = api.walk("f");
    stored.set(0, "{\"id\":1,\"note\":\"new\",\"u\":\"2024-01-02\"}");
    assertThat(api.walkAfter("f", first).text()).contains("new");
  }

  @Test
  void asksAgainAsFarBackAsTheLag() throws Exception {
    feed("lag", "1h");
    stores(1, "2024-01-02T10:00:00.5+02:00");
    stores(2, "2024-01-02T09:30:00.5+02:00");
    Api.Walked first = api.walk("f");
    Api.Walked nothing = api.walkAfter("f", first);
    assertThat(lastAsked()).isEqualTo("2024-01-02T09:00:00.5+02:00");
    assertThat(nothing.end()).isInstanceOf(Pages.End.Unchanged.class);
    stores(3, "2024-01-02T09:15:00.5+02:00");
    assertThat(api.walkAfter("f", first).text()).contains("\"id\":3");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-02 10:00:00,     2024-01-02 09:00:00",
    "2024-01-02T10:00Z,       2024-01-02T09:00Z",
    "'2024-01-02 10:00:00,5', '2024-01-02 09:00:00,5'",
    "2024-01-02 10:00:00 +02, 2024-01-02 09:00:00 +02",
    "2024-01-02T10:00:00.250, 2024-01-02T09:00:00.250",
    "2024-01-02,              2024-01-01",
    "1704189600,              1704186000",
    "1704189600000,           1704186000000",
    "1704189600000001,        1704186000000001",
    "1704189600000000001,     1704186000000000001",
  })
  void aLagChangesTheTimeAndNotHowItIsWritten(String at, String asked) {
    assertThat(CursorValue.of(at, CursorValue.Form.TEXT).minus(Duration.ofHours(1)).text())
        .isEqualTo(asked);
  }

  @Test
  void aCursorInTheBodyIsOfTheKindThatRecordsHave() throws Exception {
    var cursor = map("field", "u", "param", "filter.since", "in", "body", "start", "0");
    api.feed("f", "path", "list", "cursor", cursor);
    api.http().on("/list", Answer.json("[{\"u\":7}]"));
    Api.Walked first = api.walk("f");
    api.http().on("/list", Answer.json("[{\"u\":\"8\"}]"));
    Api.Walked second = api.walkAfter("f", first);
    api.walkAfter("f", second);
    assertThat(api.http().requests())
        .extracting(it -> it.line() + " " + it.bodyText())
        .containsExactly(
            "POST /list {\"filter\":{\"since\":0}}",
            "POST /list {\"filter\":{\"since\":7}}",
            "POST /list {\"filter\":{\"since\":\"8\"}}");
  }

  @Test
  void keepsRecordsWithoutAValueOnce() throws Exception {
    feed();
    stores(1, "2024-01-02");
    stored.add("{\"id\":9,\"u\":null}");
    Api.Walked first = api.walk("f");
    api.http().on("/list", Answer.json("[{\"id\":1,\"u\":\"2024-01-02\"},{\"id\":9,\"u\":null}]"));
    assertThat(api.walkAfter("f", first).end()).isInstanceOf(Pages.End.Unchanged.class);
    api.http().on("/list", Answer.json("[{\"id\":10}]"));
    assertThat(api.walkAfter("f", first).text()).contains("10");
  }

  @Test
  void comparesMixedOffsetsAsTimes() throws Exception {
    feed();
    stores(1, "2024-01-02T01:00:00+02:00");
    stores(2, "2024-01-01T23:30:00Z");
    api.walkAfter("f", api.walk("f"));
    assertThat(lastAsked()).isEqualTo("2024-01-01T23:30:00Z");
  }

  @Test
  void comparesNumbersToTheLastDigit() throws Exception {
    feed();
    stored.add("{\"id\":1,\"u\":9007199254740993.1}");
    stored.add("{\"id\":2,\"u\":9007199254740993.05}");
    stored.add("{\"id\":3,\"u\":99}");
    api.walkAfter("f", api.walk("f"));
    assertThat(lastAsked()).isEqualTo("9007199254740993.1");
  }

  @Test
  void refusesValuesThatCannotBeCompared() {
    feed();
    stores(1, "2024-01-02");
    stores(2, "soon");
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("the cursor's values 'soon' and '2024-01-02' cannot be compared");
  }

  @Test
  void refusesACursorThatGoesBackwards() {
    feed("order", "asc");
    stores(1, "2024-01-02");
    stores(2, "2024-01-01");
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("the cursor goes backwards: 2024-01-01 comes after 2024-01-02");
  }

  @Test
  void stopsEarlyWhereTheNewestComesFirst() throws Exception {
    api.feed(
        "f",
        "path",
        "list",
        "page",
        map("param", "page"),
        "cursor",
        map("field", "u", "param", "since", "order", "desc"));
    api.http()
        .on(
            "/list",
            Answer.json("[{\"id\":2,\"u\":\"2024-02-02\"}]"),
            Answer.json("[{\"id\":1,\"u\":\"2024-02-01\"}]"),
            Answer.json("[]"));
    Api.Walked first = api.walk("f");
    assertThat(first.bodies()).hasSize(2);
    api.http()
        .on(
            "/list",
            Answer.json("[{\"id\":3,\"u\":\"2024-02-03\"}]"),
            Answer.json("[{\"id\":2,\"u\":\"2024-02-02\"},{\"id\":1,\"u\":\"2024-02-01\"}]"),
            Answer.status(500))
        .forget();
    Api.Walked second = api.walkAfter("f", first);
    assertThat(api.asked()).hasSize(2);
    assertThat(second.text()).contains("\"id\":3");
  }

  @Test
  void advancesOnlyAtTheEndAndKeepsTheTruthAcrossProcesses() throws Exception {
    api.feed(
        "f",
        "path",
        "list",
        "page",
        map("param", "page"),
        "cursor",
        map("field", "u", "param", "since", "start", "2024-01-01"));
    Answer newest = Answer.json("[{\"id\":9,\"u\":\"2024-02-09\"}]");
    Answer older = Answer.json("[{\"id\":2,\"u\":\"2024-02-02\"}]");
    api.http().on("/list", newest, older, Answer.json("[]"));
    Api.Walked whole = api.walk("f");
    api.http().on("/list", older, Answer.json("[]")).forget();
    Api.Walked rest = api.walkFrom("f", whole.checkpoints().getFirst());
    assertThat(api.asked())
        .containsExactly("/list?since=2024-01-01&page=2", "/list?since=2024-01-01&page=3");
    assertThat(rest.cursor()).isEqualTo(whole.cursor());
    api.walkAfter("f", rest);
    assertThat(lastAsked()).isEqualTo("2024-02-09");
  }

  @Test
  void storesAnEmptyAnswerTheFirstTimeOnly() throws Exception {
    feed();
    Api.Walked first = api.walk("f");
    assertThat(first.bodies()).containsExactly("[]");
    assertThat(api.walkAfter("f", first).end()).isInstanceOf(Pages.End.Unchanged.class);
  }

  @Test
  void leavesOutPagesThatBringNothingNew() throws Exception {
    api.feed(
        "f",
        "path",
        "list",
        "page",
        map("param", "page"),
        "cursor",
        map("field", "u", "param", "since"));
    String old = "[{\"id\":1,\"u\":\"2024-01-01\"}]";
    api.http().on("/list", Answer.json(old), Answer.json("[]"));
    Api.Walked first = api.walk("f");
    String fresh = "[{\"id\":2,\"u\":\"2024-01-02\"}]";
    api.http().on("/list", Answer.json(fresh), Answer.json(old), Answer.json("[]"));
    assertThat(api.walkAfter("f", first).bodies()).containsExactly(fresh);
    api.http().on("/list", Answer.json(old), Answer.json(fresh), Answer.json("[]"));
    assertThat(api.walkAfter("f", first).bodies()).containsExactly(fresh);
  }

  @Test
  void readsAllAnewWhereItsFieldIsAnother() throws Exception {
    feed();
    stores(1, "2024-01-02");
    Api.Walked first = api.walk("f");
    feed("field", "id");
    Api.Walked second = api.walkAfter("f", first);
    assertThat(lastAsked()).isEqualTo("everything");
    assertThat(second.text()).contains("\"id\":1");
    feed("field", "id");
    api.walkAfter("f", second);
    assertThat(lastAsked()).isEqualTo("1");
  }

  @Test
  void remembersNoMoreThanItMay() {
    var rule =
        new CursorRule(
            JsonPath.parse("u"),
            new Paging.Parameter(Call.Place.QUERY, "since"),
            Optional.empty(),
            Duration.ZERO,
            CursorRule.Order.NONE,
            CursorRule.Comparison.AUTO);
    var watermark = new Watermark(rule, Cursor.START, null);
    for (int page = 0; page < 50; page++) {
      List<Body.Entry> entries = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        byte[] record = (page + "/" + i).getBytes(StandardCharsets.UTF_8);
        entries.add(
            new Body.Entry(record, 0, record.length, new Scalar(Scalar.Kind.TEXT, "2024-01-01")));
      }
      assertThat(watermark.take(entries)).isTrue();
    }
    assertThat(watermark.remembered()).isEqualTo(2_000);
  }
}
