package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.leat.core.Leat;
import dev.leat.core.run.Diagnosis.Check;
import dev.leat.core.run.Diagnosis.Verdict;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiagnosisTest {
  @TempDir private Path folder;
  private StatsBombProvider provider;

  @BeforeEach
  void open() {
    provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 2);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private static Diagnosis diagnose(Workplace place) {
    try (Leat leat = place.open()) {
      return leat.administration().diagnose();
    }
  }

  @Test
  void aHealthyProjectIsGoodInEveryPart() {
    var here = new Workplace(folder, provider);
    here.run();
    Diagnosis found = diagnose(here);
    assertThat(found.exitCode()).isZero();
    assertThat(found.checks())
        .filteredOn(check -> !check.part().equals("disk"))
        .allSatisfy(check -> assertThat(check.verdict()).isEqualTo(Verdict.GOOD));
    assertThat(found.checks())
        .extracting(Check::part)
        .containsExactly(
            "java",
            "catalog",
            "store",
            "orphans",
            "drafts",
            "leases",
            "jobs",
            "disk",
            "destination");
    assertThat(found.checks())
        .extracting(Check::finding)
        .contains(
            "Every file of the store belongs to something.",
            "duckdb:" + folder.resolve("leat.duckdb") + " answers, 4 of 5 tables are loaded.");
    assertThat(found.checks())
        .extracting(Check::finding)
        .anyMatch(
            text ->
                text.startsWith(
                    "sqlite:"
                        + folder.resolve(".leat/catalog.db")
                        + " answers, tables of version "));
    assertThat(folder.resolve(".leat/store/_leat_probe")).doesNotExist();
  }

  @Test
  void whatBelongsToNothingIsTold() throws Exception {
    var here = new Workplace(folder, provider);
    here.fetch();
    Path orphan = folder.resolve(".leat/store/main/football/match/lost.json");
    Files.writeString(orphan, "[]");
    Instant before = InstantSource.system().instant().minus(Duration.ofDays(1));
    Files.setLastModifiedTime(orphan, FileTime.from(before));
    assertThat(diagnose(here).checks())
        .filteredOn(check -> check.verdict() == Verdict.WATCH)
        .extracting(Check::finding, Check::remedy)
        .contains(
            tuple("1 files with 2 bytes belong to nothing.", "Run `leat gc` to remove them."));
    assertThat(orphan).exists();
  }

  @Test
  void aPartThatIsOutOfOrderHidesNoOther() {
    var here =
        new Workplace(
            folder, provider, "catalog: postgresql://leat:hidden-word@localhost:1/nowhere");
    Diagnosis found = diagnose(here);
    assertThat(found.exitCode()).isEqualTo(2);
    assertThat(found.toString()).doesNotContain("hidden-word");
    assertThat(found.checks())
        .extracting(Check::part)
        .containsExactly("java", "catalog", "disk", "destination");
    assertThat(found.checks())
        .filteredOn(check -> check.verdict() == Verdict.BAD)
        .extracting(Check::part)
        .isEqualTo(List.of("catalog"));
  }
}
