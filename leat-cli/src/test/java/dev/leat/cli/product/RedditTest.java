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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The template reddit: a token, posts, then the comments of each. */
final class RedditTest {
  private static final String SECRET = "reddit-s3cret";

  @TempDir private Path folder;
  private final FakeHttp http = FakeHttp.start();
  private final Map<String, List<String>> comments = new LinkedHashMap<>();

  @SuppressWarnings("NullAway.Init") // by each test, with its place
  private TemplateProject project;

  private Database tables = new Database("of no place yet");

  @BeforeEach
  void script() {
    http.on("/token", Answer.json("{\"access_token\": \"t0ken-of-a-day\", \"expires_in\": 86400}"));
    http.on("/r/nba/new", request -> bearer(request, posts()));
    http.under("/comments/", request -> bearer(request, thread(request)));
    http.on("/api/morechildren", request -> bearer(request, more(request)));
  }

  private void init(TablePlace place) {
    CatalogPlace.Found found = place.make(folder.resolve("project"));
    tables = found.database();
    project =
        TemplateProject.init(folder, "reddit")
            .with("REDDIT_DESTINATION", found.address())
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
            .filter(id -> !id.contains("/"))
            .map(id -> "{\"kind\": \"t3\", \"data\": {\"id\": \"" + id + "\", \"title\": \"T\"}}")
            .toList());
  }

  private String thread(Received request) {
    String post = request.path().substring("/comments/".length());
    String comment = RestProject.parameter(request, "comment").orElse("");
    String asked = comment.isEmpty() ? post : post + "/" + comment;
    String head = "{\"kind\": \"t3\", \"data\": {\"id\": \"" + post + "\"}}";
    return "["
        + listing(List.of(head))
        + ","
        + listing(comments.getOrDefault(asked, List.of()))
        + "]";
  }

  /** The comments that were asked for, those that are there. */
  private String more(Received request) {
    assertThat(RestProject.parameter(request, "link_id")).contains("t3_p1");
    List<String> wanted =
        List.of(RestProject.parameter(request, "children").orElse("").split(",", -1));
    assertThat(wanted).hasSizeLessThanOrEqualTo(20);
    String things =
        wanted.stream()
            .filter(id -> !id.equals("gone"))
            .map(id -> comment(said(id, "more", "held back"), "\"\""))
            .collect(Collectors.joining(","));
    return "{\"json\": {\"errors\": [], \"data\": {\"things\": [" + things + "]}}}";
  }

  private static String comment(String fields, String replies) {
    return "{\"kind\": \"t1\", \"data\": {" + fields + ", \"replies\": " + replies + "}}";
  }

  private static String said(String id, String author, String body) {
    return "\"id\": \"%s\", \"parent_id\": \"x\", \"author\": \"%s\", \"body\": \"%s\", \"score\": 3, \"edited\": false, \"created_utc\": 1650891943.0"
        .formatted(id, author, body);
  }

  private static String stub(String parent, String... ids) {
    return "{\"kind\": \"more\", \"data\": {\"id\": \"m\", \"parent_id\": \"t1_%s\", \"count\": %d,"
            .formatted(parent, ids.length)
        + " \"children\": ["
        + Stream.of(ids).map(id -> '"' + id + '"').collect(Collectors.joining(","))
        + "]}}";
  }

  @ParameterizedTest
  @EnumSource
  void unfoldsRepliesAndTellsWhatWasDeleted(TablePlace place) {
    init(place);
    String deep = comment(said("c", "eve", "third"), "\"\"");
    String gone = comment(said("b", "[deleted]", "[deleted]"), listing(List.of(deep)));
    String first = comment(said("a", "ada", "first"), listing(List.of(gone)));
    comments.put("p1", List.of(first, comment(said("d", "dan", "fourth"), "\"\"")));
    comments.put("p2", List.of());
    project.leat("run").exits(0);
    assertThat(http.requests("/token")).hasSize(1);
    assertThat(tables.rows("SELECT id FROM comments WHERE deleted")).containsExactly("b");
    assertThat(tables.rows("SELECT author FROM comments WHERE NOT deleted ORDER BY 1"))
        .containsExactly("ada", "dan", "eve");
    assertThat(tables.rows("SELECT * FROM missing_comments")).isEmpty();
    assertThat(tables.text("SELECT count(*) FROM posts")).isEqualTo("2");

    // Of what is deleted afterwards no word is left, and what is gone is gone.
    String deleted = comment(said("a", "[deleted]", "[removed]"), listing(List.of(gone)));
    comments.put("p1", List.of(deleted));
    project.leat("run").exits(0);
    assertThat(tables.rows("SELECT id, author, body FROM comments ORDER BY id"))
        .containsExactly("a|[deleted]|[removed]", "b|[deleted]|[deleted]", "c|eve|third");
    assertThat(tables.text("SELECT count(*) FROM comments WHERE deleted")).isEqualTo("2");
  }

  @ParameterizedTest
  @EnumSource
  void fetchesWhatWasHeldBackWithTheNextRunAndNoMoreThanItMay(TablePlace place) {
    init(place);
    project = project.with("REDDIT_MORE", "2");
    String[] ids = IntStream.range(0, 45).mapToObj("q%02d"::formatted).toArray(String[]::new);
    ids[3] = "gone";
    String goesOn = comment(said("b", "bob", "second"), listing(List.of(stub("b"))));
    comments.put(
        "p1",
        List.of(comment(said("a", "ada", "first"), listing(List.of(goesOn, stub("a", ids))))));
    comments.put("p1/b", List.of(comment(said("b", "bob", "second"), deeper())));
    project.leat("run").exits(0);
    assertThat(tables.rows("SELECT id FROM comments ORDER BY id")).containsExactly("a", "b");
    assertThat(tables.text("SELECT count(*) FROM missing_comments")).isEqualTo("45");
    assertThat(http.requests("/api/morechildren")).isEmpty();

    project.leat("run").exits(0);
    assertThat(http.requests("/api/morechildren")).hasSize(2);
    assertThat(tables.text("SELECT count(*) FROM comments WHERE author = 'more'")).isEqualTo("39");
    assertThat(tables.rows("SELECT id, author FROM comments WHERE id = 'z'"))
        .containsExactly("z|zoe");
    assertThat(tables.rows("SELECT id FROM missing_comments ORDER BY id"))
        .containsExactly("gone", "q40", "q41", "q42", "q43", "q44");
  }

  private static String deeper() {
    return listing(List.of(comment(said("z", "zoe", "deep down"), "\"\"")));
  }

  @Test
  void neverShowsTheSecret() {
    init(TablePlace.DUCKDB);
    http.on("/token", Answer.status(401));
    Cli.Answer answer = project.leat("run").exits(2);
    assertThat(answer.err()).doesNotContain(SECRET);
  }

  @Test
  void hasWhatPeopleReallySaid() {
    String samples = System.getProperty("leat.samples");
    assumeTrue(samples != null, "-Dleat.samples is not set");
    init(TablePlace.DUCKDB);
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
    assertThat(tables.number("SELECT count(*) FROM comments")).isEqualTo(998);
    assertThat(tables.number("SELECT count(*) FROM comments WHERE deleted")).isEqualTo(2);
    String expected = "read_csv('" + sentiment.resolve("expected_reddit_comments.csv") + "')";
    assertThat(
            tables.rows(
                "SELECT CASE WHEN NOT deleted THEN author END, body FROM comments"
                    + " EXCEPT ALL SELECT nullif(author, 'nan'), comment FROM "
                    + expected))
        .isEmpty();
  }
}
