package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a feed is said before anything is asked for, at its place. */
final class RestMistakesTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("path: 'path' is a whole address.", "path", "https://other.test/x"),
        mistake("path: Nothing fills the placeholder {id}.", "path", "a/{id}"),
        mistake("headers: The header 'HOST' cannot be set", "headers", map("HOST", "x")),
        mistake("records: '$.a b' is not a JSON path.", "records", "$.a b"),
        mistake("records: 'records' counts elements.", "records", "$.a[0]"),
        mistake("total: 'x[' is not a JSON path.", "page", map("param", "page", "total", "x[")),
        mistake("count: Several things say", "page", map("param", "p", "total", "a", "count", "b")),
        mistake(
            "size: The number of records says nothing", "page", map("param", "p", "count", "n")),
        mistake("size: Nothing says when a page is not full.", "page", full()),
        mistake("size: A parameter takes the size", "page", map("param", "p", "size_param", "s")),
        mistake("cursor: Nothing says where the next cursor is.", "page", "cursor"),
        mistake("next: Nothing says where the address is.", "page", "next"),
        mistake(
            "type: The feed sends no GraphQL query.",
            "page",
            map("type", "graphql", "cursor", "c")),
        mistake("param: The cursor has no parameter.", "cursor", map("field", "u")),
        mistake("start: 'soon' is not a time.", "window", map("start", "soon")),
        mistake(
            "step: This is no length of time.", "window", map("start", "2024-01-01", "step", "x")),
        mistake(
            "end: The last window ends before the first.",
            "window",
            map("start", "2024-01-01", "end", "2023-01-01")),
        mistake(
            "window: No request says which window it asks for.",
            "window",
            map("start", "2024-01-01")),
        mistake("on_status: '4xx' is not a status.", "on_status", map("4xx", "skip")),
        mistake("on_status: 'drop' is nothing to do.", "on_status", map("404", "drop")),
        mistake("carry: There is nothing to carry along.", "carry", List.of("name")),
        mistake("each: There is no feed 'nobody'.", "each", "nobody"),
        mistake("each: The feeds f wait for each other.", "each", "f"),
        mistake("each: 'each' has no one place", "each", map("as", map("a", "b"))),
        mistake("each: No request differs from the others", "each", map("list", "[1]")),
        mistake("every: There is no rest", "job", map("poll", "x", "every", "0s")));
  }

  private static Map<String, Object> full() {
    return map("param", "p", "until", "short");
  }

  private static Arguments mistake(String problem, String option, Object value) {
    return Arguments.of(problem, option, value);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhatIsWrong(String problem, String option, Object value) {
    if (option.equals("path")) {
      api.feed("f", "path", value);
    } else {
      api.feed("f", "path", "list", option, value);
    }
    assertThatThrownBy(() -> new RestSourceType().datasetTypes(api.settings()))
        .hasMessageContaining(problem);
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void refusesWindowsWithACursor() {
    api.feed(
        "f",
        "path",
        "list",
        "window",
        map("start", "2024-01-01"),
        "cursor",
        map("field", "u", "param", "since"));
    assertThatThrownBy(() -> new RestSourceType().datasetTypes(api.settings()))
        .hasMessageContaining("cursor: A feed has windows or a cursor, not both.");
  }

  @Test
  void refusesAGetWithABody() {
    String problem = "method: A GET request has no body, and this feed sends one.";
    api.feed("f", "path", "list", "method", "GET", "body", "{\"a\":1}");
    assertThatThrownBy(() -> new RestSourceType().datasetTypes(api.settings()))
        .hasMessageContaining(problem);
    api.feed("f", "path", "list", "method", "GET", "page", map("param", "page", "in", "body"));
    assertThatThrownBy(() -> new RestSourceType().datasetTypes(api.settings()))
        .hasMessageContaining(problem);
  }

  @Test
  void refusesTwoBodies() {
    api.feed("f", "path", "list", "body", "{}", "form", map("a", "b"));
    assertThatThrownBy(() -> new RestSourceType().datasetTypes(api.settings()))
        .hasMessageContaining("form: A feed sends a body, a form or a GraphQL query.");
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    api.feed("a", "path", "a");
    api.feed("b", "each", map("from", "a", "as", map("x", "id")), "path", "b/{x}");
    api.feed("c", "each", map("from", "b", "as", map("x", "id")), "path", "c/{x}");
    assertThatThrownBy(() -> new RestSourceType().datasetTypes(api.settings()))
        .hasMessageContaining("each: The key 'x' is there twice");
  }
}
