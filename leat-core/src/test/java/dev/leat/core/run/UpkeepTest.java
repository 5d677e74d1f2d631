package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static dev.leat.core.run.World.season;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Validation;
import dev.leat.core.Leat;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.core.store.RawStore;
import dev.leat.testkit.source.FakeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do to a store, and what the next run makes of it. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class UpkeepTest {
  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  UpkeepTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    world = World.in(folder, kind);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void offers(int datasets) {
    List<FakeFile> files =
        LongStream.range(0, datasets).mapToObj(id -> file("events__v1", "match " + id)).toList();
    world
        .source()
        .offers(
            request ->
                LongStream.range(0, datasets)
                    .mapToObj(id -> offer(id, files.get((int) id)))
                    .toList());
  }

  @Test
  void whatWasInvalidatedIsFetchedAgainThoughItsTimesAreOld() {
    offers(5);
    world.fetch();
    try (Leat leat = world.leat()) {
      assertThat(leat.administration().invalidate(Scope.ALL, "truncated")).isEqualTo(5);
      assertThat(leat.administration().invalidate(Scope.of(season(42)), "none")).isZero();
    }
    assertThat(world.stored())
        .allSatisfy(dataset -> assertThat(dataset.row().validation()).isEqualTo(Validation.FAILED));

    assertThat(world.fetch().jobs().getFirst().tasks()).isEqualTo(5);
  }

  @Test
  void onlyTheCurrentRevisionIsInvalidatedAndANewOneMakesItGood() {
    FakeFile events = file("events__v1", "first");
    world.source().offers(request -> List.of(offer(1, events)));
    world.fetch();
    events.text("second").modified(world.clock.advance(Duration.ofDays(1)));
    world.fetch();
    try (Leat leat = world.leat()) {
      assertThat(leat.administration().invalidate(Scope.of(match(1)), "wrong")).isEqualTo(1);
    }
    try (var catalog = world.catalog()) {
      long row = world.stored(match(1)).row().ref().row();
      assertThat(catalog.datasets().revisions(row))
          .extracting(revision -> revision.validation())
          .containsExactly(Validation.PENDING, Validation.FAILED);
    }
    events.text("third");
    world.fetch();
    assertThat(world.stored(match(1)).row().validation()).isEqualTo(Validation.PENDING);
    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(3);
  }

  @Test
  void whatWasDeletedStaysAwayInTheNextRun() throws IOException {
    offers(3);
    world.fetch();
    try (Leat leat = world.leat()) {
      assertThat(leat.administration().delete(Scope.of(match(1))))
          .isEqualTo(new RawStore.Deletion(1, 1, 7));
    }
    RunReport next = world.fetch();

    assertThat(next.jobs().getFirst().skipped()).isEqualTo(3);
    assertThat(world.stored()).hasSize(2);
    assertThat(storedFiles()).isEqualTo(2);
  }

  @Test
  void moreDatasetsThanAPageHoldsAreDeletedWithAllTheirFiles() throws IOException {
    offers(501);
    world.fetch();
    assertThat(storedFiles()).isEqualTo(501);
    try (Leat leat = world.leat()) {
      RawStore.Deletion deletion = leat.administration().delete(Scope.of(season(90)));
      assertThat(deletion.datasets()).isEqualTo(501);
      assertThat(deletion.files()).isEqualTo(501);
      assertThat(leat.administration().count(Scope.ALL)).isZero();
    }
    assertThat(storedFiles()).isZero();
  }

  private long storedFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(".leat/store"))) {
      return files.filter(each -> each.getFileName().toString().startsWith("events__v1")).count();
    }
  }
}
