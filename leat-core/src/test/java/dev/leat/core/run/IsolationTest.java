package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.leat.api.DatasetState;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong in one source stays in it. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class IsolationTest {
  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  IsolationTest(TestCatalogs.Kind kind) {
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

  /** Three sources, of which the middle one is left to the test. */
  private World three() {
    world.yaml(
        "sources:\n  a: {type: fake}\n  b: {type: fake, token: hush-hush}\n  c: {type: fake}\n");
    for (String name : List.of("a", "b", "c")) {
      world.source(name).offers(request -> List.of(offer(1, file("events__v1", name))));
    }
    return world;
  }

  private void assertOthersFinished(RunReport report, String failure) {
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.jobs())
        .extracting(JobReport::source, JobReport::state)
        .containsExactly(
            tuple("a", JobReport.State.FINISHED),
            tuple("b", JobReport.State.FAILED),
            tuple("c", JobReport.State.FINISHED));
    assertThat(report.allFailures())
        .extracting(each -> each.error().problem())
        .containsExactly(failure);
    assertThat(world.jobs())
        .filteredOn(row -> row.start().source().equals("b"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.end().state()).isEqualTo(Jobs.State.FAILED);
              assertThat(row.end().error()).isEqualTo("PLUGIN_FAILED: " + failure);
            });
    assertThat(world.stored())
        .extracting(dataset -> dataset.id().source())
        .containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void aSourceThatCannotBeOpenedFailsAlone() {
    three().source("b").failsToOpen(new IllegalStateException("no driver"));
    assertOthersFinished(
        world.fetch(), "source 'b' failed: java.lang.IllegalStateException: no driver");
  }

  @Test
  void aSourceThatCannotListItsSelectorsFailsAlone() {
    three()
        .source("b")
        .lists(
            (type, discovery) -> {
              throw new IOException("cut off");
            });
    assertOthersFinished(world.fetch(), "source 'b' failed: java.io.IOException: cut off");
  }

  @Test
  void aSourceThatCannotListItsDatasetsFailsAlone() {
    three()
        .source("b")
        .offers(
            (request, discovery) -> {
              throw new NoClassDefFoundError("com/acme/Missing");
            });
    assertOthersFinished(
        world.fetch(), "source 'b' failed: java.lang.NoClassDefFoundError: com/acme/Missing");
  }

  @Test
  void aSourceThatDoesNotCloseHasDoneItsWork() {
    three().source("b").failsToClose(new IllegalStateException("stuck"));
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isZero();
    assertThat(world.stored()).hasSize(3);
    assertThat(world.warnings())
        .containsExactly("The source 'b' did not close: java.lang.IllegalStateException: stuck");
  }

  @Test
  void aSecretShowsNeitherInReportsNorInTheCatalog() {
    three()
        .source("b")
        .offers(
            (request, discovery) -> {
              throw new IllegalStateException("rejected token hush-hush");
            });
    assertOthersFinished(
        world.fetch(), "source 'b' failed: java.lang.IllegalStateException: rejected token ***");
  }

  @Test
  void aStoreThatRefusesOneDatasetFailsItsTaskOnly() throws IOException {
    three();
    Path inTheWay = folder.resolve(".leat/store/" + world.bucket() + "/b");
    Files.createDirectories(inTheWay.getParent());
    Files.writeString(inTheWay, "a file where a folder should be");
    RunReport report = world.fetch();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.jobs()).extracting(JobReport::state).containsOnly(JobReport.State.FINISHED);
    assertThat(report.jobs()).extracting(JobReport::failed).containsExactly(0L, 1L, 0L);
    assertThat(report.allFailures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.where()).isEqualTo("b/match/" + match(1));
              assertThat(failure.error().problem()).contains(".leat/store");
            });
    assertThat(world.stored()).hasSize(2);

    Files.delete(inTheWay);
    assertThat(world.fetch().exitCode()).isZero();
    assertThat(world.stored()).hasSize(3);
  }

  @Test
  void aPolicyOrOfferThatIsBrokenFailsItsJobOnly() {
    three()
        .source("b")
        .offers(
            request -> {
              OfferedFile file = file("events__v1", "1").offered();
              return List.of(Offer.of(match(1)).with(file).with(file));
            });
    assertOthersFinished(
        world.fetch(),
        "source 'b' failed: java.lang.IllegalArgumentException: file events__v1 is offered twice"
            + " for competition_id=11/season_id=90/match_id=1");
  }

  @Test
  void aListenerThatFailsStopsNothing() {
    world.hearing(
        event -> {
          throw new IllegalStateException("deaf");
        });
    world.source().offers(offer(1, file("events__v1", "1")));

    assertThat(world.fetch().exitCode()).isZero();
    assertThat(world.stored(match(1)).row().state()).isEqualTo(DatasetState.COMPLETE);
    assertThat(world.warnings())
        .contains("A subscriber failed on DatasetCreated: java.lang.IllegalStateException: deaf");
    assertThat(world.events).hasSize(2);
  }

  @Test
  void anUnknownSourceIsTheCallersMistake() {
    assertThatThrownBy(() -> world.fetch(Scope.of(List.of("fakes"), List.of())))
        .isInstanceOf(LeatException.class)
        .hasMessage("The project has no source 'fakes'.");
  }
}
