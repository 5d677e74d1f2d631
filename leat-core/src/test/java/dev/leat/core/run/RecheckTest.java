package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Validation;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.source.FakeFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong here and the same upstream is asked for less and less often. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class RecheckTest {
  private static final Duration STEP = Duration.ofMinutes(5);

  private final TestCatalogs.Kind kind;
  private final FakeFile wrong = file("events__v1", "wrong");
  @TempDir private Path folder;
  private World world;

  RecheckTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void fetchAndInvalidate() {
    world = World.in(folder, kind);
    world.source().offers(request -> List.of(offer(1, wrong)));
    world.fetch();
    invalidate();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void invalidate() {
    try (var leat = world.leat()) {
      leat.administration().invalidate(Scope.ALL, "a row is missing");
    }
  }

  @Test
  void itIsAskedForAtOnceAndThenAfterTwiceAsLongEachTime() {
    var pauses = new ArrayList<Long>();
    world.fetch();
    assertThat(wrong.loads()).hasSize(2);
    long waited = 0;
    for (int asked = 2; pauses.size() < 4; ) {
      world.clock.advance(STEP);
      waited += STEP.toMinutes();
      world.fetch();
      if (wrong.loads().size() > asked) {
        asked = wrong.loads().size();
        pauses.add(waited);
        waited = 0;
      }
    }
    assertThat(pauses).containsExactly(5L, 10L, 20L, 40L);
    assertThat(world.stored(match(1)).row().validation()).isEqualTo(Validation.FAILED);
    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(1);
  }

  @Test
  void itIsAskedForOnceADayAtLeast() {
    for (int day = 0; day < 20; day++) {
      world.fetch();
      world.clock.advance(Duration.ofDays(1));
    }
    assertThat(wrong.loads()).hasSize(21);
  }

  @Test
  void aNewerTimeUpstreamIsNotWaitedFor() {
    world.fetch();
    wrong.text("right").modified(ManualClock.START.plusSeconds(1));

    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(1);
    assertThat(world.stored(match(1)).row().validation()).isEqualTo(Validation.PENDING);
  }

  @Test
  void aSecondVerdictIsActedOnAtOnce() {
    world.fetch();
    invalidate();
    world.fetch();
    assertThat(wrong.loads()).hasSize(3);
  }
}
