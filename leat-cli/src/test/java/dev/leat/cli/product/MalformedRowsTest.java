package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of a hundred rows one is broken: the others land, and it is told which one, where and why. */
final class MalformedRowsTest {
  private static final int ROWS = 100;

  @TempDir private Path folder;
  private final FakeHttp http = FakeHttp.start();

  @ParameterizedTest
  @EnumSource
  void oneOfAHundredCostsItself(TablePlace place) throws IOException {
    try (http) {
      http.on(
          "/lines",
          request ->
              switch (RestProject.parameter(request, "page").orElse("")) {
                case "1" -> Answer.text("application/x-ndjson", lines(0, 17));
                case "2" -> Answer.text("application/x-ndjson", lines(ROWS, -1));
                default -> Answer.text("application/x-ndjson", "");
              });
      write("data/lines/a.jsonl", lines(0, 42));
      write("data/csv/b.csv", csv());
      CatalogPlace.Found found = place.make(folder);
      write(
          "leat.yaml",
          """
          leat: 1
          destination: %s
          sources:
            api:
              type: rest
              url: %s
              feeds:
                answers: {path: lines, page: {param: page}, key: id}
            disk:
              type: files
              path: data
              feeds: {lines: "lines/*", sheets: "csv/*"}
          tables:
            lines: {from: disk/lines, key: id}
            sheets: {from: disk/sheets, key: id}
          """
              .formatted(found.address(), http.url()));
      assertThat(Cli.in(folder).run("run").exits(0).err())
          .contains(
              "Loaded answers: 199 inserted, 0 updated, 0 unchanged, 0 deleted, 1 quarantined",
              "Loaded lines: 99 inserted, 0 updated, 0 unchanged, 0 deleted, 1 quarantined",
              "Loaded sheets: 99 inserted, 0 updated, 0 unchanged, 0 deleted, 1 quarantined");
      assertThat(
              found
                  .database()
                  .rows(
                      "SELECT q.table_name, f.feed, q.row_number, q.value, q.reason"
                          + " FROM _leat_quarantine q JOIN _leat_files f ON f.file = q.file"
                          + " AND f.table_name = q.table_name ORDER BY 1"))
          .containsExactly(
              "answers|answers|17|{\"id\":17,\"n\":|not valid JSON: Unexpected end-of-input"
                  + " within/between Object entries",
              "lines|lines|42|{\"id\":42,\"n\":|not valid JSON: Unexpected end-of-input"
                  + " within/between Object entries",
              "sheets|sheets|9|9,too,many|line 11: Expected Number of Columns: 2 Found: 3");
      for (String table : List.of("answers", "lines", "sheets")) {
        assertThat(found.database().text("SELECT count(DISTINCT id) FROM " + table))
            .isEqualTo(table.equals("answers") ? "199" : "99");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRecordOfAPageCostsItself(TablePlace place) throws IOException {
    try (http) {
      http.on(
          "/pages",
          Answer.json(page(1, "{\"id\": 017}", "\"oops\"")),
          Answer.json(page(2, "{\"id\": 5, \"t\": \"\u0000\"}", "[3]")));
      CatalogPlace.Found found = place.make(folder);
      write(
          "leat.yaml",
          """
          leat: 1
          destination: %s
          sources:
            api:
              type: rest
              url: %s
              feeds:
                pages:
                  path: pages
                  records: "$.items[*]"
                  page: {param: page, total: "$.pages"}
                  key: id
          tables:
            pages: {quarantine: 10%%}
          """
              .formatted(found.address(), http.url()));
      assertThat(Cli.in(folder).run("run").exits(0).err())
          .contains("Loaded pages: 100 inserted, 0 updated, 0 unchanged, 0 deleted, 4 quarantined");
      assertThat(http.requests("/pages")).hasSize(2);
      assertThat(
              found.database().rows("SELECT row_number, reason FROM _leat_quarantine ORDER BY 1"))
          .extracting(row -> row.replaceFirst("valid JSON: .*", "valid JSON"))
          .containsExactly(
              "50|not valid JSON",
              "51|the record is no object, and so has none of the table's key",
              "102|not valid JSON",
              "103|the record is no object, and so has none of the table's key");
    }
  }

  /** What JSON does not know, or leaves open: nothing is dropped, and nothing is made up. */
  @ParameterizedTest
  @EnumSource
  void oddValuesCostTheirRecordOrNothing(TablePlace place) throws IOException {
    write(
        "data/odd.jsonl",
        """
        {"id":1,"x":1.5,"t":"a"}
        {"id":2,"x":NaN,"t":"b"}
        {"id":3,"x":1,"t":"\\ud800y"}
        {"id":4,"x":1,"x":2,"t":"d"}
        {"id":123456789012345678901234567890,"x":2.5,"t":"\\ud83d\\ude00"}
        """);
    CatalogPlace.Found found = place.make(folder);
    write(
        "leat.yaml",
        """
        leat: 1
        destination: %s
        sources:
          disk: {type: files, path: data, feeds: {odd: "*.jsonl"}}
        tables:
          odd: {from: disk/odd, key: id, quarantine: 50%%}
        """
            .formatted(found.address()));
    assertThat(Cli.in(folder).run("run").exits(0).err())
        .contains("Loaded odd: 3 inserted, 0 updated, 0 unchanged, 0 deleted, 2 quarantined")
        .containsPattern("WARN.*'?x'?.*twice");
    assertThat(found.database().rows("SELECT id, x, t FROM odd ORDER BY 1"))
        .containsExactly("1|1.5|a", "4|1.0|d", "123456789012345678901234567890|2.5|\uD83D\uDE00");
    assertThat(
            found
                .database()
                .rows("SELECT row_number, column_name, reason FROM _leat_quarantine ORDER BY 1"))
        .containsExactly(
            "1|null|not valid JSON: Non-standard token 'NaN'",
            "2|t|half a character: a lone surrogate");
  }

  private static String page(int page, String... odd) {
    return IntStream.range(0, 50)
        .mapToObj(i -> "{\"id\": " + (page * 1000 + i) + "}")
        .collect(
            Collectors.joining(
                ", ",
                "{\"page\": " + page + ", \"pages\": 2, \"items\": [",
                ", " + String.join(", ", odd) + "]}"));
  }

  /** A hundred lines, of which one breaks off. */
  private static String lines(int first, int broken) {
    return IntStream.range(first, first + ROWS)
        .mapToObj(i -> "{\"id\":" + i + ",\"n\":" + (i == broken ? "" : "\"" + i + "\"}"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String csv() {
    var lines = new ArrayList<String>(List.of("id,n"));
    for (int i = 0; i < ROWS; i++) {
      lines.add(i == 9 ? "9,too,many" : i + ",x");
    }
    return String.join("\n", lines) + "\n";
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
