package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Pages;
import dev.leat.testkit.http.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that are XML: how pages go on, how far they reach, what is refused. */
final class XmlTest {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private static Answer xml(String text) {
    return Answer.text("application/atom+xml", HEAD + text);
  }

  @Test
  void walksPagesByWhatTheySayAndPartsThemByAMark() throws Exception {
    api.feed(
        "f",
        "path",
        "feed",
        "records",
        "$.feed.entry[*]",
        "page",
        map("next", "$.feed.link.@href"));
    String first =
        "<feed xmlns:x=\"urn:x\"><link href=\"/feed?page=2\"/><x:entry><id>1</id></x:entry></feed>";
    String second = "<feed><entry><id>2</id></entry><entry/></feed>";
    api.http().on("/feed", xml(first), xml(second));
    Api.Walked walked = api.walk("f");
    assertThat(walked.bodies()).containsExactly(HEAD + first, "<?leat-page?>", HEAD + second);
    assertThat(((Pages.End.Complete) walked.end()).format()).isEqualTo("xml");
    assertThat(api.asked()).containsExactly("/feed", "/feed?page=2");
  }

  @Test
  void endsAtAPageWhoseListIsEmpty() throws Exception {
    api.feed(
        "f",
        "path",
        "rows",
        "format",
        "xml",
        "records",
        "$.rows.row[*]",
        "page",
        map("param", "p", "type", "page"));
    api.http()
        .on(
            "/rows",
            Answer.text("text/plain", "<rows><row a=\"1\">x</row></rows>"),
            Answer.text("text/plain", "<rows></rows>"));
    assertThat(api.walk("f").bodies()).hasSize(1);
    assertThat(api.asked()).containsExactly("/rows?p=1", "/rows?p=2");
  }

  @Test
  void countsTheElementsOfTheOutermostList() throws Exception {
    api.feed(
        "f",
        "path",
        "rows",
        "records",
        "$.rows.order[*].line[*]",
        "page",
        map("param", "offset", "count", "$.rows.@total"));
    api.http()
        .on(
            "/rows",
            xml("<rows total=\"3\"><order><line/><line/><line/></order><order/></rows>"),
            xml("<rows total=\"3\"><order><line>x</line></order></rows>"));
    assertThat(api.walk("f").text()).contains("<line>x</line>");
    assertThat(api.asked()).containsExactly("/rows?offset=0", "/rows?offset=2");
  }

  @Test
  void readsOnFromTheNewestRecord() throws Exception {
    api.feed(
        "f",
        "path",
        "rows",
        "records",
        "$.rows.row[*]",
        "page",
        "none",
        "cursor",
        map("field", "updated", "param", "since", "start", "2024-01-01"));
    String rows =
        "<rows><row><updated> 2024-02-01 </updated><v>1</v></row>"
            + "<row><updated>2024-03-01</updated><v>2</v></row></rows>";
    api.http()
        .on(
            "/rows",
            xml(rows),
            xml("<rows><row><updated>2024-03-01</updated><v>2</v></row></rows>"));
    Api.Walked first = api.walk("f");
    assertThat(api.walkAfter("f", first).end())
        .isEqualTo(new Pages.End.Unchanged("nothing is newer"));
    assertThat(api.asked()).containsExactly("/rows?since=2024-01-01", "/rows?since=2024-03-01");
  }

  @Test
  void readsNoDocumentTypeAndSoNoEntity() {
    api.feed("f", "path", "bomb", "records", "$.a.b[*]", "page", "none");
    api.http()
        .on(
            "/bomb",
            xml(
                "<!DOCTYPE a [<!ENTITY x \"xxxxxxxx\"><!ENTITY y"
                    + " \"&x;&x;&x;\">]><a><b>&y;</b></a>"),
            xml("<!DOCTYPE a SYSTEM \"" + api.http().url("/secret") + "\"><a><b/></a>"),
            xml("<a><b>&nbsp;</b></a>"));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> api.walk("f"))
          .hasMessageContaining("/bomb answered what is not valid XML at line 2, column ");
    }
    assertThat(api.asked()).containsOnly("/bomb");
  }

  @Test
  void saysWhatIsWrongWithAnAnswer() {
    api.feed(
        "f", "path", "a", "records", "$.rows.row[*]", "page", "none", "fail_if", "$.error.code");
    api.http()
        .on("/a", xml("<rows><row>1</row>"), xml("<error><code>7</code></error>"), xml("<other/>"));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("/a answered what is not valid XML at line 2, column 19");
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("/a answered with $.error.code: ");
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("/a has no records at $.rows.row[*]: ");
  }
}
