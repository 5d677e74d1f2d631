package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Web APIs from lines of YAML to tables. */
final class RestTest {
  private static final String ISSUES =
      """
      leat: 1
      destination: duckdb:gh.duckdb
      sources:
        gh:
          type: rest
          url: http://host/
          feeds:
            issues:
              path: issues
              records: "$.items[*]"
              page: {param: page, total: "$.total_pages"}
              key: id
              cursor: {field: updated_at, param: since, start: 2024-01-01}
      """;

  @TempDir private Path folder;
  private RestProject project;

  @BeforeEach
  void make() {
    project = RestProject.make(folder);
  }

  @AfterEach
  void close() {
    project.close();
  }

  private static String issue(int id, String title, String at) {
    return "{\"id\":" + id + ",\"title\":\"" + title + "\",\"updated_at\":\"" + at + "\"}";
  }

  private void serve(List<String> issues) {
    project
        .http()
        .on(
            "/issues",
            request -> {
              String since = RestProject.parameter(request, "since").orElse("");
              List<String> newer =
                  issues.stream()
                      .filter(
                          it -> it.replaceFirst(".*\"updated_at\":\"", "").compareTo(since) >= 0)
                      .toList();
              return RestProject.page(request, newer, 2);
            });
  }

  @ParameterizedTest
  @EnumSource
  void makesATableOfTenLinesAndKeepsItCurrent(TablePlace place) {
    project = project.into(place);
    List<String> issues = new ArrayList<>();
    for (int id = 1; id <= 5; id++) {
      issues.add(issue(id, "first", "2024-02-0" + id + "T00:00:00Z"));
    }
    serve(issues);
    project.yaml(ISSUES).leat("run").exits(0);
    assertThat(project.asked())
        .containsExactly(
            "/issues?since=2024-01-01&page=1",
            "/issues?since=2024-01-01&page=2",
            "/issues?since=2024-01-01&page=3");
    assertThat(project.tables().text("SELECT count(*), max(updated_at) FROM issues"))
        .startsWith("5|2024-02-05");

    assertThat(project.leat("run").exits(0).out()).containsPattern("(?m)^issues +CURRENT$");
    assertThat(project.asked()).containsExactly("/issues?since=2024-02-05T00%3A00%3A00Z&page=1");

    issues.set(1, issue(2, "second", "2024-03-01T00:00:00Z"));
    issues.add(issue(6, "first", "2024-03-01T00:00:00Z"));
    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT id, title FROM issues ORDER BY id"))
        .containsExactly("1|first", "2|second", "3|first", "4|first", "5|first", "6|first");

    project.http().forget();
    project.leat("load", "--replay").exits(0);
    assertThat(project.asked()).isEmpty();
    assertThat(project.tables().rows("SELECT id, title FROM issues ORDER BY id"))
        .containsExactly("1|first", "2|second", "3|first", "4|first", "5|first", "6|first");
  }

  @ParameterizedTest
  @EnumSource
  void aCursorThatIsNullAtFirstDecidesOnceItHasValues(TablePlace place) {
    project = project.into(place);
    String first =
        "{\"items\":[{\"id\":1,\"v\":\"a\",\"u\":null},{\"id\":2,\"v\":\"b\",\"u\":null}]}";
    String later =
        "{\"items\":[{\"id\":1,\"v\":\"c\",\"u\":\"2024-02-02\"},{\"id\":1,\"v\":\"d\",\"u\":null}]}";
    project.http().on("/items", Answer.json(first), Answer.json(first), Answer.json(later));
    project
        .feeds(
            """
            items:
              path: items
              records: "$.items[*]"
              key: id
              cursor: {field: u, param: since}
            """)
        .leat("run")
        .exits(0);
    assertThat(project.tables().rows("SELECT id, v FROM items ORDER BY id"))
        .containsExactly("1|a", "2|b");
    project.leat("run").exits(0);
    project.leat("run").exits(0);
    assertThat(project.asked()).containsExactly("/items", "/items", "/items");
    List<String> rows = List.of("1|c|2024-02-02", "2|b|null");
    assertThat(project.tables().rows("SELECT id, v, u FROM items ORDER BY id")).isEqualTo(rows);
    project.leat("load", "--replay").exits(0);
    assertThat(project.tables().rows("SELECT id, v, u FROM items ORDER BY id")).isEqualTo(rows);
  }

  @Test
  void keepsASinglePageByteForByte() throws Exception {
    String body = " { \"a\" : 1.10 ,\n\t\"b\":\"\\u00e9\" }\r\n";
    project.http().on("/one", Answer.json(body).etag("v1"));
    project
        .feeds(
            """
            one: {path: one}
            """)
        .leat("run")
        .exits(0);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    assertThat(project.catalog().rows("SELECT sha256, etag FROM file"))
        .containsExactly(HexFormat.of().formatHex(digest) + "|\"v1\"");
    project.leat("run").exits(0);
    assertThat(project.http().requests().getLast().header("if-none-match")).contains("\"v1\"");
    assertThat(project.catalog().rows("SELECT revision FROM file")).containsExactly("1");
  }

  @Test
  void showsInThePlanHowPagesAreWalked() {
    serve(List.of(issue(1, "x", "2024-02-01T00:00:00Z")));
    project.yaml(ISSUES.replaceFirst(".*page: .*\n", ""));
    assertThat(project.leat("plan").exits(0).out())
        .contains("page number page, as many as $.total_pages says (found in the first answer)");
    project.yaml(ISSUES);
    assertThat(project.leat("plan").exits(0).out())
        .contains("page number page, as many as $.total_pages says\n");
    assertThat(folder.resolve(".leat/store")).doesNotExist();
  }

