package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A folder with a leat.yaml about a web API on loopback. */
record RestProject(Path folder, FakeHttp http, CatalogPlace.Found place) implements AutoCloseable {
  private static final String DESTINATION = "duckdb:gh.duckdb";

  RestProject(Path folder, FakeHttp http) {
    this(
        folder,
        http,
        new CatalogPlace.Found(
            DESTINATION, new Database("jdbc:duckdb:" + folder.resolve("gh.duckdb"))));
  }

  static RestProject make(Path folder) {
    return new RestProject(folder, FakeHttp.start());
  }

  /** The same with its tables elsewhere. */
  RestProject into(TablePlace other) {
    return new RestProject(folder, http, other.make(folder));
  }

  /** Writes leat.yaml; {@code http://host/} in it becomes the server, and tables go where told. */
  RestProject yaml(String text) {
    try {
      String url = http.url().toString();
      String here = text.replace("http://host/", url).replace(DESTINATION, place.address());
      Files.writeString(folder.resolve("leat.yaml"), here, UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a leat.yaml with one source, {@code api}, that has these feeds. */
  RestProject feeds(String feeds) {
    return yaml(
        """
        leat: 1
        destination: duckdb:gh.duckdb
        sources:
          api:
            type: rest
            url: http://host/
            feeds:
        """
            + feeds.indent(6));
  }

  Cli.Answer leat(String... words) {
    return Cli.in(folder).run(words);
  }

  Database tables() {
    return place.database();
  }

  Database catalog() {
    return new Database("jdbc:sqlite:" + folder.resolve(".leat/catalog.db"));
  }

  /** What was asked since the last time, without host. */
  List<String> asked() {
    List<String> asked = new ArrayList<>();
    http.requests().forEach(it -> asked.add(it.line().substring("GET ".length())));
    http.forget();
    return asked;
  }

  /** Records cut into pages, as {@code {"items":[…],"page":1,"total_pages":3}}. */
  static Answer page(Received request, List<String> records, int size) {
    int page = parameter(request, "page").map(Integer::valueOf).orElse(1);
    int pages = Math.max(1, (records.size() + size - 1) / size);
    int from = Math.min(records.size(), (page - 1) * size);
    List<String> shown = records.subList(from, Math.min(records.size(), from + size));
    return Answer.json(
        "{\"items\":["
            + String.join(",", shown)
            + "],\"page\":"
            + page
            + ",\"total_pages\":"
            + pages
            + "}");
  }

  static Optional<String> parameter(Received request, String name) {
    for (String pair : List.of(request.query().split("&", -1))) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), UTF_8));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    http.close();
  }
}
