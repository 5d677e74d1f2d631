package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events reach each reader: once as a rule, twice after a crash, never not at all. */
final class EventsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void reachEveryReaderOnItsOwn(CatalogPlace place) {
    try (var provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 40)) {
      Workspace project =
          Workspace.make(
              folder,
              place,
              "sources:\n  statsbomb:\n    type: statsbomb\n    url: " + provider.url() + "\n");
      project.leat("fetch").exits(0);
      List<String> first = follow(project, "one");
      assertThat(first)
          .doesNotHaveDuplicates()
          .hasSize((int) project.catalog().number("SELECT count(*) FROM event"));
      assertThat(first.stream().filter(event -> event.contains("\"RevisionAdded\"")))
          .hasSize(40 + 2);
      assertThat(follow(project, "one")).isEmpty();

      assertThat(killed(project, "two", first)).containsExactlyElementsOf(first);

      provider.correct(provider.matches(11, 42).getFirst());
      project.leat("fetch").exits(0);
      List<String> more = follow(project, "one");
      assertThat(more).isNotEmpty().doesNotContainAnyElementsOf(first);
      assertThat(follow(project, "two")).isEqualTo(more);
    }
  }

  /** Reads with a reader that dies after its first line, then with one that does not. */
  private static Set<String> killed(Workspace project, String reader, List<String> expected) {
    var seen = new LinkedHashSet<String>();
    try (Cli.Running running = project.cli().start("events", "follow", "--reader", reader)) {
      seen.add(running.awaitOut("."));
      running.signal("KILL");
      List<String> lines = new ArrayList<>(running.end().outLines());
      lines.retainAll(expected);
      seen.addAll(lines);
    }
    seen.addAll(follow(project, reader));
    return seen;
  }

  private static List<String> follow(Workspace project, String reader) {
    return project.leat("events", "follow", "--reader", reader, "--once").exits(0).outLines();
  }
}
