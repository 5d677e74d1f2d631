package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that have options. */
final class SectionsTest {
  private final SectionedType type = new SectionedType();

  @TempDir private Path folder;

  @Test
  void sectionsAreReadInTheOrderWritten() {
    project(
            """
            leat: 1
            sources:
              api:
                type: sectioned
                auth:
                  - header: X-Key
                    value: ${env:KEY}
                  - header: X-Secret
                feeds:
                  teams:
                    path: teams
                    page: none
                  matches:
                    path: matches
                    page:
                      kind: number
                      size: 5
                    body:
                      query: "{ x }"
                      variables:
                        first: 10
                        deep: [true, null, "1"]
            """)
        .variable("KEY", "hidden-key")
        .load();

    Settings settings = type.settings();
    assertThat(settings.sections("auth"))
        .extracting(auth -> auth.text("header").orElseThrow())
        .containsExactly("X-Key", "X-Secret");
    assertThat(settings.sections("auth").getFirst().secret("value").orElseThrow().reveal())
        .isEqualTo("hidden-key");
    Map<String, Settings> feeds = settings.namedSections("feeds");
    assertThat(feeds).containsOnlyKeys("teams", "matches");
    Settings teams = Objects.requireNonNull(feeds.get("teams"));
    assertThat(teams.sections("page").getFirst().text("kind")).contains("none");
    assertThat(teams.sections("page").getFirst().integer("size")).contains(100L);
    assertThat(teams.json("body")).isEmpty();
    Settings matches = Objects.requireNonNull(feeds.get("matches"));
    assertThat(matches.sections("page").getFirst().integer("size")).contains(5L);
    assertThat(matches.json("body").orElseThrow().replaceAll("\\s+", ""))
        .isEqualTo("{\"query\":\"{x}\",\"variables\":{\"first\":10,\"deep\":[true,null,\"1\"]}}");
  }

  @Test
  void mistakesInsideSectionsHaveTheirPlace() {
    assertThat(
            project(
                    """
                    leat: 1
                    sources:
                      api:
                        type: sectioned
                        auth:
                          value: x
                        feeds:
                          teams:
                            pth: teams
                            page: nunber
                          matches: all
                    """)
                .refused()
                .problem())
        .isEqualTo(
            """
            leat.yaml has 5 mistakes:
              leat.yaml:6:7: 'auth' has no 'header'. Add the line 'header: …'.
              leat.yaml:9:9: 'teams' has no 'path'. Add the line 'path: …'.
              leat.yaml:9:9: The key 'pth' is unknown here. Did you mean 'path'?
              leat.yaml:10:15: 'page' cannot be 'nunber'. Did you mean 'number'?
              leat.yaml:11:16: 'matches' cannot be 'all'. Write a map with path, body, page.\
            """);
  }

  @Test
  void whatAReferenceBringsIntoABodyIsHidden() {
    Project project =
        project(
                """
                leat: 1
                sources:
                  api:
                    type: sectioned
                    feeds:
                      login:
                        path: login
                        body:
                          password: ${env:PASSWORD}
                """)
            .variable("PASSWORD", "hunter22")
            .load();

    assertThat(project.redactor().redact("sent hunter22")).isEqualTo("sent ***");
  }

  private ProjectFolder project(String yaml) {
    return new ProjectFolder(folder).with(type).yaml(yaml);
  }
}
