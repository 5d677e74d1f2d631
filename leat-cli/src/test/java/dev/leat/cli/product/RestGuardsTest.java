package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An API that goes wrong in any way fails its feed, says so, and changes nothing. */
final class RestGuardsTest {
  private static final List<String> FEEDS =
      List.of(
          "repeating",
          "endless",
          "backwards",
          "moved",
          "truncated",
          "page",
          "storm",
          "emptied",
          "hanging");

  private static final String PROJECT =
      """
      leat: 1
      destination: duckdb:gh.duckdb
      sources:
        api:
          type: rest
          url: http://host/
          retries: 1
          feeds:
            repeating: {path: repeating, records: "$.items[*]", page: {type: page, param: page}}
            endless: {path: endless, records: "$.items[*]", page: {type: page, param: page, max: 5}}
            backwards:
              path: backwards
              records: "$.items[*]"
              page: none
              cursor: {field: id, param: since, order: asc}
            moved: {path: moved, records: "$.items[*]", page: none}
            truncated: {path: truncated, records: "$.items[*]", page: none}
            page: {path: page, records: "$.items[*]", page: none}
            storm: {path: storm, records: "$.items[*]", page: none}
            emptied: {path: emptied, records: "$.items[*]", page: none}
            well: {path: well, records: "$.items[*]", page: none}
        slow:
          type: rest
          url: http://host/
          retries: 0
          timeout: 2s
          feeds:
            hanging: {path: hanging, records: "$.items[*]", page: none}
      """;

  @TempDir private Path folder;
  private final AtomicBoolean broken = new AtomicBoolean();
  private RestProject project;

  @BeforeEach
  void make() {
    project = RestProject.make(folder);
    serve("repeating", items(7));
    project
        .http()
        .on(
            "/endless",
            request ->
                broken.get()
                    ? items(Integer.parseInt(RestProject.parameter(request, "page").orElse("1")))
                    : once(RestProject.parameter(request, "page")));
    serve("backwards", Answer.json("{\"items\":[{\"id\":9},{\"id\":8}]}"));
    serve("moved", Answer.json("{\"entries\":[{\"id\":9}]}"));
    serve("truncated", Answer.json("{\"items\":[{\"id\":9},{\"id\""));
    serve("page", Answer.html("<!DOCTYPE html><html><body>Sign in</body></html>"));
    serve("storm", Answer.throttled("0"));
    serve("hanging", Answer.hang());
    serve("well", items(2));
    serve("emptied", Answer.json("{\"items\":[]}"));
  }

  @AfterEach
  void close() {
    project.close();
  }

  private static Answer items(int id) {
    return Answer.json("{\"items\":[{\"id\":" + id + "}]}");
  }

  private static Answer once(Optional<String> page) {
    return page.orElse("1").equals("1") ? items(1) : Answer.json("{\"items\":[]}");
  }

  private void serve(String feed, Answer wrong) {
    project
        .http()
        .on(
            "/" + feed,
            request -> broken.get() ? wrong : once(RestProject.parameter(request, "page")));
  }

  @ParameterizedTest
  @EnumSource
  void everyGuardNamesItsFeedAndLeavesTablesAndStoreAsTheyWere(TablePlace place) {
    project = project.into(place).yaml(PROJECT);
    project.leat("run").exits(0);
    List<String> files = files();
    assertThat(files).hasSize(FEEDS.size() + 1);
    broken.set(true);
    String url = project.http().url().toString();

    String said = project.leat("run").exits(1).err();
    assertThat(said)
        .contains(
            "error REST_PAGE_REPEATED in api/repeating: "
                + url
                + "repeating?page=2 repeats a page that has been, after 2 pages",
            "error REST_PAGES_ENDLESS in api/endless: " + url + "endless has more than 5 pages",
            "error REST_CURSOR_UNUSABLE in api/backwards: the cursor goes backwards: 8 comes after"
                + " 9",
            "error REST_RECORDS_MISSING in api/moved: "
                + url
                + "moved has no records at $.items[*]: {\"entries\":[{\"id\":9}]}",
            "error REST_ANSWER_UNREADABLE in api/truncated: "
                + url
                + "truncated answered what is not valid JSON at line 1, column ",
            "error REST_ANSWER_UNREADABLE in api/page: "
                + url
                + "page answered an HTML page instead of data: ",
            "error SOURCE_UNAVAILABLE in api/storm: ",
            "storm answered 429 (2 tries)",
            "error SOURCE_UNAVAILABLE in slow/hanging: ",
            "error TABLE_EMPTIED in table 'emptied': ");
    assertThat(files()).startsWith(files.toArray(String[]::new)).hasSize(FEEDS.size() + 3);
    assertThat(project.tables().rows("SELECT id FROM well")).containsExactly("2");
    for (String feed : FEEDS) {
      assertThat(project.tables().rows("SELECT id FROM " + feed)).as(feed).containsExactly("1");
    }
  }

  private List<String> files() {
    return project.catalog().rows("SELECT path, sha256 FROM file ORDER BY id");
  }
}
