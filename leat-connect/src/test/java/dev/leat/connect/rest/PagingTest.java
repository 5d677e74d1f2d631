package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.items;
import static dev.leat.connect.rest.Api.map;
import static dev.leat.connect.rest.Api.parameter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.Received;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of paging asks for every page once, and for none after the last. */
final class PagingTest {
  private static final String ITEMS = "$.items[*]";

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private void feed(Object... page) {
    api.feed("f", "path", "list", "records", ITEMS, "page", map(page));
  }

  @Test
  void countsPagesUpToTheirNumber() throws Exception {
    feed("param", "page", "total", "$.total_pages");
    api.http().on("/list", request -> numbered(request, 3));
    assertThat(api.walk("f").bodies()).hasSize(3);
    assertThat(api.asked()).containsExactly("/list?page=1", "/list?page=2", "/list?page=3");
  }

  private static Answer numbered(Received request, int pages) {
    int page = parameter(request, "page").map(Integer::valueOf).orElse(1);
    return items(page * 10, page * 10 + 1, ",\"page\":" + page + ",\"total_pages\":" + pages);
  }

  @Test
  void countsPagesUpToANumberInAHeader() throws Exception {
    feed("param", "p", "first", "0", "total_header", "X-Total-Pages");
    api.http()
        .on(
            "/list",
            items(1, 2, "").header("X-Total-Pages", "2"),
            items(3, 3, "").header("X-Total-Pages", "2"));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked()).containsExactly("/list?p=0", "/list?p=1");
  }

  @Test
  void countsPagesUntilOneIsEmpty() throws Exception {
    feed("param", "page", "size_param", "per_page", "size", "2");
    api.http().on("/list", items(1, 2, ""), items(3, 3, ""), items(1, 0, ""));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked())
        .containsExactly(
            "/list?per_page=2&page=1", "/list?per_page=2&page=2", "/list?per_page=2&page=3");
  }

  @Test
  void countsPagesUntilOneIsNotFull() throws Exception {
    feed("param", "page", "size", "2", "until", "short");
    api.http().on("/list", items(1, 2, ""), items(3, 3, ""));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked()).containsExactly("/list?page=1", "/list?page=2");
  }

  @Test
  void countsRecordsUpToTheirNumber() throws Exception {
    feed("type", "offset", "param", "offset", "size_param", "limit", "size", "2", "count", "total");
    api.http()
        .on(
            "/list",
            items(1, 2, ",\"total\":5"),
            items(3, 4, ",\"total\":5"),
            items(5, 5, ",\"total\":5"));
    assertThat(api.walk("f").bodies()).hasSize(3);
    assertThat(api.asked())
        .containsExactly(
            "/list?limit=2&offset=0", "/list?limit=2&offset=2", "/list?limit=2&offset=4");
  }

  @Test
  void countsRecordsWhileThereIsMore() throws Exception {
    feed("param", "skip", "more", "has_more");
    api.http().on("/list", items(1, 3, ",\"has_more\":true"), items(4, 4, ",\"has_more\":false"));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked()).containsExactly("/list?skip=0", "/list?skip=3");
  }

  @Test
  void countsWhatTheProviderCounts() throws Exception {
    api.feed(
        "f",
        "path",
        "orders",
        "records",
        "$.orders[*].lines[*]",
        "page",
        map("param", "offset", "size_param", "limit", "size", "2", "count", "total"));
    api.http()
        .on(
            "/orders",
            orders("[{\"l\":1},{\"l\":2},{\"l\":3}]", "[]"),
            orders("[]", "[]"),
            orders("[{\"l\":4}]"));
    assertThat(api.walk("f").text()).contains("\"l\":4");
    assertThat(api.asked())
        .containsExactly(
            "/orders?limit=2&offset=0", "/orders?limit=2&offset=2", "/orders?limit=2&offset=4");
  }

  private static Answer orders(String... lines) {
    return Answer.json(
        Stream.of(lines)
            .map(each -> "{\"lines\":" + each + "}")
            .collect(Collectors.joining(",", "{\"total\":5,\"orders\":[", "]}")));
  }

  @Test
  void believesAStatedNumberOfPagesThoughOneIsEmpty() throws Exception {
    feed("param", "page", "total", "$.n");
    api.http()
        .on("/list", items(1, 2, ",\"n\":3"), items(1, 0, ",\"n\":3"), items(3, 3, ",\"n\":3"));
    assertThat(api.walk("f").text()).contains("{\"id\":3}");
    assertThat(api.asked()).hasSize(3);
  }

  @Test
  void anOffsetGoesOnBehindAnEmptyPage() throws Exception {
    feed("param", "offset", "size", "2", "more", "more");
    api.http().on("/list", items(1, 0, ",\"more\":true"), items(3, 3, ",\"more\":false"));
    assertThat(api.walk("f").text()).contains("{\"id\":3}");
    assertThat(api.asked()).containsExactly("/list?offset=0", "/list?offset=2");
  }

  @Test
  void sendsACursorInTheBodyAsItCame() throws Exception {
    feed("cursor", "$.next", "param", "from", "in", "body");
    api.http()
        .on("/list", items(1, 1, ",\"next\":12"), items(2, 2, ",\"next\":\"13\""), items(3, 3, ""));
    Api.Walked walked = api.walk("f");
    assertThat(api.http().requests())
        .extracting(it -> it.line() + " " + it.bodyText())
        .containsExactly("POST /list ", "POST /list {\"from\":12}", "POST /list {\"from\":\"13\"}");
    api.http().on("/list", items(3, 3, "")).forget();
    api.walkFrom("f", walked.checkpoints().getFirst());
    assertThat(api.http().requests().getFirst().bodyText()).isEqualTo("{\"from\":12}");
  }

  @Test
  void aLinkMayHaveParametersThatAreQuoted() {
    String next = "</list?a=1,2>; title=\"a, \\\"b\\\"; rel=prev\"; rel=\"Next last\"";
    assertThat(Links.next(List.of("</x>; rel=prev, " + next))).contains("/list?a=1,2");
    assertThat(Links.next(List.of("</x>;rel=next;title=\"; \", </y>"))).contains("/x");
    assertThat(Links.next(List.of("</x>; title=\"</y>; rel=next\"; rel=prev"))).isEmpty();
    assertThat(Links.next(List.of("</x>; rel=prev, </y> ; rel = next"))).contains("/y");
    assertThat(Links.next(List.of("</x>; rel=nextish; crossorigin, </y>"))).isEmpty();
  }

  @Test
  void sendsTheCursorOfTheBody() throws Exception {
    feed("cursor", "$.meta.next", "param", "after");
    api.http()
        .on(
            "/list",
            items(1, 1, ",\"meta\":{\"next\":\"a b\"}"),
            items(2, 2, ",\"meta\":{\"next\":null}"));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked()).containsExactly("/list", "/list?after=a%20b");
  }

  @Test
  void sendsTheCursorOfAHeader() throws Exception {
    feed("cursor_header", "X-Next");
    api.http().on("/list", items(1, 1, "").header("X-Next", "7"), items(2, 2, ""));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked()).containsExactly("/list", "/list?cursor=7");
  }

  @Test
  void followsLinkHeaders() throws Exception {
    feed("type", "link");
    String link =
        "<" + api.http().url("/list?page=2") + ">; rel=\"next\", </list?page=9>; rel=last";
    api.http().on("/list", items(1, 1, "").header("Link", link), items(2, 2, ""));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked()).containsExactly("/list", "/list?page=2");
  }

  @Test
  void followsRelativeAddressesInTheBody() throws Exception {
    feed("next", "$.links.next");
    api.http().on("/list", items(1, 1, ",\"links\":{\"next\":\"/more?x=1\"}"));
    api.http().on("/more", items(2, 2, ",\"links\":{\"next\":\"?x=2\"}"), items(3, 3, ""));
    assertThat(api.walk("f").bodies()).hasSize(3);
    assertThat(api.asked()).containsExactly("/list", "/more?x=1", "/more?x=2");
  }

  @Test
  void writesInPercentsWhatNoAddressMayHave() throws Exception {
    api.feed("f", "path", "l/é[0]{a,b}?x={\"y\": 1|2}&z=%41%", "page", map("next", "$.next"));
    api.http().on("/l/é[0]{a,b}", items(1, 1, ",\"next\":\"/m?c=[a]\""));
    api.http().on("/m", items(2, 2, ""));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked())
        .containsExactly("/l/é[0]{a,b}?x=%7B%22y%22:%201%7C2%7D&z=%41%25", "/m?c=%5Ba%5D");
  }

  @Test
  void neverFollowsToAnotherHost() {
    feed("next", "next");
    api.http().on("/list", items(1, 1, ",\"next\":\"http://elsewhere.test/list?page=2\""));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("leads to a next page at http://elsewhere.test");
  }

  @Test
  void sendsPagesInTheBody() throws Exception {
    api.feed(
        "f",
        "path",
        "list",
        "records",
        ITEMS,
        "body",
        "{\"query\":{\"size\":2}}",
        "page",
        map("param", "query.page", "in", "body", "total", "pages"));
    api.http().on("/list", items(1, 2, ",\"pages\":2"), items(3, 3, ",\"pages\":2"));
    api.walk("f");
    assertThat(api.http().requests())
        .extracting(it -> it.line() + " " + it.bodyText())
        .containsExactly(
            "POST /list {\"query\":{\"size\":2,\"page\":1}}",
            "POST /list {\"query\":{\"size\":2,\"page\":2}}");
  }

  @Test
  void walksAGraphQlConnection() throws Exception {
    api.feed(
        "f",
        "path",
        "graphql",
        "query",
        "query($after: String) { posts(after: $after) { edges {node{id}} } }",
        "variables",
        "{\"first\":2}",
        "records",
        "$.data.posts.edges[*]",
        "page",
        "graphql");
    api.http().on("/graphql", Answer.json(posts("true", "c1")), Answer.json(posts("false", "c2")));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.http().requests().get(1).bodyText())
        .contains("{ edges {node{id}} } }\",\"variables\":{\"first\":2,\"after\":\"c1\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "pageInfo{hasNextPage endCursor}, 2",
    "pageInfo{endCursor}, 3",
  })
  void goesOnByThePageInformationThatAQueryAsksFor(String info, int pages) throws Exception {
    String query = "query($after: String){posts(after: $after){edges{node{id}} " + info + "}}";
    api.feed("f", "path", "graphql", "query", query, "records", "$.data.posts.edges[*]");
    String last = posts("false", "").replace("\"endCursor\":\"\"", "\"endCursor\":null");
    api.http()
        .on(
            "/graphql",
            Answer.json(posts("true", "c1")),
            Answer.json(posts("false", "c2")),
            Answer.json(last));
    assertThat(api.walk("f").bodies()).hasSize(pages);
  }

  private static String posts(String more, String end) {
    return "{\"data\":{\"posts\":{\"edges\":[{\"node\":{\"id\":\""
        + end
        + "\"}}],\"pageInfo\":{\"hasNextPage\":"
        + more
        + ",\"endCursor\":\""
        + end
        + "\"}}}}";
  }

  @Test
  void refusesAPageThatRepeats() {
    feed("param", "page");
    api.http().on("/list", items(1, 2, ""));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("repeats a page that has been, after 2 pages");
    assertThat(api.asked()).hasSize(2);
  }

  @Test
  void refusesALastPageThatRepeatsAndDoesSoAgainAfterAnError() throws Exception {
    feed("param", "page", "total", "n");
    api.http().on("/list", items(1, 2, ",\"n\":2"));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("repeats a page");
    api.http()
        .on("/list", items(1, 2, ",\"n\":3"), items(3, 4, ",\"n\":3"), items(5, 6, ",\"n\":3"));
    Api.Walked walked = api.walk("f");
    api.http().on("/list", items(3, 4, ",\"n\":3"));
    assertThatThrownBy(() -> api.walkFrom("f", walked.checkpoints().get(1)))
        .hasMessageContaining("repeats a page");
  }

  @Test
  void refusesACursorThatRepeats() {
    feed("cursor", "next");
    api.http()
        .on(
            "/list",
            items(1, 1, ",\"next\":\"a\""),
            items(2, 2, ",\"next\":\"b\""),
            items(3, 3, ",\"next\":\"a\""));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("repeats a page");
    assertThat(api.asked()).hasSize(3);
  }

  @Test
  void refusesPagesWithoutEnd() {
    feed("param", "page", "max", "5");
    api.http().on("/list", request -> numbered(request, 99));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("has more than 5 pages");
    assertThat(api.asked()).hasSize(5);
  }

  @Test
  void refusesToGuessWhenAnObjectIsEmpty() {
    api.feed("f", "path", "list", "page", map("param", "page"));
    api.http().on("/list", items(1, 2, ""));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("nothing says where its records are");
  }

  @Test
  void takesAnEmptyListForAnEmptyList() throws Exception {
    feed("param", "page", "total", "pages");
    api.http().on("/list", items(1, 0, ",\"pages\":0"));
    assertThat(api.walk("f").bodies()).containsExactly("{\"items\":[],\"pages\":0}");
    assertThat(api.asked()).hasSize(1);
  }

  @Test
  void goesOnFromACheckpointWithoutAskingAgain() throws Exception {
    feed("param", "page", "total", "$.total_pages");
    api.http().on("/list", request -> numbered(request, 3));
    Api.Walked whole = api.walk("f");
    api.http().forget();
    Api.Walked rest = api.walkFrom("f", whole.checkpoints().get(1));
    assertThat(api.asked()).containsExactly("/list?page=3");
    assertThat(rest.bodies()).isEqualTo(whole.bodies().subList(2, 3));
  }

  @Test
  void anAddressMaySpellOutTheUsualPort() {
    URI page = URI.create("https://api.test/list");
    assertThat(Address.next(page, "https://API.test:443/list?page=2", Set.of()))
        .hasToString("https://API.test:443/list?page=2");
    assertThat(Address.next(page, "http://api.test:80/list?page=2", Set.of()))
        .hasToString("https://api.test/list?page=2");
    assertThatThrownBy(() -> Address.next(page, "https://api.test:8443/list", Set.of()))
        .hasMessageContaining("leads to a next page at https://api.test:8443");
  }

  @Test
  void zeroIsNoCursorAndNoSignOfMore() throws Exception {
    feed("cursor", "$.next", "param", "after");
    api.http().on("/list", items(1, 1, ",\"next\":7"), items(2, 2, ",\"next\":0"));
    assertThat(api.walk("f").bodies()).hasSize(2);
    feed("param", "skip", "more", "more");
    api.http().on("/list", items(1, 1, ",\"more\":1"), items(2, 2, ",\"more\":0")).forget();
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked()).hasSize(2);
  }
}
