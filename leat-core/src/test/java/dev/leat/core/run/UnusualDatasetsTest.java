package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.FileWriter;
import dev.leat.api.LeatEvent;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Review;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.store.Dataset;
import dev.leat.testkit.source.FakeFile;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Datasets without files, without content, or not there at all. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class UnusualDatasetsTest {
  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  UnusualDatasetsTest(TestCatalogs.Kind kind) {
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
  void aReviewKeepsAnEmptyDatasetScheduledUntilThereIsContent() {
    Review review =
        (offer, files) -> {
          try (InputStream events = files.open(new FeedVersion("events", "v1")).orElseThrow()) {
            String text = new String(events.readAllBytes(), StandardCharsets.UTF_8);
            boolean empty = text.equals("{}");
            return new Review.Finding(
                empty ? DatasetState.SCHEDULED : DatasetState.COMPLETE,
                Map.of("length", Integer.toString(text.length())));
          }
        };
    FakeFile events = file("events__v1", "{}");
    world.source().offers(request -> List.of(offer(1, events).reviewedBy(review)));

    world.fetch();
    assertThat(world.stored(match(1)).row().state()).isEqualTo(DatasetState.SCHEDULED);
    assertThat(world.stored(match(1)).row().metadata()).isEqualTo(Map.of("length", "2"));

    world.fetch();
    assertThat(events.loads()).hasSize(1);
    events.text("{\"goals\": 3}").modified(world.clock.advance(Duration.ofHours(2)));
    world.fetch();
    assertThat(world.stored(match(1)).row().state()).isEqualTo(DatasetState.COMPLETE);
    assertThat(world.fetch().jobs().getFirst().skipped()).isEqualTo(1);
    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(2);
  }

  @Test
  void aReviewThatFailsDoesNotFetchAgain() {
    FakeFile events = file("events__v1", "[]");
    Review broken =
        (offer, files) -> {
          throw new IllegalStateException("not like this");
        };
    world.source().offers(request -> List.of(offer(1, events).reviewedBy(broken)));
    assertThat(world.fetch().jobs().getFirst().failed()).isEqualTo(1);

    world.source().offers(request -> List.of(offer(1, events)));
    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(1);
    assertThat(events.loads()).hasSize(1);
  }

  @Test
  void aDatasetWithoutFilesIsARevisionToo() {
    world.source().offers(Offer.of(match(1)).in(DatasetState.SCHEDULED));

    world.fetch();

    Dataset dataset = world.stored(match(1));
    assertThat(dataset.row().revisions()).isEqualTo(1);
    assertThat(dataset.files()).isEmpty();
    assertThat(dataset.row().lastModifiedAt()).isNull();
    assertThat(world.fetch().jobs().getFirst().skipped()).isEqualTo(1);
  }

  @Test
  void aDatasetWithoutFilesThatFailedIsTriedAgain() {
    Review broken =
        (offer, files) -> {
          throw new IllegalStateException("not now");
        };
    Offer empty = Offer.of(match(1)).in(DatasetState.SCHEDULED);
    world.source().offers(empty.reviewedBy(broken));
    assertThat(world.fetch().jobs().getFirst().failed()).isEqualTo(1);

    world.source().offers(empty);
    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(1);
    assertThat(world.stored()).hasSize(1);
  }

  @Test
  void coverageLeavesOutDatasetsWithoutATime() {
    world.source().offers(Offer.of(match(1)), offer(2, file("events__v1", "2")));
    world.fetch();
    var seen = new ArrayList<Object>();
    world
        .source()
        .offers(
            (request, discovery) -> {
              seen.add(discovery.coverage().datasets());
              seen.add(discovery.coverage().modified());
              return List.<List<Offer>>of().iterator();
            });
    world.fetch();
    assertThat(seen).containsExactly(2L, world.clock.instant());
  }

  @Test
  void anEmptyListingKeepsWhatIsStoredAndSaysSo() {
    world.source().offers(offer(1, file("events__v1", "1")));
    world.fetch();
    world.source().offers();

    RunReport report = world.fetch();

    assertThat(report.exitCode()).isZero();
    assertThat(world.stored()).hasSize(1);
    assertThat(world.warnings())
        .containsExactly(
            "The source 'fake' lists nothing for *, where the store has 1 dataset; it is kept.");
  }

  @Test
  void aFileThatMayBeMissingLeavesTheDatasetWhole() {
    FakeFile absent =
        file("events__v2", "")
            .before((file, current, sink) -> new FileWriter.Outcome.Absent("none"));
    OfferedFile optional = absent.offered().optional();
    world.source().offers(offer(1, file("events__v1", "1")).with(optional));

    world.fetch();
    world.fetch();
    assertThat(world.stored(match(1)).row().state()).isEqualTo(DatasetState.COMPLETE);
    assertThat(absent.loads()).hasSize(1);

    world.source().offers(Offer.of(match(2)).with(optional));
    world.fetch();
    assertThat(world.stored(match(2)).row().state()).isEqualTo(DatasetState.MISSING);
  }

  @Test
  void whatIsMissingStaysMissingUntilItIsThere() {
    FakeFile absent =
        file("events__v2", "here at last")
            .before((file, current, sink) -> new FileWriter.Outcome.Absent("none"));
    world.source().offers(Offer.of(match(2)).with(absent.offered().optional()));
    for (int run = 1; run <= 3; run++) {
      world.fetch();
      assertThat(world.stored(match(2)).row().state()).isEqualTo(DatasetState.MISSING);
    }
    assertThat(world.events(LeatEvent.MetadataUpdated.class)).isEmpty();

    absent.sound();
    world.clock.advance(Duration.ofDays(8));
    world.fetch();
    assertThat(world.stored(match(2)).row().state()).isEqualTo(DatasetState.COMPLETE);
  }

  @Test
  void aFileThatIsStillNotThereLeavesADatasetWithOthersComplete() {
    FakeFile absent =
        file("events__v2", "")
            .before((file, current, sink) -> new FileWriter.Outcome.Absent("none"));
    FakeFile there = file("events__v1", "1");
    world.source().offers(offer(1, there).with(absent.offered().optional()));
    world.fetch();
    world.clock.advance(Duration.ofDays(8));
    world.fetch();

    assertThat(absent.loads()).hasSize(2);
    assertThat(there.loads()).hasSize(1);
    assertThat(world.stored(match(1)).row().state()).isEqualTo(DatasetState.COMPLETE);
  }
}
