package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Content;
import dev.leat.api.DatasetType;
import dev.leat.api.Keys;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.source.DirectDiscovery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that are asked for once each. */
final class EachTest {
  @TempDir private Path folder;
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private List<String> keys(String feed) throws Exception {
    return api.offers(feed).stream().map(it -> it.keys().toString()).toList();
  }

  private List<String> urls(String feed) throws Exception {
    return api.offers(feed).stream()
        .map(it -> ((Content.Paged) it.files().getFirst().content()).pages().url().toString())
        .map(it -> it.substring(api.http().url().toString().length()))
        .toList();
  }

  @Test
  void asksOnceForEachRecordOfAParent() throws Exception {
    api.feed(
        "teams",
        "each",
        "competitions.competitions[*]",
        "path",
        "competitions/{id}/teams",
        "carry",
        List.of("name"));
    api.feed("competitions", "path", "competitions");
    api.http()
        .on(
            "/competitions",
            Answer.json(
                "{\"competitions\":[{\"id\":7,\"name\":\"A\"},{\"id\":9,\"name\":null},{\"id\":7}]}"));
    assertThat(keys("teams")).containsExactly("competitions_id=7", "competitions_id=9");
    assertThat(urls("teams")).containsExactly("competitions/7/teams", "competitions/9/teams");
    assertThat(api.offers("teams"))
        .extracting(Offer::metadata)
        .contains(Map.of("name", "A"), Map.of());
    assertThat(new RestSourceType().datasetTypes(api.settings()))
        .extracting(it -> it.name() + " " + it.role() + " " + it.keys())
        .containsExactly("teams PLANNED [competitions_id]", "competitions PARENT []");
  }

  @Test
  void goesDownThroughParentsOfParents() throws Exception {
    api.feed("c", "path", "c");
    api.feed("s", "each", "c", "path", "c/{id}/s", "records", "$.seasons[*]");
    api.feed("m", "each", "s", "path", "c/{c_id}/s/{year.code}/m");
    api.http().on("/c", Answer.json("[{\"id\":1},{\"id\":2}]"));
    api.http().on("/c/1/s", Answer.json("{\"seasons\":[{\"year\":{\"code\":\"20/21\"}}]}"));
    api.http().on("/c/2/s", Answer.json("{\"seasons\":[]}"));
    assertThat(keys("m")).containsExactly("c_id=1/s_code=20%2F21");
    assertThat(urls("m")).containsExactly("c/1/s/20%2F21/m");
  }

  @Test
  void asksNobodyForTheChildrenOfAnEmptyParent() throws Exception {
    api.feed("c", "path", "c").feed("t", "each", "c", "path", "c/{id}");
    api.http().on("/c", Answer.json("[]"));
    assertThat(keys("t")).isEmpty();
    assertThat(api.asked()).containsExactly("/c");
  }

  @Test
  void keepsAParentAsAListing() throws Exception {
    api.feed("c", "path", "c").feed("t", "each", "c", "path", "c/{id}");
    api.http().on("/c", Answer.json("[{\"id\":1}]"));
    var discovery = new DirectDiscovery();
    api.offers("t", discovery, null);
    assertThat(discovery.asked())
        .extracting(it -> it.datasetType() + " " + it.keys() + " " + it.file().id())
        .containsExactly("c  c__v1");
  }

  @Test
  void namesKeysAsItIsTold() throws Exception {
    api.feed("c", "path", "c");
    api.feed(
        "t",
        "each",
        map("from", "c", "as", map("competition_id", "id", "season", "now.year")),
        "path",
        "c/{competition_id}",
        "params",
        map("season", "{season}"));
    api.http().on("/c", Answer.json("[{\"id\":1,\"now\":{\"year\":2024}}]"));
    assertThat(keys("t")).containsExactly("competition_id=1/season=2024");
    assertThat(urls("t")).containsExactly("c/1?season=2024");
  }

  @Test
  void passesOverARecordThatNamesNoChildUnlessNoneDoes() throws Exception {
    api.feed("c", "path", "c").feed("t", "each", "c", "path", "c/{id}");
    api.http().on("/c", Answer.json("[{\"id\":1},{\"name\":\"x\"},{\"id\":null}]"));
    var discovery = new DirectDiscovery();
    assertThat(api.offers("t", discovery, null)).hasSize(1);
    assertThat(discovery.warned())
        .containsExactly(
            "2 records are passed over: of the feed 'c' those whose id is missing or empty");
    api.http().on("/c", Answer.json("[{\"name\":\"x\"}]"));
    assertThatThrownBy(() -> keys("t"))
        .hasMessageContaining("feed 'c' has a record whose id is missing or empty");
  }