  @Test
  void saysWhereAMistakeStands() {
    project.yaml(ISSUES.replace("$.total_pages", "$.a b"));
    assertThat(project.leat("run").exits(2).err())
        .contains("leat.yaml:11:36: '$.a b' is not a JSON path.");
    project.yaml(ISSUES.replace("path: issues", "path: \"{id}/issues\""));
    assertThat(project.leat("run").exits(2).err())
        .contains("leat.yaml:9:15: Nothing fills the placeholder {id}.");
    project.yaml(ISSUES.replace("total:", "totl:"));
    assertThat(project.leat("run").exits(2).err()).contains("11:").contains("total");
  }

  @Test
  void writesNothingWhereRecordsAreNotWhereTheyWere() {
    serve(List.of(issue(1, "x", "2024-02-01T00:00:00Z")));
    project.yaml(ISSUES).leat("run").exits(0);
    project.http().on("/issues", Answer.json("{\"entries\":[],\"total_pages\":1}"));
    assertThat(project.leat("run").exits(4).err()).contains("has no records at $.items[*]");
    assertThat(project.catalog().rows("SELECT count(*) FROM file")).containsExactly("1");
  }

  @Test
  void showsASecretNowhere() throws IOException {
    String secret = "s3cret-t0ken-of-mine";
    project.http().on("/token", Answer.json("{\"access_token\":\"tok-" + secret + "\"}"));
    project.http().on("/ok", Answer.json("[{\"id\":1}]").header("Link", next(secret)));
    project.http().on("/bad", Answer.json("{\"error\":\"no " + secret + "\"}").as(401));
    String spaced = "s3cret of/mine";
    String words = "no s3cret of/mine, s3cret%20of%2Fmine, s3cret+of%2fmine";
    project.http().on("/late", Answer.text("text/plain", words).as(500), Answer.json("[]"));
    project.yaml(
        """
        leat: 1
        destination: duckdb:gh.duckdb
        sources:
          api:
            type: rest
            url: http://host/
            retries: 1
            auth:
              - {type: query, name: api_key, value: "${env:API_KEY}"}
              - {type: oauth2, token_url: http://host/token, client_id: me, client_secret: "${env:API_KEY}", client_in: body}
            feeds:
              ok: {path: ok, page: {type: link, max: 3}}
              bad: {path: bad}
          late:
            type: rest
            url: http://host/
            retries: 1
            auth: {type: header, name: X-Key, value: "${env:SPACED}"}
            feeds:
              late: {path: late, params: {app: "${env:SPACED}"}}
        """);
    Cli cli = Cli.in(folder).with("API_KEY", secret).with("SPACED", spaced);
    StringBuilder said = new StringBuilder();
    said.append(cli.run("run", "--debug"));
    said.append(cli.run("plan")).append(cli.run("show", "runs")).append(cli.run("events"));
    assertThat(said.toString())
        .contains("401", "/late?app=*** answered 500: no ***, ***, ***; trying again")
        .doesNotContain(secret, "of/mine", "of%2");
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(content).as("%s", file).doesNotContain(secret);
      }
    }
  }

  /** Each token is good once; what comes in its place must outlive the process. */
  @Test
  void keepsARefreshTokenThatChangesForTheNextRun() throws IOException {
    var good = new AtomicReference<>("refresh-1-s3cret");
    var asked = new ArrayList<String>();
    project
        .http()
        .on(
            "/token",
            request -> {
              String sent = request.bodyText().replaceFirst(".*refresh_token=", "");
              asked.add(sent);
              if (!sent.equals(good.get())) {
                return Answer.json("{\"error\":\"invalid_grant\"}").as(400);
              }
              good.set("refresh-" + (asked.size() + 1) + "-s3cret");
              return Answer.json(
                  "{\"access_token\":\"t\",\"refresh_token\":\"" + good.get() + "\"}");
            });
    project.http().on("/ok", Answer.json("[{\"id\":1}]"));
    project.yaml(
        """
        leat: 1
        destination: duckdb:gh.duckdb
        sources:
          api:
            type: rest
            url: http://host/
            auth: {type: oauth2, grant: refresh_token, token_url: http://host/token, refresh_token: "${env:REFRESH}"}
            feeds:
              ok: {path: ok, page: none}
        """);
    Cli cli = Cli.in(folder).with("REFRESH", "refresh-1-s3cret");
    String said = cli.run("plan").exits(0) + "" + cli.run("run", "--debug").exits(0);
    said += cli.run("run", "--debug").exits(0);
    assertThat(asked).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
    assertThat(said).doesNotContain("s3cret");
    Path tokens = folder.resolve(".leat/tokens");
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (file.startsWith(tokens)) {
          assertThat(content).isEqualTo(good.get() + "\n");
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .isEqualTo("rw-------");
        } else {
          assertThat(content).as("%s", file).doesNotContain("s3cret");
        }
      }
    }
    assertThat(tokens).isDirectory();

    good.set("refresh-new-s3cret");
    assertThat(cli.run("run").exits(2).err())
        .contains("token was refused with status 400: invalid_grant");
    cli.with("REFRESH", "refresh-new-s3cret").run("run").exits(0);
  }

  private String next(String secret) {
    return "<" + project.http().url("/ok?page=2&api_key=" + secret) + ">; rel=\"next\"";
  }

  @Test
  void endsWithTwoWhereTheTokenIsWrong() {
    project.http().on("/issues", Answer.json("{\"message\":\"Bad credentials\"}").as(401));
    project.yaml(ISSUES);
    assertThat(project.leat("run").exits(2).err())
        .contains("credentials rejected")
        .contains("source 'gh'");
  }
}
