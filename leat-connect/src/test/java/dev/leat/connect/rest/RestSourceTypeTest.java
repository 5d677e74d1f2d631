package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.map;

import dev.leat.api.Settings;
import dev.leat.api.SourceType;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.source.SourceConformance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Parents, children, windows, a cursor and credentials, as every source behaves. */
final class RestSourceTypeTest extends SourceConformance {
  private static final String TOKEN = "a-token-that-nobody-sees";

  private final Api api = new Api();

  @BeforeEach
  void serve() {
    api.with("auth", map("token", TOKEN));
    api.feed("competitions", "path", "competitions", "records", "$.competitions[*]", "key", "id");
    api.feed(
        "teams",
        "each",
        "competitions",
        "path",
        "competitions/{id}/teams",
        "key",
        List.of("competitions_id", "id"));
    api.feed("news", "path", "news", "cursor", map("field", "at", "param", "since"), "key", "id");
    api.feed(
        "prices",
        "path",
        "prices",
        "window",
        map("start", "2024-01-01", "end", "2024-01-04", "from", "day"));
    api.http()
        .on("/competitions", Answer.json("{\"competitions\":[{\"id\":1},{\"id\":2}]}"))
        .on("/competitions/1/teams", Answer.json("[{\"id\":11}]"))
        .on("/competitions/2/teams", Answer.json("[]"))
        .on("/news", Answer.json("[{\"id\":1,\"at\":\"2024-01-01\"}]"))
        .on("/prices", Answer.json("[]"));
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Override
  protected SourceType type() {
    return new RestSourceType();
  }

  @Override
  protected Settings settings() {
    return api.settings();
  }

  @Override
  protected Optional<String> secret() {
    return Optional.of(TOKEN);
  }
}
