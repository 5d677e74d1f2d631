package dev.leat.connect.web;

import static dev.leat.connect.web.Site.map;
import static dev.leat.connect.web.Site.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Settings;
import dev.leat.api.SourceType;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.source.SourceConformance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists, parents and windows of pages, as every source behaves. */
final class WebSourceTypeTest extends SourceConformance {
  private static final String TOKEN = "a-token-that-nobody-sees";

  private final Site site = new Site();

  @BeforeEach
  void serve() {
    site.with("auth", map("type", "header", "name", "X-Pass", "value", TOKEN));
    site.http
        .on("/teams", Answer.html(page("A", "B")))
        .on("/teams/A", Answer.html(page("one")))
        .on("/teams/B", Answer.html(page()))
        .under("/day", request -> Answer.html(page("A - B")));
    site.feed("teams", "path", "teams", "table", map("id", "games"), "key", List.of("game"));
    site.feed("players", "each", "teams", "path", "teams/{game}", "table", map("id", "games"));
    site.feed(
        "days",
        "path",
        "day/{date:yyyyMMdd}",
        "table",
        map("id", "games"),
        "window",
        map("start", "2024-01-01", "end", "2024-01-04"));
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Override
  protected SourceType type() {
    return new WebSourceType();
  }

  @Override
  protected Settings settings() {
    return site.settings();
  }

  @Override
  protected Optional<String> secret() {
    return Optional.of(TOKEN);
  }

  @Test
  void proposesATableForEachFeedAndSaysHowItIsRead() {
    assertThat(type().tables(settings()))
        .extracting(it -> it.name() + " " + it.key() + " " + it.format().orElseThrow().name())
        .containsExactly("teams [game] html", "players [] html", "days [] html");
  }

  @Test
  void whatCannotBeMeantIsAnError() {
    assertThatThrownBy(() -> read("table", map("id", "a", "css", "b")))
        .hasMessageContaining("The table is not told from others in one way.");
    assertThatThrownBy(() -> read("table", map("id", "a"), "select", map("css", "b")))
        .hasMessageContaining("Records are rows of one table, elements or JSON.");
    assertThatThrownBy(() -> read("select", map("css", "p")))
        .hasMessageContaining("Elements have no columns of their own.");
    assertThatThrownBy(() -> read("select", map("css", "p[")))
        .hasMessageContaining("'p[' is no selector");
    assertThatThrownBy(() -> read("columns", map("a", "b ~ (")))
        .hasMessageContaining("'(' is no pattern: Unclosed group");
    assertThatThrownBy(() -> read("json", map("script", "ld+json", "records", "$.a[0]")))
        .hasMessageContaining("'$.a[0]' is no path such as $.items[*]");
    assertThatThrownBy(
            () -> read("window", map("start", "2024-01-01", "from", "day", "if", "teams")))
        .hasMessageContaining("'teams' names no field.");
  }

  private void read(Object... options) {
    Object[] all = new Object[options.length + 2];
    all[0] = "path";
    all[1] = "p";
    System.arraycopy(options, 0, all, 2, options.length);
    site.feed("wrong", all);
    type().tables(settings());
  }
}
