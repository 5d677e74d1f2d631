package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each policy fetches again, and what none of them may leave out. */
final class PoliciesTest {
  private static final String REVISIONS =
      "SELECT source, max(revisions) FROM dataset WHERE type = 'match' GROUP BY source ORDER BY 1";

  @TempDir private Path folder;
  private final StatsBombProvider provider =
      StatsBombProvider.on(FakeHttp.start()).season(11, 42, 2);

  @AfterEach
  void close() {
    provider.close();
  }

  /** A source for each policy, all of the same provider. */
  private String yaml(String feeds) {
    String sources =
        List.of("always", "daily", "never", "once", "usual").stream()
            .map(name -> "  %s: {type: statsbomb, url: \"%s\"}\n".formatted(name, provider.url()))
            .collect(Collectors.joining());
    return "sources:\n"
        + sources
        + """
        plans:
          - {source: always, feeds: F, policy: always}
          - {source: daily, feeds: F, policy: {type: interval, every: 24h}}
          - {source: never, feeds: F, policy: never}
          - {source: once, feeds: F, policy: {type: once}}
          - {source: usual, feeds: F}
        """
            .replace("F", feeds);
  }

  @Test
  void decideWhatIsFetchedAgain() {
    Workspace project = Workspace.make(folder, CatalogPlace.SQLITE, yaml("[events]"));
    project.leat("fetch").exits(0);
    provider.correct(provider.matches(11, 42).getFirst());
    project.leat("fetch").exits(0);
    assertThat(project.catalog().rows(REVISIONS))
        .containsExactly("always|2", "daily|1", "never|1", "once|1", "usual|2");

    long day = 86_400_000_000_000L;
    project
        .catalog()
        .change("UPDATE dataset SET checked_at = checked_at - " + day + " WHERE source = 'daily'");
    project.leat("invalidate", "--source", "once", "--reason", "wrong").exits(0);
    project.leat("fetch").exits(0);
    assertThat(project.catalog().rows(REVISIONS))
        .containsExactly("always|2", "daily|2", "never|1", "once|2", "usual|2");

    project.write(yaml("[events, lineups]"));
    project.leat("fetch").exits(0);
    assertThat(
            project
                .catalog()
                .rows(
                    "SELECT d.source, count(*) FROM file f JOIN dataset d ON d.id = f.dataset"
                        + " WHERE f.feed = 'lineups' GROUP BY d.source ORDER BY 1"))
        .as("a new feed is no file that is here already")
        .containsExactly("always|2", "daily|2", "never|2", "once|2", "usual|2");
  }

  @Test
  void sayWhatIsWrongWithThem() {
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            """
            sources:
              statsbomb: {type: statsbomb}
            plans:
              - {source: statsbomb, policy: {every: 1h}}
              - {source: statsbomb, policy: [once]}
              - {source: statsbomb, policy: {type: interval, every: soon}}
            """);
    assertThat(project.leat("plan").exits(2).err())
        .startsWith("error PROJECT_")
        .contains("leat.yaml:7:", "leat.yaml:8:", "leat.yaml:9:");
  }
}
