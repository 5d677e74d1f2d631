package dev.leat.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.leat.api.Blame;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.CommitOutcome.Rejected;
import dev.leat.api.CommitOutcome.Unknown;
import dev.leat.api.DatasetId;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.api.Reference;
import dev.leat.api.Reference.Orphans;
import dev.leat.api.TableState;
import dev.leat.core.load.Loader.Extent;
import dev.leat.core.load.TableOutcome.Current;
import dev.leat.core.load.TableOutcome.Failed;
import dev.leat.core.load.TableOutcome.Loaded;
import dev.leat.core.load.WantedFiles.WantedFile;
import dev.leat.core.project.Quality;
import dev.leat.core.read.ReadError;
import dev.leat.core.read.TableRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LoaderTest {
  private static final Instant AT = Instant.parse("2024-05-01T10:00:00Z");

  private final ScriptedDestination destination = new ScriptedDestination();
  private final LeatException reset =
      new LeatException(LoadError.LOAD_UNRESOLVED, "the connection was reset", "r");
  private final ScriptedReadings readings = new ScriptedReadings();

  @Test
  void addsWhatIsMissingAndRemovesWhatIsNoLongerWanted() {
    load(task("sales", 1, 2));
    load(task("sales", 2, 3));
    LoadRequest second = destination.requests.get(1);

    assertThat(second.scope()).isEqualTo(Scope.CHANGES);
    assertThat(second.add()).extracting(LoadFile::id).containsExactly(3L);
    assertThat(second.remove()).isEqualTo(FileIds.of(1));
    assertThat(second.at()).isEqualTo(AT.plusSeconds(3));
    assertThat(destination.state("sales").files()).isEqualTo(FileIds.of(2, 3));
  }

  @Test
  void noFurtherTableIsBegunAfterAStop() {
    Loader stopping = loader(destination).until(() -> !destination.requests.isEmpty());

    assertThat(stopping.load(List.of(task("first", 1), task("second", 2)), Extent.CHANGES, "a run"))
        .extracting(outcome -> outcome.table())
        .containsExactly("first");
    assertThat(destination.state("second").files()).isEqualTo(FileIds.of());
  }

  @Test
  void nothingToDoOpensNothing() {
    load(task("sales", 1));
    assertThat(load(task("sales", 1))).isEqualTo(new Current("sales"));
    assertThat(load(task("empty"))).isEqualTo(new Current("empty"));
    assertThat(destination.requests).hasSize(1);
  }

  @Test
  void theSameWorkHasTheSameIdAndWorkThatComesBackANewOne() {
    load(task("sales", 1, 2));
    load(task("sales", 1));
    load(task("sales", 1, 2));
    load(task("sales", 1));
    assertThat(destination.requests).extracting(LoadRequest::id).doesNotHaveDuplicates();

    var other = new ScriptedDestination();
    loader(other).load(List.of(task("sales", 2, 1)), Extent.CHANGES, "another run");
    assertThat(other.requests.get(0).id()).isEqualTo(destination.requests.get(0).id());
    assertThat(other.requests.get(0).id()).isPositive();
  }

  @Test
  void aLostAnswerIsFoundInTheRecord() {
    destination.next(
        write -> {
          write.run();
          return new Unknown(reset);
        });
    assertThat(load(task("sales", 1))).isInstanceOf(Loaded.class);
    assertThat(destination.staged).hasSize(1);
  }

  @Test
  void aLostAnswerToALostCommitMeansAnotherAttempt() {
    destination.next(write -> new Unknown(reset));
    assertThat(load(task("sales", 1))).isInstanceOf(Loaded.class);
    assertThat(destination.staged).hasSize(2);
    assertThat(destination.requests.get(1).id()).isEqualTo(destination.requests.get(0).id());
  }

  @Test
  void aCommitThatIsLostForEverFailsByItsOwnError() {
    for (int i = 0; i < 10; i++) {
      destination.next(write -> new Unknown(reset));
    }
    assertThat(((Failed) load(task("sales", 1))).error()).isSameAs(reset);
    assertThat(destination.staged).hasSize(4);
  }

  @Test
  void aCommitThatAFullDiskUndidIsNotTriedAgain() {
    var full = new LeatException(ReadError.WORKBENCH_FULL, "the disk is full", "r");
    destination.next(write -> new Unknown(full));
    assertThat(((Failed) load(task("sales", 1))).error()).isSameAs(full);
    assertThat(destination.staged).hasSize(1);
  }

  @Test
  void aRecordOfSomethingElseLeavesAnUnknownOutcomeUnknown() {
    destination.next(
        write -> {
          destination.set(new TableState("sales", 77, "1", FileIds.NONE));
          return new Unknown(reset);
        });
    LeatException error = ((Failed) load(task("sales", 1))).error();
    assertThat(error)
        .hasMessage("Whether the load of sales was committed is unknown: the connection was reset");
    assertThat(error.remedy())
        .isEqualTo("Run the load again: it starts from what the destination's records say.");
  }

  @Test
  void anOvertakenLoadIsPlannedAnew() {
    load(task("sales", 1));
    destination.next(
        write -> {
          destination.set(new TableState("sales", 5, "1", FileIds.of(1, 2)));
          return new Rejected(Reason.OVERTAKEN, "");
        });
    load(task("sales", 2, 3));
    LoadRequest again = destination.requests.get(2);
    assertThat(again.previous()).isEqualTo(5);
    assertThat(again.add()).extracting(LoadFile::id).containsExactly(3L);
    assertThat(again.remove()).isEqualTo(FileIds.of(1));
  }

  @Test
  void aLoadThatIsOvertakenForEverFails() {
    for (int i = 0; i < 10; i++) {
      destination.next(write -> new Rejected(Reason.OVERTAKEN, ""));
    }
    LeatException error = ((Failed) load(task("sales", 1))).error();
    assertThat(error).hasMessage("The table sales was changed by other loads 4 times.");
    assertThat(error.blame()).isEqualTo(Blame.DESTINATION);
  }

  @Test
  void aColumnThatCannotChangeInPlaceRebuildsTheTable() {
    load(task("sales", 1));
    readings.said.clear();
    destination.next(write -> new Rejected(Reason.RESHAPED, ""));
    load(task("sales", 1, 2));
    assertThat(destination.requests.get(2).scope()).isEqualTo(Scope.REBUILD);
    assertThat(destination.requests.get(2).add()).hasSize(2);
    // As a replay does: what was learnt before does not show.
    assertThat(readings.said).containsExactly("rows [2]", "learn [1, 2]", "rows [1]", "rows [2]");
  }

  @Test
  void filesThatSaySomethingNewAreLearntFromAndReadAgain() {
    load(task("sales", 1));
    readings.surprising = true;
    load(task("sales", 1, 2, 3));
    assertThat(readings.said)
        .containsExactly(
            "learn [1]", "rows [1]", "rows [2]", "learn [2, 3]", "rows [2]", "rows [3]");
    assertThat(destination.state("sales").files()).isEqualTo(FileIds.of(1, 2, 3));
  }

  @Test
  void filesThatTheTableLacksAreLearntFromToo() {
    load(task("sales", 1, 2));
    readings.said.clear();
    destination.lacking = FileIds.of(1);
    readings.unlearnt.add(1L);
    assertThat(load(task("sales", 1, 2, 3))).isInstanceOf(Loaded.class);
    assertThat(readings.said)
        .containsExactly("rows [3]", "rows [1]", "learn [3, 1]", "rows [3]", "rows [1]");
  }

  @Test
  void aDamagedFileEndsTheLoadBeforeAnythingIsOpened() {
    var task =
        new TableTask(
            TableRequest.of("sales"),
            new Disposition.Replace(),
            "1",
            Optional.empty(),
            WantedFiles.of(
                List.of(
                    file(1),
                    new WantedFile(
                        file(2).facts(),
                        "json",
                        1,
                        () -> {
                          throw new LeatException(LoadError.FILE_UNDESCRIBED, "damaged", "r");
                        }))));
    assertThat(((Failed) load(task)).error()).hasMessage("damaged");
    assertThat(destination.requests).isEmpty();
    assertThat(readings.said).isEmpty();
  }

  @Test
  void oneTablesFailureStopsNoOther() {
    destination.next(
        write -> {
          throw new LeatException(LoadError.LOAD_UNRESOLVED, "no", "r");
        });
    assertThat(loader(destination).load(List.of(task("a", 1), task("b", 1)), Extent.CHANGES, "run"))
        .hasExactlyElementsOfTypes(Failed.class, Loaded.class);
  }

  @Test
  void aReplayAddsEverything() {
    load(task("sales", 1, 2));
    loader(destination).load(List.of(task("sales", 2, 3)), Extent.REPLAY, "run");
    assertThat(destination.requests.get(1).scope()).isEqualTo(Scope.REBUILD);
    assertThat(destination.requests.get(1).add()).extracting(LoadFile::id).containsExactly(2L, 3L);
    assertThat(destination.state("sales").files()).isEqualTo(FileIds.of(2, 3));
  }

  @Test
  void parentsComeFirstAndWhatTheyLoseGoesLast() {
    var reference =
        new Reference("lines", List.of("sale"), "sales", List.of("id"), Orphans.REFUSED);
    TableTask child =
        promising(
            task("lines", 1),
            new Promises(new Quality(List.of(reference), List.of(), Optional.empty()), List.of()));
    var referrer = new Promises(Quality.NONE, List.of(new Promises.Referrer(reference, "1")));
    loader(destination)
        .load(List.of(child, promising(task("sales", 1, 2), referrer)), Extent.CHANGES, "run");
    assertThat(destination.requests)
        .extracting(LoadRequest::table)
        .containsExactly("sales", "lines");
    assertThat(destination.requests.get(0).incoming()).isEmpty();
    assertThat(destination.requests.get(1).outgoing()).containsExactly(reference);

    destination.requests.clear();
    List<TableOutcome> outcomes =
        loader(destination)
            .load(
                List.of(
                    promising(task("lines", 2), child.promises()),
                    promising(task("sales", 2, 3), referrer)),
                Extent.CHANGES,
                "run");
    assertThat(destination.requests)
        .extracting(LoadRequest::table, request -> request.add().size(), LoadRequest::remove)
        .containsExactly(
            tuple("sales", 1, FileIds.NONE),
            tuple("lines", 1, FileIds.of(1)),
            tuple("sales", 0, FileIds.of(1)));
    assertThat(destination.requests.get(2).incoming()).containsExactly(reference);
    assertThat(outcomes).extracting(TableOutcome::table).containsExactly("lines", "sales");
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            Loaded.class,
            loaded -> {
              assertThat(loaded.filesAdded()).isEqualTo(1);
              assertThat(loaded.filesRemoved()).isEqualTo(1);
            });
  }

  @Test
  void whatWasWrittenBeforeAnInterruptIsTold() {
    var reference =
        new Reference("lines", List.of("sale"), "sales", List.of("id"), Orphans.REFUSED);
    var referrer = new Promises(Quality.NONE, List.of(new Promises.Referrer(reference, "1")));
    load(promising(task("sales", 1), referrer));
    var told = new ArrayList<TableOutcome>();
    var loaders = new ArrayList<Loader>();
    var listener =
        new LoadListener() {
          @Override
          public void committed(Loaded loaded) {
            loaders.getFirst().breakOff();
          }

          @Override
          public void done(TableOutcome outcome) {
            told.add(outcome);
          }
        };
    loaders.add(new Loader(destination, readings::open, listener, InstantSource.fixed(AT)));

    List<TableOutcome> outcomes =
        loaders
            .getFirst()
            .load(
                List.of(promising(task("sales", 2), referrer), task("lines", 1)),
                Extent.CHANGES,
                "run");

    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            Loaded.class, loaded -> assertThat(loaded.filesAdded()).isEqualTo(1));
    assertThat(told).isEqualTo(outcomes);
    assertThat(destination.state("sales").files()).isEqualTo(FileIds.of(1, 2));
  }

  private static TableTask promising(TableTask task, Promises promises) {
    return new TableTask(
        task.request(),
        task.disposition(),
        task.configuration(),
        task.shape(),
        task.files(),
        task.tag(),
        promises);
  }

  private TableOutcome load(TableTask task) {
    return loader(destination).load(List.of(task), Extent.CHANGES, "run").get(0);
  }

  private Loader loader(ScriptedDestination to) {
    return new Loader(to, readings::open, LoadListener.NONE, InstantSource.fixed(AT));
  }

  private TableTask task(String table, long... ids) {
    return new TableTask(
        TableRequest.of(table),
        new Disposition.Replace(),
        "1",
        destination.requests.isEmpty() ? Optional.empty() : Optional.of("known"),
        WantedFiles.of(LongStream.of(ids).mapToObj(LoaderTest::file).toList()));
  }

  private static WantedFile file(long id) {
    var day = new DatasetId("shop", "day", Keys.of("day", id));
    Instant at = AT.plusSeconds(id);
    var facts = new LoadFile(id, day, 0, "sales", null, "0".repeat(64), at);
    return new WantedFile(facts, "json", 1, () -> Path.of("nowhere"));
  }
}
