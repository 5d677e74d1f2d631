package dev.leat.core.store;

import static dev.leat.core.store.StoreFixture.EVENTS;
import static dev.leat.core.store.StoreFixture.LINEUPS;
import static dev.leat.core.store.StoreFixture.MONDAY;
import static dev.leat.core.store.StoreFixture.RUN;
import static dev.leat.core.store.StoreFixture.complete;
import static dev.leat.core.store.StoreFixture.match;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.FeedVersion;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.DatasetRow;
import dev.leat.core.catalog.FaultyStatements;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.MovingClock;
import dev.leat.core.catalog.TestCatalogs.Kind;
import dev.leat.testkit.store.FaultyFileStore;
import dev.leat.testkit.store.FaultyFileStore.Crash;
import dev.leat.testkit.store.FaultyFileStore.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Makes the n-th operation of the file store go wrong, for every n. */
@Tag("faults")
final class RawStoreFaultsTest {
  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));

  @TempDir Path folder;

  /** What a run does, on a store that may fail. */
  private record Run(StoreFixture on, RawStore store, Lease lease) {
    void update() {
      Draft draft = store.draft(match(1), lease);
      take(draft, EVENTS, "[new events]");
      take(draft, LINEUPS, "[new lineups]");
      draft.commit(complete("new name"), RUN);
    }

    private void take(Draft draft, FeedVersion feed, String content) {
      if (!draft.landed(feed, TUESDAY)) {
        on.land(draft, feed, content, TUESDAY);
      }
    }

    void delete() {
      store.delete(DatasetFilter.ALL.identities(List.of(match(2).keys())), id -> false);
    }

    void collect() {
      new GarbageCollector(store, new GarbageCollector.Limits(Duration.ZERO, Duration.ofDays(7)))
          .run();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE, FAIL", "SQLITE, CRASH_BEFORE", "SQLITE, CRASH_AFTER",
    "POSTGRES, FAIL", "POSTGRES, CRASH_BEFORE", "POSTGRES, CRASH_AFTER",
  })
  void noFaultShowsHalfARevisionOrStopsTheNextRun(Kind kind, Fault fault) {
    boolean struck = true;
    for (int n = 1; struck; n++) {
      struck = survives(kind, fault, n);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE, REFUSED", "SQLITE, ANSWER_LOST", "SQLITE, GONE",
    "POSTGRES, REFUSED", "POSTGRES, ANSWER_LOST", "POSTGRES, GONE",
  })
  void noStatementOfTheCatalogMattersSoMuch(Kind kind, FaultyStatements.Fault fault) {
    int statements = 0;
    for (boolean struck = true; struck; statements++) {
      struck = survivesStatement(kind, fault, statements + 1);
    }
    assertThat(statements).isGreaterThan(40);
  }

  private boolean survivesStatement(Kind kind, FaultyStatements.Fault fault, int n) {
    try (var on = fixture(kind, n)) {
      Lease first = prepare(on);
      var faulty = new FaultyStatements(fault, n);
      try (Catalog catalog = faulty.open(on.settings, on.clock)) {
        run(new Run(on, new RawStore(catalog, on.files, PathRules.PLAIN, Codec.ZSTD), first));
      } catch (LeatException expected) {
        // Not even opened, or not closed in order.
      }
      assertNothingIsHalf(on);
      assertMended(on);
      return faulty.struck();
    }
  }

  private static Lease prepare(StoreFixture on) {
    Lease first = on.lease("all");
    on.put(match(1), first, "[old events]", MONDAY);
    on.put(match(2), first, "[to be deleted]", MONDAY);
    on.put(match(3), first, "[untouched]", MONDAY);
    return first;
  }

  private boolean survives(Kind kind, Fault fault, int n) {
    try (var on = fixture(kind, n)) {
      Lease first = prepare(on);
      var faulty = new FaultyFileStore(on.files, fault, n);
      var broken = new RawStore(on.catalog, faulty, PathRules.PLAIN, Codec.ZSTD);

      run(new Run(on, broken, first));
      assertNothingIsHalf(on);
      assertMended(on);
      return faulty.struck();
    }
  }

  private static void assertMended(StoreFixture on) {
    on.clock.advance(Duration.ofHours(1));
    Run again = new Run(on, on.store, on.lease("all"));
    again.update();
    again.delete();
    on.clock.advance(Duration.ofSeconds(1));
    again.collect();
    assertAllIsWell(on);
  }

  private static void run(Run run) {
    for (Consumer<Run> act : List.<Consumer<Run>>of(Run::update, Run::delete, Run::collect)) {
      try {
        act.accept(run);
      } catch (LeatException | Crash expected) {
        // The next act runs on what this one left.
      }
    }
  }

  private static void assertNothingIsHalf(StoreFixture on) {
    DatasetRow row = on.store.dataset(match(1)).orElseThrow().row();
    boolean updated = row.latest() > 1;
    assertThat(on.content(match(1), EVENTS)).isEqualTo(updated ? "[new events]" : "[old events]");
    assertThat(row.name()).isEqualTo(updated ? "new name" : "a match");
    if (updated) {
      assertThat(on.content(match(1), LINEUPS)).isEqualTo("[new lineups]");
    }
    assertThat(on.content(match(3), EVENTS)).isEqualTo("[untouched]");
    assertThat(new Doctor(on.store).damaged()).isEmpty();
  }

  private static void assertAllIsWell(StoreFixture on) {
    assertThat(on.content(match(1), EVENTS)).isEqualTo("[new events]");
    assertThat(on.content(match(1), LINEUPS)).isEqualTo("[new lineups]");
    assertThat(on.store.dataset(match(2))).isEmpty();
    assertThat(on.store.dataset(match(1)).orElseThrow().row().revisions()).isEqualTo(2);
    assertThat(on.store.count(DatasetFilter.ALL)).isEqualTo(2);
    assertThat(on.stored()).as("four files and three manifests").isEqualTo(7);
  }

  private StoreFixture fixture(Kind kind, int n) {
    var clock = new MovingClock();
    return new StoreFixture(kind.settings(folder.resolve("n" + n)), new MemoryFileStore(clock));
  }
}
