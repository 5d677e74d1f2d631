package dev.leat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Keys;
import dev.leat.api.Selector;
import dev.leat.core.project.Project;
import dev.leat.core.project.ProjectFolder;
import dev.leat.core.project.SelectorRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Lists in a selector multiply out, and what they name is what is fetched. */
final class SelectorProductTest {
  @Property(tries = 50)
  void everyCombinationComesOnce(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 9) Integer> competitions,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 9) Integer> seasons)
      throws IOException {
    Project project = load("{competition_id: " + competitions + ", season_id: " + seasons + "}");

    Set<Keys> expected = new HashSet<>();
    for (int competition : competitions) {
      for (int season : seasons) {
        expected.add(Keys.of("competition_id", competition).with("season_id", season));
      }
    }
    assertThat(project.plans().getFirst().select())
        .isInstanceOfSatisfying(
            SelectorRule.Exact.class,
            exact -> assertThat(exact.keys()).containsExactlyInAnyOrderElementsOf(expected));
    assertThat(Plans.resolve(project, Scope.ALL).getFirst().jobs(List.of(Selector.ALL)).jobs())
        .extracting(job -> job.selector().keys())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Project load(String select) throws IOException {
    Path folder = Files.createTempDirectory("leat-product");
    try {
      return new ProjectFolder(folder)
          .yaml(
              "sources:\n  s: {type: statsbomb}\nplans:\n  - source: s\n    select: "
                  + select
                  + "\n")
          .load();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
      }
    }
  }
}
