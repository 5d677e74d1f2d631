package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetId;
import dev.leat.core.Leat;
import dev.leat.core.catalog.RevisionRow;
import dev.leat.core.load.Loader;
import dev.leat.core.plan.Scope;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.Doctor;
import dev.leat.core.store.StoredFile;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What remains when parts of a project are lost or thrown away. */
final class SurvivalTest {
  private static final String SUMS =
      "select match_id, count(*), min(index), max(timestamp) from events group by 1 order by 1";

  @TempDir private Path folder;
  private StatsBombProvider provider;
  private Workplace here;

  @BeforeEach
  void open() {
    provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 4);
    here = new Workplace(folder, provider);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private void loseCatalog() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".leat"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private Map<DatasetId, List<Object>> content() {
    return here.matches().stream()
        .collect(
            Collectors.toMap(
                Dataset::id,
                match ->
                    List.of(
                        match.row().name(),
                        match.row().state(),
                        match.row().metadata(),
                        match.row().latest(),
                        match.files().stream()
                            .map(file -> List.of(file.feed(), file.bytes(), file.from()))
                            .toList())));
  }

  @Test
  void aLostCatalogIsRebuiltAndNothingIsFetchedAgain() throws Exception {
    here.run();
    provider.correct(provider.matches(11, 42).getFirst());
    here.run();
    Map<DatasetId, List<Object>> before = content();
    List<List<String>> rows = here.rows(SUMS);
    List<Instant> made = revisionsOfFirst();

    loseCatalog();
    try (Leat leat = here.open()) {
      assertThat(leat.administration().count(Scope.ALL)).isZero();
      Doctor.Rebuilt rebuilt = leat.administration().rebuild();
      assertThat(rebuilt.revisions()).isGreaterThanOrEqualTo(5);
    }
    assertThat(content()).isEqualTo(before);
    assertThat(revisionsOfFirst()).isEqualTo(made);
    provider.http().forget();
    RunReport run = here.run();
    assertThat(run.allFailures()).isEmpty();
    assertThat(run.jobs()).extracting(JobReport::skipped).containsExactly(4L);
    assertThat(provider.requests()).noneMatch(path -> path.startsWith("events"));
    assertThat(here.rows(SUMS)).isEqualTo(rows);
    assertThat(heldByTable()).containsExactlyElementsOf(currentEvents());
  }

  private List<Instant> revisionsOfFirst() {
    try (Leat leat = here.open()) {
      Dataset first =
          here.matches().stream()
              .filter(match -> match.row().latest() == 2)
              .findFirst()
              .orElseThrow();
      return leat.administration().revisions(first).stream().map(RevisionRow::createdAt).toList();
    }
  }

  private List<String> heldByTable() {
    return here.rows("select distinct _leat_file from events order by 1").stream()
        .map(List::getFirst)
        .toList();
  }

  private List<String> currentEvents() {
    return here.matches().stream()
        .flatMap(match -> match.feed("events").stream())
        .map(StoredFile::id)
        .sorted()
        .map(String::valueOf)
        .toList();
  }

  @Test
  void aTableKnowsThatItsFilesAreThoseOfAnotherCatalog() throws Exception {
    here.run();
    loseCatalog();
    try (Stream<Path> store = Files.walk(folder.resolve(".leat/store"))) {
      for (Path path : store.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    provider.matches(11, 42).forEach(provider::correct);
    RunReport run = here.run();
    assertThat(run.allFailures()).isEmpty();
    assertThat(run.loads())
        .filteredOn(load -> load.state() == LoadReport.State.LOADED)
        .extracting(LoadReport::table)
        .contains("matches", "events", "lineups");
    assertThat(heldByTable()).containsExactlyElementsOf(currentEvents());
    assertThat(here.run().loads())
        .extracting(LoadReport::state)
        .containsOnly(LoadReport.State.CURRENT);
  }

  @Test
  void rowsOfDeletedDatasetsLeaveTheTablesWithTheNextLoad() {
    here.run();
    String first = provider.matches(11, 42).getFirst().toString();
    try (Leat leat = here.open()) {
      long files =
          leat.administration()
              .delete(Scope.of(List.of("football"), List.of("match_id=" + first)))
              .files();
      assertThat(files).isEqualTo(2);
      RunReport load = leat.load(Set.of(), Loader.Extent.CHANGES);
      assertThat(load.allFailures()).isEmpty();
      assertThat(Workplace.rows(leat, "select distinct match_id from events"))
          .hasSize(3)
          .doesNotContain(List.of(first));
      assertThat(
              Workplace.rows(leat, "select count(*) from lineups where match_id = '" + first + "'"))
          .containsExactly(List.of("0"));
    }
    assertThat(here.run().jobs()).extracting(JobReport::skipped).containsExactly(4L);
    assertThat(here.rows("select distinct match_id from events")).hasSize(3);
  }
}