  @Test
  void aParentThatCannotBeReadKeepsNoOtherFromHavingChildren() throws Exception {
    api.feed("c", "path", "c");
    api.feed("s", "each", "c", "path", "c/{id}/s");
    api.feed("m", "each", "s", "path", "m/{id}");
    api.http().on("/c", Answer.json("[{\"id\":1},{\"id\":2}]"));
    api.http().on("/c/1/s", Answer.json("[{\"id\":"));
    api.http().on("/c/2/s", Answer.json("[{\"id\":7}]"));
    var request =
        new OfferRequest("m", Selector.ALL, Map.of("m", Set.of(Feed.VERSION)), Keys.NONE, null);
    try (Source source = api.open()) {
      Iterator<List<Offer>> batches = source.offers(request, new DirectDiscovery());
      assertThat(batches.next()).extracting(it -> it.keys().toString()).hasSize(1);
      assertThatThrownBy(batches::hasNext)
          .hasMessageContaining("c/1/s answered what is not valid JSON");
    }
  }

  @Test
  void asksOnceForEachValueOfAList() throws Exception {
    api.feed("prices", "each", map("list", "[\"AAPL\",\"BRK/B\"]"), "path", "d/{ticker}/prices");
    assertThat(keys("prices")).containsExactly("ticker=AAPL", "ticker=BRK%2FB");
    assertThat(urls("prices")).containsExactly("d/AAPL/prices", "d/BRK%2FB/prices");
  }

  @Test
  void asksOnceForEachLineOfAFile() throws Exception {
    Path lines = Files.writeString(folder.resolve("tickers.txt"), "AAPL\n\nMSFT\n");
    api.feed("lines", "each", map("file", lines), "path", "d/{ticker}");
    assertThat(keys("lines")).containsExactly("ticker=AAPL", "ticker=MSFT");
    Path csv = Files.writeString(folder.resolve("t.csv"), "name,ticker\n\"A, B\",AB\n");
    api.feed("csv", "each", map("file", csv), "path", "d/{ticker}");
    assertThat(keys("csv")).containsExactly("ticker=AB");
    Path marked =
        Files.writeString(
            folder.resolve("m.csv"), "\uFEFFticker,name\n\"A\"\"B\",\"the \"\"best\"\", a\"\n");
    api.feed("marked", "each", map("file", marked), "path", "d/{ticker}");
    assertThat(keys("marked")).containsExactly("ticker=A%22B");
    Files.writeString(lines, "\uFEFFAAPL\n");
    assertThat(keys("lines")).containsExactly("ticker=AAPL");
    Path json = Files.writeString(folder.resolve("t.json"), "[{\"ticker\":1},{\"ticker\":2}]");
    api.feed("json", "each", map("file", json), "path", "d/{ticker}");
    assertThat(keys("json")).containsExactly("ticker=1", "ticker=2");
    Files.writeString(json, "\uFEFF[{\"ticker\":3}]");
    assertThat(keys("json")).containsExactly("ticker=3");
  }

  @Test
  void fillsBodiesAndKeepsNumbersNumbers() throws Exception {
    api.feed(
        "f",
        "each",
        map("list", "[7]"),
        "path",
        "q",
        "body",
        "{\"id\":\"{id}\",\"label\":\"no {id}\"}");
    api.http().on("/q", Answer.json("[]"));
    api.walk("f");
    assertThat(api.http().requests().getFirst().bodyText())
        .isEqualTo("{\"id\":7,\"label\":\"no 7\"}");
  }

  @Test
  void readsEveryRecordThatALogEverBrought() {
    api.feed("c", "path", "c", "cursor", map("field", "u", "param", "since"));
    api.feed("t", "each", "c", "path", "c/{id}");
    assertThat(new RestSourceType().datasetTypes(api.settings()).getFirst().feeds().getFirst())
        .extracting(DatasetType.Feed::reading)
        .isEqualTo(DatasetType.Reading.LOG);
  }

  @Test
  void refusesAParentWhoseValueLeadsElsewhere() {
    for (String hostile : List.of(".", "..")) {
      api.feed("c", "each", map("list", "[{\"id\":\"" + hostile + "\"}]"), "path", "c/{id}/s");
      assertThatThrownBy(() -> urls("c"))
          .hasMessageContaining("the path 'c/" + hostile + "/s' leads elsewhere");
    }
  }
}
