package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.EventListener;
import dev.leat.api.FeedVersion;
import dev.leat.api.LeatEvent;
import dev.leat.core.Leat;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.observe.EventReader;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.source.FakeFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who hears of what happened. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class EventsTest {
  private static final DatasetId FIRST = new DatasetId("fake", "match", match(1));

  /** A subscriber as leat.yaml names it; what it hears is kept for the test. */
  public static final class Ear implements EventListener {
    static final List<LeatEvent> HEARD = new CopyOnWriteArrayList<>();
    static volatile boolean deaf;

    @Override
    public void on(LeatEvent event) {
      if (deaf) {
        throw new IllegalStateException("deaf");
      }
      HEARD.add(event);
    }
  }

  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  EventsTest(TestCatalogs.Kind kind) {
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

  @Test
  void aNewDatasetIsToldAfterItsCommit() {
    var storedWhenTold = new ArrayList<Boolean>();
    try (Leat watching = world.leat()) {
      world
          .hearing(event -> storedWhenTold.add(watching.dataset(FIRST).isPresent()))
          .source()
          .offers(offer(1, file("events__v1", "1")));
      world.fetch();
    }
    assertThat(storedWhenTold).containsExactly(true, true);
    assertThat(world.events)
        .containsExactly(
            new LeatEvent.DatasetCreated(ManualClock.START, FIRST),
            new LeatEvent.RevisionAdded(
                ManualClock.START, FIRST, 1, List.of(new FeedVersion("events", "v1"))));
  }

  @Test
  void changesOfContentAndOfFactsAreTold() {
    FakeFile events = file("events__v1", "1");
    world.source().offers(request -> List.of(offer(1, events).in(DatasetState.PARTIAL)));
    world.fetch();
    world.events.clear();
    events.text("2").modified(world.clock.advance(Duration.ofDays(1)));
    world.source().offers(request -> List.of(offer(1, events)));
    world.fetch();

    assertThat(world.events)
        .hasExactlyElementsOfTypes(LeatEvent.RevisionAdded.class, LeatEvent.MetadataUpdated.class);
  }

  @Test
  void aSubscriptionEndsWhenItIsClosed() throws Exception {
    var heard = new ArrayList<LeatEvent>();
    world.source().offers(offer(1, file("events__v1", "1")));
    try (Leat leat = world.leat()) {
      try (AutoCloseable subscription = leat.subscribe(heard::add)) {
        leat.fetch(Scope.ALL);
      }
      leat.fetch(Scope.ALL);
    }
    assertThat(heard).hasSize(2);
  }

  @Test
  void aReaderSeesAFailedEventAgainAndOnlyNewOnesAfterwards() {
    world.source().offers(offer(1, file("events__v1", "1")));
    world.fetch();
    try (Leat leat = world.leat()) {
      EventReader reader = leat.events("warehouse");
      assertThatThrownBy(
              () ->
                  reader.drain(
                      entry -> {
                        throw new IllegalStateException("not ready");
                      }))
          .hasMessage("not ready");
      var seen = new ArrayList<String>();
      assertThat(reader.drain(entry -> seen.add(entry.type()))).isEqualTo(2);
      assertThat(reader.drain(entry -> seen.add(entry.type()))).isZero();
      leat.administration().invalidate(Scope.of(match(1)), "wrong");
      assertThat(reader.drain(entry -> seen.add(entry.type()))).isEqualTo(1);
      assertThat(seen).hasSize(3).doesNotHaveDuplicates();
      assertThat(leat.events("other").drain(entry -> {})).isEqualTo(3);
    }
  }

  @Test
  void aProjectsSubscriberHearsEveryEventAndWhatItMissedComesAgain() {
    Ear.HEARD.clear();
    Ear.deaf = true;
    world.yaml(
        """
        sources:
          fake: {type: fake}
        subscribers:
          - dev.leat.core.run.EventsTest$Ear
        """);
    world.source().offers(offer(1, file("events__v1", "1")));
    assertThat(world.fetch().exitCode()).isZero();
    assertThat(Ear.HEARD).isEmpty();
    assertThat(world.warnings())
        .containsExactly(
            "The subscriber dev.leat.core.run.EventsTest$Ear failed:"
                + " java.lang.IllegalStateException: deaf. It hears the same event again with the"
                + " next run.");

    Ear.deaf = false;
    world.fetch();
    assertThat(Ear.HEARD)
        .hasOnlyElementsOfTypes(
            LeatEvent.DatasetCreated.class,
            LeatEvent.RevisionAdded.class,
            LeatEvent.DatasetSkipped.class)
        .hasSize(3);
    world.fetch();
    assertThat(Ear.HEARD).hasSize(4);
  }

  @Test
  void deletionsAndInvalidationsAreInTheOutbox() {
    world.source().offers(offer(1, file("events__v1", "1")));
    world.fetch();
    try (Leat leat = world.leat()) {
      leat.administration().invalidate(Scope.of(match(1)), "wrong");
      leat.administration().delete(Scope.of(match(1)));
      var told = new ArrayList<LeatEvent>();
      leat.events("all").drain(entry -> told.add(entry.event().orElseThrow()));
      assertThat(told)
          .hasExactlyElementsOfTypes(
              LeatEvent.DatasetCreated.class,
              LeatEvent.RevisionAdded.class,
              LeatEvent.RevisionInvalidated.class,
              LeatEvent.DatasetDeleted.class);
    }
  }
}
