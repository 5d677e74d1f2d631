package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static dev.leat.core.run.World.season;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.leat.api.Content;
import dev.leat.api.DatasetType;
import dev.leat.api.DatasetType.Feed;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.OfferedFile;
import dev.leat.api.Selector;
import dev.leat.core.Leat;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Preview;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.source.FakeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans that are made and not carried out. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class DryRunTest {
  private static final DatasetType SEASONS =
      DatasetType.listing("season", List.of(), List.of(Feed.snapshot("seasons", "v1")));

  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  DryRunTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    world = World.in(folder, kind, World.MATCH, SEASONS);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private PlanReport plan() {
    try (Leat leat = world.leat()) {
      return leat.plan(Scope.ALL);
    }
  }

  /** Every file of the project, byte for byte. */
  private Map<String, String> everything() throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(each);
        contents.put(
            folder.relativize(each).toString(), bytes.length + ":" + Arrays.hashCode(bytes));
      }
    }
    return contents;
  }

  @Test
  void aPlanSaysWhatARunWouldDoAndWritesNothing() throws IOException {
    FakeFile first = file("events__v1", "1");
    world.source().offers(request -> List.of(offer(1, first), offer(3, file("events__v1", "3"))));
    world.fetch();
    first.modified(ManualClock.START.plus(Duration.ofDays(1)));
    world
        .source()
        .lists(
            (type, discovery) -> {
              OfferedFile listing =
                  OfferedFile.of(
                      new FeedVersion("seasons", "v1"),
                      "json",
                      new Content.Inline("[90]".getBytes(StandardCharsets.UTF_8)));
              assertThat(discovery.listing("season", Keys.NONE, listing).open()).hasContent("[90]");
              return List.of(Selector.of(season(90)));
            })
        .offers(
            request ->
                List.of(
                    offer(1, first),
                    offer(2, file("events__v1", "2"), file("lineups__v1", "2")),
                    offer(3, file("events__v1", "3"))));
    Map<String, String> before = everything();
    int jobs = world.jobs().size();
    Map<String, String> counted = everything();
    assertThat(counted.keySet()).isEqualTo(before.keySet());

    PlanReport report = plan();

    assertThat(report.exitCode()).isZero();
    assertThat(report.tasks()).isEqualTo(2);
    Preview preview = report.jobs().getFirst();
    assertThat(preview.creates()).isEqualTo(1);
    assertThat(preview.updates()).isEqualTo(1);
    assertThat(preview.skipped()).isEqualTo(1);
    assertThat(preview.files()).isEqualTo(3);
    assertThat(preview.first())
        .extracting(task -> task.dataset().keys(), Preview.Task::operation)
        .containsExactly(
            tuple(match(1), Preview.Operation.UPDATE), tuple(match(2), Preview.Operation.CREATE));
    assertThat(everything()).isEqualTo(counted);
    assertThat(world.jobs()).hasSize(jobs);
    assertThat(first.loads()).hasSize(1);
    assertThat(world.stored()).hasSize(2);
  }

  @Test
  void aPlanOfAFreshProjectLeavesTheFolderAsItWas() throws IOException {
    world.source().offers(offer(1, file("events__v1", "1")));
    Map<String, String> before = everything();

    assertThat(plan().tasks()).isEqualTo(1);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aSelectorThatARunWouldSkipIsNotListed() {
    world
        .source()
        .lists(Selector.of(season(90)).modified(ManualClock.START))
        .offers(offer(1, file("events__v1", "1")));
    world.fetch();

    assertThat(plan().jobs().getFirst().skipped()).isEqualTo(1);
    assertThat(world.source().requests()).hasSize(1);
  }

  @Test
  void aSourceThatCannotBeAskedIsNamed() {
    world.yaml("sources:\n  a: {type: fake}\n  b: {type: fake}\n");
    world.source("a").failsToOpen(new IllegalStateException("no driver"));
    PlanReport report = plan();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.jobs()).extracting(Preview::source).containsExactly("b");
    assertThat(report.failures())
        .extracting(failure -> failure.error().problem())
        .containsExactly("source 'a' failed: java.lang.IllegalStateException: no driver");
  }

  @Test
  void whatWasDeletedIsNotPlanned() {
    world.source().offers(offer(1, file("events__v1", "1")));
    world.fetch();
    try (Leat leat = world.leat()) {
      leat.administration().delete(Scope.of(match(1)));
    }
    assertThat(plan().tasks()).isZero();
    assertThat(plan().jobs().getFirst().skipped()).isEqualTo(1);
  }
}
