package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manual's pages on paging and on credentials show is sent as they say. */
final class RestManualSentTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)\\}");

  @TempDir private Path folder;
  private final FakeHttp http = FakeHttp.start();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void everyWayIsSentAsItsPageSays() throws IOException {
    servePages();
    serveCredentials();
    var yaml = new StringBuilder("leat: 1\nsources:\n");
    for (String page : pages()) {
      yaml.append(sources(page));
    }
    Files.writeString(folder.resolve("leat.yaml"), yaml, UTF_8);
    var variables = new StringBuilder();
    new TreeSet<>(VARIABLE.matcher(yaml).results().map(found -> found.group(1)).toList())
        .forEach(name -> variables.append(name + "=the-" + name.toLowerCase(Locale.ROOT) + "\n"));
    Files.writeString(folder.resolve(".env"), variables, UTF_8);

    Cli.in(folder).run("fetch").exits(0);

    Set<String> sent = new TreeSet<>();
    http.requests().forEach(request -> sent.add(told(request)));
    assertThat(sent).containsExactlyInAnyOrderElementsOf(expected());
  }

  private static List<String> pages() throws IOException {
    Path manual = Path.of(System.getProperty("leat.home", ".."), "docs", "manual");
    try (Stream<Path> all = Files.list(manual)) {
      return all.map(page -> page.getFileName().toString())
          .filter(name -> name.matches("rest-(pages|auth)-.*\\.md"))
          .sorted()
          .toList();
    }
  }

  /** The sources of a page's example, named after the page, and asked below its name. */
  private String sources(String page) throws IOException {
    String name = page.replaceFirst("rest-(.*)\\.md", "$1");
    return ManualPage.example(page, "example")
        .replaceFirst("(?s)^sources:\n", "")
        .replaceAll("(?m)^  ([a-z]+):$", "  " + name + "-$1:")
        .replaceAll("https://[a-z]+\\.example", http.url("/" + name).toString());
  }

  private void servePages() {
    on("pages-cursor/api/news", "{\"news\":[{}],\"next_page_token\":\"n2\"}", "{\"news\":[{}]}");
    http.on(
        "/pages-cursor/api/files",
        Answer.json("[{\"id\":1}]").header("X-Next-Cursor", "c2"),
        Answer.json("[{\"id\":2}]"));
    on("pages-cursor/api/search", "{\"hits\":[{}],\"scroll\":\"s2\"}", "{\"hits\":[{}]}");
    on("pages-graphql/v2/api/graphql", posts("true", "e1"), posts("false", "e2"));
    http.on(
        "/pages-link/api/repositories",
        Answer.json("[{\"id\":1}]").header("Link", "<?page=2>; rel=\"next\""),
        Answer.json("[{\"id\":2}]"));
    on(
        "pages-next/api/orders",
        "{\"value\":[{}],\"@odata.nextLink\":\"orders?skip=1\"}",
        "{\"value\":[{}]}");
    String numbered = "{\"data\":[{\"id\":%d}],\"meta\":{\"total_pages\":2}}";
    on("pages-number/api/orders", numbered.formatted(1), numbered.formatted(2));
    http.on(
        "/pages-number/api/customers",
        Answer.json("[{\"id\":1}]").header("X-Total-Pages", "2"),
        Answer.json("[{\"id\":2}]").header("X-Total-Pages", "2"));
    on("pages-number/api/products", "{\"products\":[{}]}", "{\"products\":[]}");
    String of51 = "{\"results\":[" + "{},".repeat(49) + "{}],\"total\":51}";
    on("pages-offset/api/orders", of51, "{\"results\":[{}],\"total\":51}");
  }

  private static String posts(String more, String cursor) {
    return "{\"data\":{\"posts\":{\"edges\":[{\"node\":{\"id\":1}}],\"pageInfo\":{\"hasNextPage\":"
        + more
        + ",\"endCursor\":\""
        + cursor
        + "\"}}}}";
  }

  private void serveCredentials() {
    on("auth-accounts/articles", "[{\"id\":1}]");
    on("auth-basic/d", "[{}]");
    on("auth-bearer/a", "[{}]");
    on("auth-header/b", "[{}]");
    on("auth-query/c", "[{}]");
    on("auth-login/session", "{\"data\":{\"session\":\"s1\"}}");
    on("auth-login/a", "[{}]");
    on("auth-oauth2/oauth/token", "{\"access_token\":\"t1\"}");
    List.of("a", "b", "c").forEach(feed -> on("auth-oauth2/" + feed, "[{}]"));
  }

  private void on(String path, String... bodies) {
    http.on("/" + path, Stream.of(bodies).map(Answer::json).toArray(Answer[]::new));
  }

  /** Its line, what proves who asks, and its body. */
  private static String told(Received request) {
    String query =
        Stream.of(request.query().split("&", -1)).sorted().collect(Collectors.joining("&"));
    var told = new StringBuilder(request.method() + " " + request.path());
    told.append(query.isEmpty() ? "" : "?" + query);
    for (String name :
        List.of("authorization", "x-app", "apca-api-key-id", "apca-api-secret-key", "x-session")) {
      request.header(name).ifPresent(value -> told.append(" | " + value));
    }
    if (!request.bodyText().isEmpty()) {
      String body = request.bodyText();
      told.append(" | ").append(body.contains("query($first") ? variables(body) : body);
    }
    return told.toString();
  }

  private static String variables(String graphql) {
    return graphql.substring(graphql.indexOf("\"variables\""));
  }

  private static List<String> expected() {
    String hunt = "POST /pages-graphql/v2/api/graphql | Bearer the-hunt_token | ";
    String client = basic("me:the-client_secret");
    return List.of(
        "GET /pages-cursor/api/news",
        "GET /pages-cursor/api/news?page_token=n2",
        "GET /pages-cursor/api/files",
        "GET /pages-cursor/api/files?cursor=c2",
        "POST /pages-cursor/api/search | {\"query\":{\"status\":\"open\"}}",
        "POST /pages-cursor/api/search | {\"query\":{\"status\":\"open\",\"scroll\":\"s2\"}}",
        hunt + "\"variables\":{\"first\":50}}",
        hunt + "\"variables\":{\"first\":50,\"after\":\"e1\"}}",
        "GET /pages-link/api/repositories",
        "GET /pages-link/api/repositories?page=2",
        "GET /pages-next/api/orders",
        "GET /pages-next/api/orders?skip=1",
        "GET /pages-number/api/orders?page=1",
        "GET /pages-number/api/orders?page=2",
        "GET /pages-number/api/customers?page=0",
        "GET /pages-number/api/customers?page=1",
        "GET /pages-number/api/products?page=1&per_page=100",
        "GET /pages-number/api/products?page=2&per_page=100",
        "GET /pages-offset/api/orders?limit=50&offset=0",
        "GET /pages-offset/api/orders?limit=50&offset=50",
        "GET /auth-accounts/articles | Bearer the-token_one | the-app_id",
        "GET /auth-basic/d | " + basic("me:the-api_password"),
        "GET /auth-bearer/a | Bearer the-api_token",
        "GET /auth-header/b | the-apca_id | the-apca_secret",
        "GET /auth-query/c?token=the-api_token",
        "POST /auth-login/session | {\"user\":\"me\",\"password\":\"the-api_password\"}",
        "GET /auth-login/a | s1",
        "POST /auth-oauth2/oauth/token | " + client + " | grant_type=client_credentials&scope=read",
        "GET /auth-oauth2/a | Bearer t1",
        "POST /auth-oauth2/oauth/token"
            + " | grant_type=refresh_token&refresh_token=the-refresh_token&client_id=me",
        "GET /auth-oauth2/b | Bearer t1",
        "POST /auth-oauth2/oauth/token | "
            + client
            + " | grant_type=password&username=someone&password=the-api_password",
        "GET /auth-oauth2/c | Bearer t1");
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
