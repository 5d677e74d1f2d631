package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.items;
import static dev.leat.connect.rest.Api.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Cursor;
import dev.leat.api.LeatException;
import dev.leat.api.Pages;
import dev.leat.testkit.http.Answer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an answer, and what is said of one that does not. */
final class AnswerTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private void feed(Object... options) {
    var all = map("path", "list", "records", "$.items[*]");
    all.putAll(map(options));
    api.feed("f", all.entrySet().stream().flatMap(AnswerTest::pair).toArray());
  }

  private static Stream<Object> pair(Map.Entry<String, Object> entry) {
    return Stream.of(entry.getKey(), entry.getValue());
  }

  @Test
  void keepsASinglePageByteForByteWithItsValidators() throws Exception {
    feed();
    String body = " {\"items\" : [ ] ,\"ü\":\"\\u00fc\"}\r\n";
    api.http().on("/list", Answer.json(body).etag("v1").header("Last-Modified", "yesterday"));
    Api.Walked walked = api.walk("f");
    assertThat(walked.bodies()).containsExactly(body);
    assertThat(walked.end())
        .isEqualTo(new Pages.End.Complete(Cursor.START, "\"v1\"", "yesterday", "json", null));
  }

  @Test
  void asksOnConditionWhereThereWasOnePage() throws Exception {
    feed();
    api.http().on("/list", items(1, 2, "").etag("v1"));
    assertThat(api.walkAfter("f", api.walk("f")).end())
        .isEqualTo(new Pages.End.Unchanged("not modified"));
    assertThat(api.http().requests().getLast().header("if-none-match")).contains("\"v1\"");
  }

  @Test
  void asksWithoutConditionWhereThereWereSeveralPages() throws Exception {
    feed("page", map("param", "page", "total", "n"));
    api.http()
        .on(
            "/list",
            items(1, 2, ",\"n\":2").etag("v1"),
            items(3, 4, ",\"n\":2").etag("v2"),
            items(1, 2, ",\"n\":2").etag("v1"),
            items(3, 4, ",\"n\":2").etag("v2"));
    Api.Walked first = api.walk("f");
    api.walkAfter("f", first);
    assertThat(api.http().requests()).noneMatch(it -> it.header("if-none-match").isPresent());
  }

  @Test
  void refusesAnHtmlPage() {
    feed();
    api.http().on("/list", Answer.html("<!DOCTYPE html><title>Log in</title>"));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("answered an HTML page instead of data: <!DOCTYPE html>");
  }

  @Test
  void refusesJsonThatIsCutOff() {
    feed();
    api.http().on("/list", Answer.json("{\"items\":[{\"id\":1},{\"id\""));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("answered what is not valid JSON at line 1");
  }

  @Test
  void aBrokenRecordCostsNoPage() throws Exception {
    feed();
    for (String broken :
        List.of("{\"id\":01}", "{\"a\":\"\u0000\"}", "{x}", "{\"a\":[1,,{\"]\":2}]}")) {
      String body =
          "{\"more\":{\"a\":[{}]},\"items\":[{\"id\":1}," + broken + ",{\"id\":\"}\\\"\"}]}";
      api.http().on("/list", Answer.json(body));
      assertThat(api.walk("f").bodies()).as(broken).containsExactly(body);
    }
    for (String lost :
        List.of(
            "{\"items\":[{\"id\":01}]}",
            "{\"items\":[{\"id\":1},{\"id\":01}],\"next\":oops}",
            "{\"items\":[{\"id\":1},{\"id\":01}",
            "{\"items\":[{\"id\":1},{\"id\":\"a\"b\"}]}")) {
      api.http().on("/list", Answer.json(lost));
      assertThatThrownBy(() -> api.walk("f"))
          .as(lost)
          .hasMessageContaining("answered what is not valid JSON at line 1");
    }
  }

  @Test
  void refusesRecordsThatAreNotWhereTheyWere() {
    feed();
    api.http().on("/list", Answer.json("{\"results\":[{\"id\":1}]}"));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("has no records at $.items[*]: {\"results\":[{\"id\":1}]}");
  }

  @Test
  void passesOnWhatAnErrorSaysThatCameAsAnAnswer() {
    feed();
    api.http().on("/list", Answer.json("{\"detail\":\"Not allowed on your plan.\"}"));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("answered with 'detail' and without records")
        .hasMessageContaining("Not allowed on your plan.");
  }

  @Test
  void failsWhereAnErrorStandsBesideRecords() throws Exception {
    feed("fail_if", "$.error");
    api.http().on("/list", items(1, 2, ",\"error\":null"));
    assertThat(api.walk("f").bodies()).hasSize(1);
    for (String nothing : List.of("[]", "{}", "[ ]", "false", "\"\"")) {
      api.http().on("/list", items(1, 2, ",\"error\":" + nothing));
      assertThat(api.walk("f").bodies()).hasSize(1);
    }
    api.http().on("/list", items(1, 2, ",\"error\":[[]]"));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("answered with $.error");
    api.http().on("/list", items(1, 2, ",\"error\":{\"code\":7}"));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("answered with $.error");
  }

  @Test
  void failsOnErrorsOfGraphQl() {
    api.feed("f", "path", "q", "query", "{ a }", "records", "$.data.a[*]");
    api.http().on("/q", Answer.json("{\"data\":{\"a\":[]},\"errors\":[{\"message\":\"no\"}]}"));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("answered with $.errors");
  }

  @Test
  void whatIsEmptyIsNoFailure() throws Exception {
    api.feed("f", "path", "q", "query", "{ a }", "records", "$.data.a[*]", "fail_if", "$.warnings");
    api.http()
        .on(
            "/q",
            Answer.json("{\"errors\":[],\"data\":{\"a\":[{\"id\":1}]},\"warnings\":{ }}"),
            Answer.json("{\"errors\":[{}],\"data\":{\"a\":[]}}"),
            Answer.json("{\"warnings\":{\"w\":[]},\"data\":{\"a\":[]}}"));
    assertThat(api.walk("f").bodies()).hasSize(1);
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("answered with $.errors");
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("answered with $.warnings");
  }

  @Test
  void takesNullForAnEmptyList() throws Exception {
    feed();
    api.http().on("/list", Answer.json("{\"items\":null}"));
    assertThat(api.walk("f").bodies()).hasSize(1);
  }

  @Test
  void skipsADatasetByItsStatus() throws Exception {
    feed("on_status", map("404", "skip"));
    api.http().on("/list", Answer.json("{}").as(404));
    assertThat(api.walk("f").end()).isEqualTo(new Pages.End.Absent("answered 404"));
  }

  @Test
  void aLaterPageSkipsNothing() throws Exception {
    feed("on_status", map("404", "skip"), "page", map("param", "page"));
    api.http().on("/list", items(1, 1, ""), Answer.json("{\"no\":1}").as(404));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("answered 404: {\"no\":1}");
    assertThat(api.walkFrom("f", api.checkpoints().getLast()).end())
        .isEqualTo(new Pages.End.Absent("answered 404"));
  }

  @Test
  void takesNothingForAnAnswerByItsStatus() throws Exception {
    feed("on_status", map("422", "ignore"));
    api.http().on("/list", Answer.json("{}").as(422), Answer.status(204));
    assertThat(api.walk("f").end()).isInstanceOf(Pages.End.Complete.class);
    assertThat(api.walk("f").bodies()).isEmpty();
  }

  @Test
  void failsByStatusWithTheWordsOfTheApi() {
    feed("on_status", map("400", "fail"));
    api.http().on("/list", Answer.json("{\"meta\":\"limit too large\"}").as(400));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("answered 400: {\"meta\":\"limit too large\"}");
  }

  @Test
  void sendsAFormWithHeaders() throws Exception {
    feed("form", map("a", "1 2", "b", List.of("x", "y")), "headers", map("X-Kind", "k"));
    api.http().on("/list", items(1, 1, ""));
    api.walk("f");
    assertThat(api.http().requests().getFirst())
        .satisfies(it -> assertThat(it.line()).isEqualTo("POST /list"))
        .satisfies(it -> assertThat(it.bodyText()).isEqualTo("a=1%202&b=x&b=y"))
        .satisfies(it -> assertThat(it.header("x-kind")).contains("k"));
  }

  @Test
  void joinsPagesOfCsvUnderOneHead() throws Exception {
    api.feed("f", "path", "list", "page", map("param", "page"));
    api.http()
        .on(
            "/list",
            Answer.text("text/csv", "id,name\n1,\"a\nb\"\n"),
            Answer.text("text/csv", "id,name\r\n2,c\r\n"),
            Answer.text("text/csv", "id,name\n"));
    Api.Walked walked = api.walk("f");
    assertThat(walked.text()).isEqualTo("id,name\n1,\"a\nb\"\n2,c");
    assertThat(((Pages.End.Complete) walked.end()).format()).isEqualTo("csv");
  }

  @Test
  void linesOfCsvEndAsThoseOfItsFirstPage() throws Exception {
    api.feed("f", "path", "list", "page", map("param", "page"));
    Answer end = Answer.text("text/csv", "id,name\r\n");
    api.http()
        .on(
            "/list",
            Answer.text("text/csv", "id,name\r\n1,\"a\r\nb\"\r\n"),
            Answer.text("text/csv", "id,name\n2,c\n"),
            end);
    Api.Walked whole = api.walk("f");
    String rows = "2,c\r";
    assertThat(whole.text()).isEqualTo("id,name\r\n1,\"a\r\nb\"\r\n" + rows);
    api.http().on("/list", Answer.text("text/csv", "id,name\r\n2,c\r\n"), end);
    assertThat(api.walkFrom("f", whole.checkpoints().getFirst()).bodies()).containsExactly(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void refusesJsonThatIsNoUtf8(String charset) {
    api.feed("f", "path", "list");
    byte[] body = "[{\"id\":1}]".getBytes(Charset.forName(charset));
    api.http().on("/list", Answer.bytes(body));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("and JSON is UTF-8");
  }

  @Test
  void saysThatWhatIsNoJsonMayBeCsv() {
    api.feed("f", "path", "list");
    api.http().on("/list", Answer.text("application/gzip", "id,v\n1,a\n"));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("answered what is not valid JSON")
        .isInstanceOfSatisfying(
            LeatException.class,
            refused ->
                assertThat(refused.remedy())
                    .endsWith("where it is CSV, write 'format: csv' in the feed"));
  }

  @Test
  void readsLinesOfJson() throws Exception {
    api.feed("f", "path", "list", "page", map("param", "page"));
    String lines = "{\"id\":1}\n{\"id\":2}\n";
    api.http()
        .on(
            "/list",
            Answer.text("application/x-ndjson", lines),
            Answer.text("application/x-ndjson", ""));
    Api.Walked walked = api.walk("f");
    assertThat(walked.bodies()).containsExactly(lines);
    assertThat(((Pages.End.Complete) walked.end()).format()).isEqualTo("jsonl");
  }

  @Test
  void takesBrokenLinesAsTheyAreAndFailsWhereAllAre() throws Exception {
    api.feed("f", "path", "list", "page", map("param", "page"));
    String lines = "{\"id\":1}\n{\"id\":\nno json\r\n\n{\"id\":4}\n";
    api.http()
        .on(
            "/list",
            Answer.text("application/x-ndjson", lines),
            Answer.text("application/x-ndjson", ""),
            Answer.text("application/x-ndjson", "<p>\nsorry\n"));
    assertThat(api.walk("f").bodies()).containsExactly(lines);
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("answered XML instead of data: <p> sorry");
  }

  @Test
  void doesNotMindWhatNumbersHold() throws Exception {
    feed();
    api.http()
        .on(
            "/list",
            Answer.json("{\"items\":[{\"a\":123456789012345678901234567890},{\"a\":NaN}]}"));
    assertThat(api.walk("f").bodies()).hasSize(1);
  }

  @Test
  void refusesPagesOfCsvWithOtherColumns() throws Exception {
    api.feed("f", "path", "list", "page", map("param", "page"));
    api.http()
        .on(
            "/list",
            Answer.text("text/csv", "id,name\n1,a\n"),
            Answer.text("text/csv", "name,id\nb,2\n"));
    String problem = "/list?page=2 has other columns than the pages before it: name,id";
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining(problem);
    Cursor second = api.checkpoints().getLast();
    api.http().on("/list", Answer.text("text/csv", "name,id\nb,2\n"));
    assertThatThrownBy(() -> api.walkFrom("f", second)).hasMessageContaining(problem);
  }

  @Test
  void refusesJsonInPlaceOfCsv() {
    api.feed("f", "path", "list", "format", "csv", "page", "none");
    api.http()
        .on(
            "/list",
            Answer.json("\"come back later\""),
            Answer.text("text/plain", " {\"error\":1}"));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("answered JSON instead of CSV: \"come back later\"");
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("answered JSON instead of CSV: {\"error\":1}");
  }
}
