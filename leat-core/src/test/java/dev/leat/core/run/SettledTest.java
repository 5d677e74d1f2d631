package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetId;
import dev.leat.api.FileWriter;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.Offer;
import dev.leat.api.Source;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.source.FakeFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A selector whose listing stays the same is left alone, and only where that is right. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class SettledTest {
  private static final Keys SEASON = Keys.of("season_id", 90);

  @TempDir private Path folder;
  private final TestCatalogs.Kind kind;
  private World world;
  private final FakeFile listing = file("matches__v1", "two matches");
  private final FakeFile first = file("events__v1", "1");
  private final FakeFile second = file("events__v1", "2");

  SettledTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void start() {
    world = World.in(folder, kind);
    world.source().offers(request -> List.of(offer(1, first), offer(2, second)));
    offerListing();
  }

  /** With the time that it has now. */
  private void offerListing() {
    world.source().restsOn(new Source.Basis("season", SEASON, listing.offered()));
  }

  private void listing(String text, int seconds) {
    listing.text(text).modified(ManualClock.START.plusSeconds(seconds));
    offerListing();
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** The only job of a fetch. */
  private JobReport fetch() {
    return world.fetch().jobs().getFirst();
  }

  private int listed() {
    return world.source().requests().size();
  }

  @Test
  void theSameListingIsNotReadAgain() {
    fetch();
    world.events.clear();
    JobReport again = fetch();

    assertThat(listed()).isEqualTo(1);
    assertThat(again.state()).isEqualTo(JobReport.State.SKIPPED);
    assertThat(again.reason()).isEqualTo("its listing is the same, and all was current");
    assertThat(again.skipped()).isEqualTo(2);
    assertThat(world.events).singleElement().isInstanceOf(LeatEvent.SelectorSkipped.class);
    assertThat(world.progress).contains(new Progress.Discovered("fake", "match", "*", 2, 0, 2));
  }

  @Test
  void anotherListingIsRead() {
    fetch();
    listing("corrected", 1);
    second.text("new").modified(ManualClock.START.plusSeconds(1));

    assertThat(fetch().successful()).isEqualTo(1);
    assertThat(fetch().state()).isEqualTo(JobReport.State.SKIPPED);

    listing("two matches", 2);
    assertThat(fetch().state()).isEqualTo(JobReport.State.FINISHED);
  }

  @Test
  void aListingIsAskedForAgainWhereItsTimeOrAVerdictSaysSo() {
    fetch();
    fetch();
    assertThat(listing.loads()).hasSize(1);

    listing("two matches", 1);
    fetch();
    assertThat(listing.loads()).hasSize(2);

    try (var leat = world.leat()) {
      leat.administration().invalidate(Scope.of(SEASON), "truncated");
    }
    fetch();
    assertThat(listing.loads()).hasSize(3);
  }

  @Test
  void invalidDatasetsAreFetchedAgain() {
    fetch();
    try (var leat = world.leat()) {
      leat.administration().invalidate(Scope.of(match(2)), "wrong");
    }
    assertThat(fetch().unchanged()).isEqualTo(1);
  }

  @Test
  void whatWasInvalidatedWhileItWasListedIsFetchedAgain() {
    fetch();
    listing("others", 1);
    second.text("new").modified(ManualClock.START.plusSeconds(1));
    second.before(
        (file, current, sink) -> {
          try (var leat = world.leat()) {
            leat.administration().invalidate(Scope.of(match(1)), "wrong");
          }
          return new FileWriter.Outcome.Unchanged("same");
        });
    fetch();

    second.sound();
    assertThat(fetch().state()).isEqualTo(JobReport.State.FINISHED);
    assertThat(first.loads()).hasSize(2);
  }

  @Test
  void deletedDatasetsComeBackOnceTheyMay() {
    fetch();
    try (var leat = world.leat()) {
      leat.administration().delete(Scope.of(match(2)));
    }
    assertThat(fetch().skipped()).isEqualTo(2);
    try (Catalog catalog = world.catalog()) {
      catalog.datasets().restore(List.of(new DatasetId("fake", "match", match(2))));
    }
    assertThat(fetch().successful()).isEqualTo(1);
  }

  @Test
  void failedDatasetsAreTriedAgain() {
    second.failing(new IllegalStateException("not yet"));
    assertThat(fetch().failed()).isEqualTo(1);
    second.sound();
    assertThat(fetch().successful()).isEqualTo(1);
    assertThat(fetch().state()).isEqualTo(JobReport.State.SKIPPED);
  }

  @Test
  void anAbsenceThatRunsOutIsLookedAt() {
    FakeFile absent =
        file("lineups__v1", "here at last")
            .before((file, current, sink) -> new FileWriter.Outcome.Absent("none"));
    world.source().offers(request -> List.of(offer(1, first).with(absent.offered().optional())));
    fetch();
    assertThat(fetch().state()).isEqualTo(JobReport.State.SKIPPED);
    absent.sound();
    world.clock.advance(Duration.ofDays(8));
    assertThat(fetch().successful()).isEqualTo(1);
  }

  @Test
  void otherWishesAreLookedAt() {
    fetch();
    for (String other : List.of("once", "always")) {
      world.plans("- {source: fake, policy: " + other + "}");
      assertThat(fetch().state()).isEqualTo(JobReport.State.FINISHED);
    }
    world.plans("- {source: fake, feeds: {events: v1}}");
    assertThat(fetch().state()).isEqualTo(JobReport.State.FINISHED);
    assertThat(fetch().state()).isEqualTo(JobReport.State.SKIPPED);
  }

  @Test
  void filesWithoutATimeAreAskedForInEveryRun() {
    Offer timeless = Offer.of(match(3)).with(FakeFile.of("events__v1", "3").offered());
    world.source().offers(request -> List.of(timeless));
    fetch();
    assertThat(fetch().unchanged()).isEqualTo(1);
    assertThat(fetch().unchanged()).isEqualTo(1);
  }
}
