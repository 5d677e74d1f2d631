package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import dev.leat.core.Leat;
import dev.leat.core.LeatOptions;
import dev.leat.core.load.Loader;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceTrialTest {
  @TempDir private Path folder;
  private StatsBombProvider provider;

  @BeforeEach
  void open() {
    provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 9).season(11, 90, 8);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void aTrialFetchesAFewDatasetsAndLeavesTheProjectAlone() {
    var here = new Workplace(folder.resolve("here"), provider);
    Path trial = folder.resolve("trial");
    try (Leat leat = here.open()) {
      DebugReport report = leat.debugSource("football", Scope.ALL, 3, trial);
      assertThat(report.run().allFailures()).isEmpty();
      assertThat(report.datasets()).hasSize(3);
      assertThat(report.bytes()).isPositive();
      assertThat(report.folder()).isEqualTo(trial);
      assertThat(report.datasets().getFirst().files())
          .allSatisfy(
              file -> assertThat(trial.resolve("store").resolve(file.bytes().path())).exists());
    }
    assertThat(here.folder().resolve(".leat")).doesNotExist();
    assertThat(provider.requests().stream().filter(path -> path.startsWith("events"))).hasSize(3);
  }

  @Test
  void aTrialCanBeAboutOneDataset() {
    var here = new Workplace(folder.resolve("here"), provider);
    String last = provider.matches(11, 90).getLast().toString();
    try (Leat leat = here.open()) {
      DebugReport report =
          leat.debugSource(
              "football",
              Scope.of(List.of(), List.of("match_id=" + last)),
              3,
              folder.resolve("trial"));
      assertThat(report.datasets()).hasSize(1);
      assertThatThrownBy(() -> leat.debugSource("fotball", Scope.ALL, 3, folder.resolve("none")))
          .hasMessage("The project has no source 'fotball'.");
    }
  }

  @Test
  void aLookTakesTheFirstDatasetAndKeepsNothing() {
    var here = new Workplace(folder.resolve("here"), provider);
    try (Leat leat = here.open()) {
      TrialReport all = leat.testSource("football", Scope.ALL, Optional.empty(), 2);
      assertThat(all.run().allFailures()).isEmpty();
      assertThat(all.samples()).extracting(TrialReport.Sample::table).contains("events");
      assertThat(all.samples()).allSatisfy(it -> assertThat(it.rows()).hasSizeLessThan(3));
      assertThat(all.answers()).allSatisfy(it -> assertThat(it.status()).isEqualTo(200));

      TrialReport one = leat.testSource("football", Scope.ALL, Optional.of("events"), 2);
      assertThat(one.samples())
          .filteredOn(it -> it.parent() == null)
          .extracting(TrialReport.Sample::table)
          .containsExactly("events");
    }
    assertThat(here.folder().resolve(".leat")).doesNotExist();
    assertThat(provider.requests().stream().filter(path -> path.startsWith("events"))).hasSize(2);
  }

  @Test
  void openDataNeedsNoProjectFile() {
    Map<String, String> options = Map.of("url", provider.url().toString());
    try (Leat leat = Leat.openData("statsbomb", folder, options, LeatOptions.usual())) {
      long seen = leat.datasets(Scope.of(List.of(), List.of("season_id=90"))).synced().count();
      assertThat(seen).isEqualTo(8);
      assertThat(leat.load(Set.of(), Loader.Extent.CHANGES).loads())
          .extracting(LoadReport::table)
          .contains("events", "matches");
      assertThat(Workplace.rows(leat, "select count(distinct match_id) from events"))
          .containsExactly(List.of("8"));
    }
    assertThat(folder.resolve("leat.yaml")).doesNotExist();
  }

  @Test
  void openDataTellsMistakes() {
    assertThatThrownBy(() -> Leat.openData("statsbom", folder, Map.of(), LeatOptions.usual()))
        .isInstanceOf(LeatException.class)
        .hasMessageContaining("statsbom");
    assertThatThrownBy(
            () -> Leat.openData("statsbomb", folder, Map.of("speed", "high"), LeatOptions.usual()))
        .isInstanceOf(LeatException.class)
        .hasMessageContaining("speed");
  }

  @Test
  void openDataTakesNumbersAsText() {
    Map<String, String> options =
        Map.of("url", provider.url().toString(), "concurrency", "2", "limit", "1000/second");
    try (Leat leat = Leat.openData("statsbomb", folder, options, LeatOptions.usual())) {
      assertThat(leat.project().sources().getFirst().requests().concurrency()).hasValue(2);
    }
  }
}
