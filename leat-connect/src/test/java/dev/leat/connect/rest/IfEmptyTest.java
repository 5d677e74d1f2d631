package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Pages;
import dev.leat.testkit.http.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers without records, and what is asked then. */
final class IfEmptyTest {
  private static final Answer EMPTY = Answer.json("{\"items\":[]}");

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private void feed() {
    api.feed(
        "teams",
        "path",
        "teams",
        "records",
        "$.items[*]",
        "params",
        map("limit", "50"),
        "if_empty",
        List.of(map("params", map("season", "2024")), map("params", map("season", "2020"))));
  }

  @Test
  void asksAgainInOrderAndSaysWhichAnswerWasUsed() throws Exception {
    feed();
    api.http()
        .on(
            "/teams",
            request ->
                request.query().contains("season=2020")
                    ? Answer.json("{\"items\":[{\"id\":1}]}")
                    : EMPTY);
    Api.Walked walked = api.walk("teams");
    assertThat(api.asked())
        .containsExactly(
            "/teams?limit=50", "/teams?limit=50&season=2024", "/teams?limit=50&season=2020");
    assertThat(walked.text()).isEqualTo("{\"items\":[{\"id\":1}]}");
    assertThat(((Pages.End.Complete) walked.end()).url())
        .isEqualTo(api.http().url("/teams?limit=50&season=2020"));
  }

  @Test
  void asksOnceWhereThereAreRecords() throws Exception {
    feed();
    api.http().on("/teams", Answer.json("{\"items\":[{\"id\":1}]}"));
    Api.Walked walked = api.walk("teams");
    assertThat(api.asked()).containsExactly("/teams?limit=50");
    assertThat(((Pages.End.Complete) walked.end()).url()).isNull();
  }

  @Test
  void keepsTheLastAnswerWhereAllAreEmpty() throws Exception {
    feed();
    api.http().on("/teams", EMPTY);
    assertThat(api.walk("teams").bodies()).containsExactly("{\"items\":[]}");
    assertThat(api.asked()).hasSize(3);
  }

  @Test
  void walksThePagesOfTheAnswerThatHasRecords() throws Exception {
    api.feed(
        "teams",
        "path",
        "teams",
        "records",
        "$.items[*]",
        "page",
        map("param", "page", "total", "$.pages"),
        "if_empty",
        List.of(map("params", map("season", "2024"))));
    api.http()
        .on(
            "/teams",
            request -> {
              int page = Integer.parseInt(Api.parameter(request, "page").orElseThrow());
              return request.query().contains("season")
                  ? Api.items(page, page, ",\"pages\":2")
                  : Answer.json("{\"items\":[],\"pages\":0}");
            });
    Api.Walked walked = api.walk("teams");
    assertThat(api.asked())
        .containsExactly("/teams?page=1", "/teams?season=2024&page=1", "/teams?season=2024&page=2");
    api.http().forget();
    assertThat(api.walkFrom("teams", walked.checkpoints().getFirst()).bodies()).hasSize(1);
    assertThat(api.asked()).containsExactly("/teams?season=2024&page=2");
  }

  @Test
  void isNothingForACursor() {
    api.feed(
        "news",
        "path",
        "news",
        "cursor",
        map("field", "at", "param", "since"),
        "if_empty",
        List.of(map("params", map("all", "1"))));
    assertThatThrownBy(() -> api.offers("news"))
        .hasMessageContaining("A feed with a cursor has no records where nothing is newer.");
  }
}
