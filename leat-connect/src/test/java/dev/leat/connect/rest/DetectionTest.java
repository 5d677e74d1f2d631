package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.source.DirectWeb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where leat.yaml says nothing of pages, the first answer shows how they are asked for. */
final class DetectionTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"next\":\"/list?page=2\"                         | \"next\":null           | page=2",
        "\"links\":{\"next\":\"?page=2\"}                  | \"links\":{}            | page=2",
        "\"meta\":{\"next_page_token\":\"t\"}              | \"meta\":{}             |"
            + " page_token=t",
        "\"next_page_token\":\"MTY\"                       | \"next_page_token\":null|"
            + " page_token=MTY",
        "\"has_more\":true,\"next_cursor\":\"c\"           |"
            + " \"has_more\":false,\"next_cursor\":\"d\" | cursor=c",
        "\"page\":1,\"total_pages\":2                      | \"page\":2,\"total_pages\":2 | page=2",
        "\"meta\":{\"page\":1,\"page_count\":2}            | \"meta\":{\"page\":2,\"page_count\":2}"
            + " | page=2",
        "\"page\":{\"number\":0,\"totalPages\":2}          |"
            + " \"page\":{\"number\":1,\"totalPages\":2} | page=1",
        "\"offset\":0,\"limit\":2,\"total\":3              | \"offset\":2,\"limit\":2,\"total\":3 |"
            + " offset=2",
        "\"next_page\":\"/list?page=2\"                    | \"next_page\":null      | page=2",
        "\"next_page\":2                                 | \"next_page\":null      | page=2",
        "\"meta\":{\"nextPage\":2,\"prevPage\":null}       | \"meta\":{\"nextPage\":null} | page=2",
        "\"paging\":{\"next\":{\"after\":\"2\",\"link\":\"/list?after=2\"}} | \"x\":1 | after=2",
        "\"offset\":0,\"limit\":2,\"more\":true,\"total\":null |"
            + " \"offset\":2,\"limit\":2,\"more\":false,\"total\":null | offset=2",
        "\"page\":1,\"has_more\":true                     | \"page\":2,\"has_more\":false | page=2",
        "\"startAt\":0,\"maxResults\":2,\"total\":3        |"
            + " \"startAt\":2,\"maxResults\":2,\"total\":3 | startAt=2",
        "\"@odata.nextLink\":\"/list?skip=2\"              | \"x\":1                 | skip=2",
        "\"nextRecordsUrl\":\"/list?q=2\",\"totalSize\":3 | \"totalSize\":3          | q=2",
        "\"_links\":{\"next\":{\"href\":\"list?c=2\"}}    | \"_links\":{}          | c=2",
        "\"paging\":{\"next\":{\"after\":\"2\"}}          | \"x\":1                 | after=2",
        "\"pages\":{\"page\":1,\"total_pages\":2,\"next\":{\"page\":2,\"starting_after\":\"b\"}} |"
            + " \"pages\":{\"page\":2,\"total_pages\":2} | starting_after=b",
        "\"offset\":\"itr7/rec2\"                        | \"x\":1 | offset=itr7%2Frec2",
        "\"cursor\":\"c2\"                               | \"x\":1                 | cursor=c2",
        "\"NextToken\":\"n2\"                            | \"NextToken\":null      | NextToken=n2",
        "\"page\":0,\"nbPages\":2,\"nbHits\":3            |"
            + " \"page\":1,\"nbPages\":2,\"nbHits\":3 | page=1",
        "\"response\":{\"numFound\":3,\"start\":0}        |"
            + " \"response\":{\"numFound\":3,\"start\":2} | start=2",
      })
  void walksBothPages(String first, String second, String asked) throws Exception {
    api.feed("f", "path", "list", "records", "$.items[*]");
    api.http().on("/list", items(1, 2, "," + first), items(3, 3, "," + second));
    assertThat(api.walk("f").bodies()).hasSize(2);
    assertThat(api.asked()).containsExactly("/list", "/list?" + asked);
  }

  @Test
  void believesTheLinkHeaderFirst() throws Exception {
    api.feed("f", "path", "list");
    api.http()
        .on(
            "/list",
            Answer.json("[{\"id\":1}]").header("Link", "</list?page=2>; rel=\"next\""),
            Answer.json("[{\"id\":2}]"));
    assertThat(api.walk("f").bodies()).containsExactly("[{\"id\":1}]", "[{\"id\":2}]");
  }

  @Test
  void takesAnAnswerWithoutAnyOfItForAll() throws Exception {
    api.feed("f", "path", "list");
    api.http().on("/list", Answer.json("{\"id\":1,\"count\":9}"));
    assertThat(api.walk("f").bodies()).hasSize(1);
    assertThat(api.asked()).containsExactly("/list");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"has_more\":true | says in $.has_more that there is more | {param: page, more:"
            + " \"$.has_more\"}",
        "\"total_pages\":3 | says in $.total_pages that there are 3 pages |"
            + " {param: page, total: \"$.total_pages\"}",
        "\"total\":500,\"limit\":2 | says in $.total that there are 500 records, has 2 |"
            + " {param: offset, count: \"$.total\"}",
        "\"count\":500,\"per_page\":2 | says in $.count that there are 500 records, has 2 |"
            + " {param: offset, count: \"$.count\"}",
        "\"meta\":{\"total_count\":3} | says in $.meta.total_count that there are 3 records, has 2"
            + " | {param: offset, count: \"$.meta.total_count\"}",
        "\"page\":1,\"total\":500 | says in $.total that there are 500 records, has 2 |"
            + " {param: page, size: 2, count: \"$.total\"}",
        "\"hits\":{\"total\":{\"value\":9}} | says in $.hits.total.value that there are 9 records,"
            + " has 2 | {param: offset, count: \"$.hits.total.value\"}",
        "\"startAt\":0,\"isLast\":false | says in $.isLast that it is not the last |"
            + " {type: offset, param: offset}",
        "\"continue\":{\"apcontinue\":\"b\",\"continue\":\"-\"} | says in $.continue.apcontinue"
            + " what comes next | {cursor: \"$.continue.apcontinue\", param: apcontinue}",
        "\"meta\":{\"next_row_marker\":7} | says in $.meta.next_row_marker what comes next |"
            + " {cursor: \"$.meta.next_row_marker\", param: next_row_marker}",
        "\"next\":\"abc\" | says in $.next what comes next | {cursor: \"$.next\", param: cursor}",
      })
  void refusesToDropWhatIsAnnounced(String said, String what, String lines) {
    api.feed("f", "path", "list", "records", "$.items[*]");
    api.http().on("/list", items(1, 2, "," + said));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining(what + ", and does not say how to ask for the others")
        .isInstanceOfSatisfying(
            LeatException.class,
            refused ->
                assertThat(refused.remedy())
                    .isEqualTo(
                        "say it in the feed, with the parameter that the API's manual names, such"
                            + " as page: "
                            + lines
                            + "; or write page: none where this page is all that is wanted"));
  }

  @ParameterizedTest
  @CsvSource({
    "X-Total-Count, 3, that there are 3 records",
    "X-Total-Pages, 2, that there are 2 pages",
    "X-Next-Page,   2, what comes next",
    "Content-Range, items 0-1/3, that it is items 0-1/3",
  })
  void refusesToDropWhatAHeaderAnnounces(String header, String value, String what) {
    api.feed("f", "path", "list", "records", "$.items[*]");
    api.http().on("/list", items(1, 2, "").header(header, value));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("says in the header " + header + " " + what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"count\":9",
        "\"total\":2,\"limit\":2",
        "\"total_pages\":1",
        "\"total\":9,\"has_more\":false",
        "\"total\":9,\"next\":null",
        "\"next_page\":null,\"links\":{\"self\":\"/list\"}",
        "\"isLast\":true,\"cursor\":\"\",\"offset\":0",
      })
  void takesAPageForAllWhereItAnnouncesNothing(String said) throws Exception {
    api.feed("f", "path", "list", "records", "$.items[*]");
    api.http().on("/list", items(1, 2, "," + said));
    assertThat(api.walk("f").bodies()).hasSize(1);
    assertThat(api.asked()).containsExactly("/list");
  }

  @Test
  void aDocumentMayHavePagesOfItsOwn() throws Exception {
    api.feed("f", "path", "book");
    api.http().on("/book", Answer.json("{\"title\":\"Emma\",\"page_count\":474,\"total\":9}"));
    assertThat(api.walk("f").bodies()).hasSize(1);
  }

  @Test
  void saysWhatItFoundWhereThatIsNotHeeded() {
    api.feed("f", "path", "list", "records", "$.items[*]");
    Answer page = items(1, 2, ",\"next_cursor\":\"c\"");
    api.http().on("/list", page, page);
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("repeats a page that has been")
        .isInstanceOfSatisfying(
            LeatException.class,
            refused ->
                assertThat(refused.remedy()).endsWith("is: cursor $.next_cursor sent as cursor"));
  }

  @Test
  void remembersThatItGoesOnWhileThereIsMore() throws Exception {
    api.feed("f", "path", "list", "records", "$.items[*]");
    Answer end = items(5, 5, ",\"offset\":4,\"more\":false");
    api.http()
        .on(
            "/list",
            items(1, 2, ",\"offset\":0,\"more\":true"),
            items(3, 4, ",\"offset\":2,\"more\":true"),
            end);
    Api.Walked whole = api.walk("f");
    api.http().on("/list", end).forget();
    assertThat(api.walkFrom("f", whole.checkpoints().get(1)).bodies()).hasSize(1);
    assertThat(api.asked()).containsExactly("/list?offset=4");
  }

  @Test
  void remembersWhatItFoundForTheNextProcess() throws Exception {
    api.feed("f", "path", "list", "records", "$.items[*]");
    api.http()
        .on(
            "/list",
            items(1, 2, ",\"has_more\":true,\"next_cursor\":\"c\""),
            items(3, 4, ",\"has_more\":true,\"next_cursor\":\"d\""),
            items(5, 5, ",\"has_more\":false,\"next_cursor\":null"));
    Api.Walked whole = api.walk("f");
    api.http().on("/list", items(5, 5, ",\"has_more\":false,\"next_cursor\":null")).forget();
    assertThat(api.walkFrom("f", whole.checkpoints().get(1)).bodies()).hasSize(1);
    assertThat(api.asked()).containsExactly("/list?cursor=d");
  }

  @Test
  void saysWhatItFound() throws Exception {
    api.feed("f", "path", "list", "records", "$.items[*]");
    api.http().on("/list", items(1, 2, ",\"page\":1,\"total_pages\":2"));
    assertThat(api.pages("f").describe(new DirectWeb()))
        .isEqualTo("page number page, as many as $.total_pages says (found in the first answer)");
  }

  @Test
  void aCountOfThisPageEndsNothing() throws Exception {
    api.feed("f", "path", "list", "records", "$.items[*]");
    Answer end = items(1, 0, ",\"offset\":3,\"count\":0");
    api.http()
        .on(
            "/list",
            items(1, 2, ",\"offset\":0,\"limit\":2,\"count\":2"),
            items(3, 3, ",\"offset\":2,\"limit\":2,\"count\":1"),
            end);
    Api.Walked whole = api.walk("f");
    assertThat(whole.bodies()).hasSize(2);
    assertThat(api.asked()).containsExactly("/list", "/list?offset=2", "/list?offset=3");
    api.http().on("/list", end).forget();
    assertThat(api.walkFrom("f", whole.checkpoints().getLast()).bodies()).isEmpty();
    assertThat(api.asked()).containsExactly("/list?offset=3");
  }

  @Test
  void refusesToStopAfterOneOfManyPages() {
    api.feed("f", "path", "list", "records", "$.items[*]");
    api.http().on("/list", items(1, 2, ",\"meta\":{\"page\":1,\"per_page\":2,\"total\":9}"));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining(
            "says in $.meta.total that there are 9 records, has 2, and does not say how to ask for"
                + " the others");
  }
}
