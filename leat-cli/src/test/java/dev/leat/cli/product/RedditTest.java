package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template reddit: a token, posts, then the comments of each. */
final class RedditTest {
  private static final String SECRET = "reddit-s3cret";

  @TempDir private Path folder;
  private final FakeHttp http = FakeHttp.start();
  private final Map<String, List<String>> comments = new LinkedHashMap<>();
  private TemplateProject project;

  @BeforeEach
  void init() {
    http.on("/token", Answer.json("{\"access_token\": \"t0ken-of-a-day\", \"expires_in\": 86400}"));
    http.on("/r/nba/new", request -> bearer(request, posts()));
    http.under("/comments/", request -> bearer(request, thread(request.path().substring(10))));
    project =
        TemplateProject.init(folder, "reddit")
            .with("REDDIT_URL", http.url().toString())
            .with("REDDIT_TOKEN_URL", http.url("/token").toString())
            .with("REDDIT_CLIENT_ID", "app")
            .with("REDDIT_CLIENT_SECRET", SECRET)
            .with("REDDIT_LIMIT", "1000/second");
  }

  @AfterEach
  void close() {
    http.close();
  }

  private static Answer bearer(Received request, String body) {
    boolean known = request.header("Authorization").orElse("").equals("Bearer t0ken-of-a-day");
    return known ? Answer.json(body) : Answer.status(401);
  }

  private static String listing(List<String> children) {
    return "{\"kind\": \"Listing\", \"data\": {\"after\": null, \"children\": ["
        + String.join(",", children)
        + "]}}";
  }

  private String posts() {
    return listing(
        comments.keySet().stream()
            .map(id -> "{\"kind\": \"t3\", \"data\": {\"id\": \"" + id + "\", \"title\": \"T\"}}")
            .toList());
  }

  private String thread(String post) {
    String head = "{\"kind\": \"t3\", \"data\": {\"id\": \"" + post + "\"}}";
    return "["
        + listing(List.of(head))
        + ","
        + listing(comments.getOrDefault(post, List.of()))
        + "]";
  }

  private static String comment(String fields, String replies) {
    return "{\"kind\": \"t1\", \"data\": {" + fields + ", \"replies\": " + replies + "}}";
  }

  private static String said(String id, String author, String body) {
    return "\"id\": \"%s\", \"parent_id\": \"x\", \"author\": \"%s\", \"body\": \"%s\", \"score\": 3, \"edited\": false, \"created_utc\": 1650891943.0"
        .formatted(id, author, body);
  }

  private Database tables() {
    return project.tables("reddit.duckdb");
  }

  @Test
  void unfoldsRepliesAndTellsWhatWasDeleted() {
    String more =
        "{\"kind\": \"more\", \"data\": {\"id\": \"m\", \"parent_id\": \"t1_b\", \"count\": 7,"
            + " \"children\": [\"q\"]}}";
    String deep = comment(said("c", "eve", "third"), "\"\"");
    String gone = comment(said("b", "[deleted]", "[deleted]"), listing(List.of(deep, more)));
    comments.put("p1", List.of(comment(said("a", "ada", "first"), listing(List.of(gone)))));
    comments.put("p2", List.of());
    project.leat("run").exits(0);
    assertThat(http.requests("/token")).hasSize(1);
    assertThat(tables().rows("SELECT id, post_id, author, body, deleted FROM comments ORDER BY id"))
        .containsExactly(
            "a|p1|ada|first|false", "b|p1|[deleted]|[deleted]|true", "c|p1|eve|third|false");
    assertThat(tables().rows("SELECT post_id, parent_id, more FROM missing_comments"))
        .containsExactly("p1|t1_b|7");
    assertThat(tables().number("SELECT count(*) FROM posts")).isEqualTo(2);
  }

  @Test
  void neverShowsTheSecret() {
    http.on("/token", Answer.status(401));
    Cli.Answer answer = project.leat("run").exits(2);
    assertThat(answer.err()).doesNotContain(SECRET);
  }

  @Test
  void hasWhatPeopleReallySaid() {
    String samples = System.getProperty("leat.samples");
    assumeTrue(samples != null, "-Dleat.samples is not set");
    Path sentiment = Path.of(samples, "sentiment");
    var duckdb = new Database("jdbc:duckdb:");
    String rows =
        "read_csv('" + sentiment.resolve("reddit_comments.csv") + "', all_varchar = true)";
    // The file has deleted authors as nothing; the API writes [deleted].
    List<String> said =
        duckdb.rows(
            "SELECT url.split('/')[7] || ' ' || json_object('id', md5(concat(author, comment,"
                + " url)), 'author', coalesce(author, '[deleted]'), 'body', comment, 'score',"
                + " score::int, 'created_utc', 1650891943, 'edited', false)::varchar FROM "
                + rows);
    for (String one : said) {
      int space = one.indexOf(' ');
      String fields = one.substring(space + 2, one.length() - 1);
      comments
          .computeIfAbsent(one.substring(0, space), post -> new ArrayList<>())
          .add(comment(fields, "\"\""));
    }
    project.leat("run").exits(0);
    assertThat(tables().number("SELECT count(*) FROM comment_tree")).isEqualTo(1000);
    assertThat(tables().number("SELECT count(*) FROM comments")).isEqualTo(998);
    assertThat(tables().number("SELECT count(*) FROM comments WHERE deleted")).isEqualTo(2);
    String expected = "read_csv('" + sentiment.resolve("expected_reddit_comments.csv") + "')";
    assertThat(
            tables()
                .rows(
                    "SELECT CASE WHEN NOT deleted THEN author END, body FROM comments"
                        + " EXCEPT ALL SELECT nullif(author, 'nan'), comment FROM "
                        + expected))
        .isEmpty();
  }
}
