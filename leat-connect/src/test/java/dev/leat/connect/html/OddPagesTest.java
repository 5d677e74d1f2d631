package dev.leat.connect.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.testkit.source.GivenSettings;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages that go wrong in one place, or mean harm. */
final class OddPagesTest {
  private static GivenSettings table(String how, Object value) {
    return Records.settings().with("table", Map.of(how, value));
  }

  @Test
  void aHeadFurtherDownRepeatsTheFirst() throws Exception {
    String head = "<thead><tr><th>a</th><th>b</th></tr></thead>";
    Records records =
        Records.of(
            "<table id=t>"
                + head
                + "<tr><td>1</td><td>2</td></tr>"
                + head
                + "<tr><td>3</td><td>4</td></tr></table>",
            table("id", "t"));
    assertThat(records.rows)
        .extracting(Object::toString)
        .containsExactly("{a=1, b=2}", "{a=3, b=4}");
    assertThat(records.rejects).isEmpty();
  }

  @Test
  void cellsThatClaimToSpanEverythingAreNoTable() {
    String wide = "<td colspan=1000 rowspan=1000>x</td>".repeat(6);
    assertThatThrownBy(() -> Records.of("<table id=t><tr>" + wide + "</table>", table("id", "t")))
        .hasMessageContaining("a table has more than 5000 columns");
    String four = "<td colspan=1000 rowspan=1000>x</td>".repeat(4);
    String tall = ("<tr>" + four + "</tr>" + "<tr></tr>".repeat(999)).repeat(2);
    assertThatThrownBy(() -> Records.of("<table id=t>" + tall + "</table>", table("id", "t")))
        .hasMessageContaining("a table has more than 5000000 cells");
  }

  @Test
  void aScriptThatIsNoJsonCostsItself() throws Exception {
    String script = "<script type=application/ld+json>";
    GivenSettings json = Records.settings().with("json", Map.of("script", "ld+json"));
    Records records =
        Records.of(script + "{\"a\": }</script>" + script + "{\"a\": 1}</script>", json);
    assertThat(records.documents).containsExactly("{\"a\":1}");
    assertThat(records.rejects)
        .hasSize(1)
        .first()
        .asString()
        .contains("the script is no valid JSON");
    assertThatThrownBy(() -> Records.of(script + "{\"a\": }</script>", json))
        .hasMessageContaining("holds no valid JSON");
  }

  @Test
  void aScriptMayBeMarkedForOldParsersAndNameItsLetters() throws Exception {
    GivenSettings json = Records.settings().with("json", Map.of("script", "ld+json"));
    String type = "<script type='Application/LD+JSON; charset=utf-8'>";
    Records records =
        Records.of(
            type
                + "\n//<![CDATA[\n{\"a\": \"]]>\"}\n//]]>\n</script>"
                + type
                + "/*<![CDATA[*/{\"a\": 2}/*]]>*/</script>"
                + type
                + "<![CDATA[{\"a\": 3}]]></script>",
            json);
    assertThat(records.documents).containsExactly("{\"a\":\"]]>\"}", "{\"a\":2}", "{\"a\":3}");
    assertThat(records.rejects).isEmpty();
  }

  @Test
  void optionsThatWouldDoNothingAreMistakes() {
    GivenSettings json = Records.settings().with("json", Map.of("script", "ld+json"));
    assertThatThrownBy(() -> HtmlOptions.read(json.with("columns", Map.of("a", List.of("b")))))
        .hasMessageContaining("Records that are JSON have columns of their own.");
    GivenSettings select =
        Records.settings()
            .with("select", Map.of("css", "p"))
            .with("columns", Map.of("text", List.of(".")));
    assertThatThrownBy(() -> HtmlOptions.read(select.with("drop", Map.of("txt", List.of("x")))))
        .hasMessageContaining("'drop' names 'txt', which is no column.");
    assertThatThrownBy(() -> HtmlOptions.read(table("id", "t").with("encoding", "latin-99")))
        .hasMessageContaining("'latin-99' is no encoding.");
  }

  @Test
  void theStatedEncodingDecidesWhereThePageSaysNothing() throws Exception {
    byte[] page =
        "<table id=t><tr><th>a</th></tr><tr><td>\u0141\u00f3d\u017a</td></tr></table>"
            .getBytes(Charset.forName("windows-1250"));
    GivenSettings settings = table("id", "t").with("encoding", "windows-1250");
    assertThat(Records.of(page, settings).rows.getFirst())
        .containsEntry("a", "\u0141\u00f3d\u017a");
  }

  @Test
  void aColumnMayKeepTheValueAbove() throws Exception {
    GivenSettings settings =
        table("id", "t")
            .with("columns", Map.of("s", List.of("s ~ ^\\d-\\d$")))
            .with("fill", Map.of("s", List.of("0-0")));
    String cells = "<tr><td>jump<tr><td>2-0<tr><td>miss<tr><td>2-3<tr><td>end";
    assertThat(Records.of("<table id=t><tr><th>s</th></tr>" + cells + "</table>", settings).rows)
        .extracting(row -> row.get("s"))
        .containsExactly("0-0", "2-0", "2-0", "2-3", "2-3");
    assertThatThrownBy(() -> HtmlOptions.read(settings.with("fill", Map.of("x", List.of("0")))))
        .hasMessageContaining("'fill' names 'x', which is no column.");
  }

  @Test
  void aColumnOfTheOthersMayKeepTheValueAbove() throws Exception {
    GivenSettings settings =
        table("id", "t")
            .with("columns", Map.of("game", List.of("game")))
            .with("others", true)
            .with("fill", Map.of("day", List.of("")));
    assertThat(Records.of(games("<tr><td><td>B"), settings).rows)
        .extracting(row -> row.get("day") + " " + row.get("game"))
        .containsExactly("1 May A", "1 May B", "2 May D");
  }

  private static String games(String rows) {
    return "<table id=t><tr><th>day</th><th>game</th></tr><tr><td>1 May<td>A"
        + rows
        + "<tr><td>2 May<td>D</table>";
  }

  @Test
  void whatARejectedRowSaidIsNotTakenFromTheRowBeforeIt() throws Exception {
    GivenSettings settings = table("id", "t").with("fill", Map.of("day", List.of("")));
    Records records = Records.of(games("<tr><td>broken<td>row<td>of three<tr><td><td>C"), settings);

    assertThat(records.rows)
        .extracting(row -> row.get("day") + " " + row.get("game"))
        .containsExactly("1 May A", "2 May D");
    assertThat(records.rejects)
        .containsExactly(
            "1 broken row of three: the row has 3 cells, the header of the table has 2",
            "2 C: the row that says its day is rejected");
  }
}
