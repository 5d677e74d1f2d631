package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Does once what people do most, so that the JVM can keep what a start loads.
 *
 * <p>The launcher runs it after a build: a project of files, one of a provider and one of an API's
 * pages on loopback, each fetched and loaded, then found up to date. It prints nothing and needs no
 * network.
 */
final class Rehearsal {
  private static final int MATCHES = 3;

  private Rehearsal() {}

  /** Plays in a folder that may hold a project named quickstart. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Rehearsal::answer);
    server.start();
    try {
      Path football = Files.createDirectories(folder.resolve("football"));
      Files.writeString(football.resolve("leat.yaml"), project(server.getAddress().getPort()));
      Path pages = Files.createDirectories(folder.resolve("pages"));
      Files.writeString(pages.resolve("leat.yaml"), pages(server.getAddress().getPort()));
      for (Path project : List.of(folder.resolve("quickstart"), pages, football)) {
        if (Files.exists(project.resolve("leat.yaml"))) {
          play(project.toString());
        }
      }
    } finally {
      server.stop(0);
    }
  }

  private static void play(String project) {
    Terminal nowhere =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Terminal.Abilities.NONE);
    var main = new Main(nowhere, Clock.systemUTC(), System.getenv());
    main.run(List.of("run", project));
    main.run(List.of("run", project));
    main.run(List.of("plan", project));
    main.run(List.of("list", project));
    main.run(List.of("query", "select 1 as one", "--project", project));
  }

  private static String project(int port) {
    return """
    leat: 1
    destination: duckdb:football.duckdb
    sources:
      statsbomb:
        type: statsbomb
        url: http://127.0.0.1:%d/
    plans:
      - source: statsbomb
        dataset_type: match
        select:
          competition_id: 1
          season_id: [1]
        feeds: [lineups, events]
    """
        .formatted(port);
  }

  private static String pages(int port) {
    return """
    leat: 1
    destination: duckdb:pages.duckdb
    sources:
      api:
        type: rest
        url: http://127.0.0.1:%d/
        feeds:
          records:
            path: records
            records: "$.items[*]"
            page:
              cursor: "$.next"
              param: cursor
            key: id
    """
        .formatted(port);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = exchange.getRequestURI().getRawQuery();
      String tag = '"' + path + (query == null ? "" : query) + '"';
      exchange.getResponseHeaders().set("ETag", tag);
      if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      byte[] body = body(path, query == null).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String body(String path, boolean first) {
    if (path.equals("/records")) {
      return "{\"items\": [{\"id\": %d, \"at\": \"2000-01-01T00:00:00Z\", \"price\": 1.50, \"open\": true, \"by\": {\"id\": 1}, \"tags\": [\"a\"], \"events\": [{\"kind\": \"b\"}]}]%s}"
          .formatted(first ? 1 : 2, first ? ", \"next\": \"1\"" : "");
    }
    if (path.equals("/competitions.json")) {
      return "[{\"competition_id\": 1, \"season_id\": 1, \"season_name\": \"1999/2000\"}]";
    }
    if (path.startsWith("/matches/")) {
      return IntStream.range(0, MATCHES)
          .mapToObj(
              match ->
                  """
                  {"match_id": %d, "match_date": "2000-01-01", "home_score": 0, "away_score": 0,
                   "home_team": {"home_team_id": 1, "home_team_name": "A"},
                   "last_updated": "2000-01-01T00:00:00", "last_updated_360": null}
                  """
                      .formatted(match))
          .collect(Collectors.joining(",", "[", "]"));
    }
    String id = path.replaceAll("[^0-9]", "");
    return path.startsWith("/lineups/")
        ? "[{\"team_id\": %s, \"lineup\": [{\"player_id\": 1, \"cards\": []}]}]".formatted(id)
        : "[{\"id\": \"e%s\", \"type\": {\"id\": 1}, \"duration\": 1.5}]".formatted(id);
  }
}
