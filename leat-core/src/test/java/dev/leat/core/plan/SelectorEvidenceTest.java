package dev.leat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Content;
import dev.leat.api.Coverage;
import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.api.FetchPolicy;
import dev.leat.api.Keys;
import dev.leat.api.OfferedFile;
import dev.leat.api.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SelectorEvidenceTest {
  private static final Instant T0 = Instant.parse("2024-05-01T00:00:00Z");
  private static final Instant T1 = T0.plusSeconds(1);
  private static final Optional<String> LISTED = Optional.of("events__v1");

  @Test
  void aSelectorOlderThanTheStoreIsLeftAlone() {
    assertThat(evidence(T1, 0, LISTED).maySkip(job(T0))).isTrue();
    assertThat(evidence(T0, 0, LISTED).maySkip(job(T0))).isTrue();
  }

  @Test
  void aNewerOrUnknownTimeIsLookedAt() {
    assertThat(evidence(T0, 0, LISTED).maySkip(job(T1))).isFalse();
    assertThat(evidence(T0, 0, LISTED).maySkip(job(null))).isFalse();
    assertThat(evidence(null, 0, LISTED).maySkip(job(T0))).isFalse();
    assertThat(new SelectorEvidence(new Coverage(0, T1), 0, LISTED).maySkip(job(T0))).isFalse();
  }

  @Test
  void oneFailedDatasetIsNotHiddenByANewerSibling() {
    assertThat(evidence(T1, 1, LISTED).maySkip(job(T0))).isFalse();
  }

  @Test
  void newFeedsAreNotHiddenByAnOldTime() {
    assertThat(evidence(T1, 0, Optional.of("events__v0")).maySkip(job(T0))).isFalse();
    assertThat(evidence(T1, 0, Optional.empty()).maySkip(job(T0))).isFalse();
  }

  @Test
  void onlyPoliciesThatTrustTimesLeaveSelectorsAlone() {
    SelectorEvidence evidence = evidence(T1, 0, LISTED);

    assertThat(evidence.maySkip(job(T0, new OncePolicy()))).isTrue();
    assertThat(evidence.maySkip(job(T0, new AlwaysPolicy()))).isFalse();
    assertThat(evidence.maySkip(job(T0, new IntervalPolicy(Duration.ofDays(1))))).isFalse();
  }

  @Test
  void aPreviewCountsAndShowsTheFirstTasks() {
    Preview preview = Preview.of(job(T0));
    var file =
        OfferedFile.of(new FeedVersion("events", "v1"), "json", new Content.Inline(new byte[0]));
    for (int i = 0; i < 12; i++) {
      var id = new DatasetId("s", "match", Keys.of("id", i));
      preview = preview.and(id, new Decision.Create(List.of(file)));
    }
    var id = new DatasetId("s", "match", Keys.of("id", 99));
    preview =
        preview
            .and(id, new Decision.Update(List.of(file)))
            .and(id, new Decision.Skip())
            .and(id, new Decision.Leave());

    assertThat(preview.tasks()).isEqualTo(13);
    assertThat(preview.creates()).isEqualTo(12);
    assertThat(preview.updates()).isEqualTo(1);
    assertThat(preview.skipped()).isEqualTo(2);
    assertThat(preview.files()).isEqualTo(13);
    assertThat(preview.first()).hasSize(10);
    assertThat(preview.first().getFirst().toString())
        .isEqualTo("Task[dataset=s/match/id=0, operation=CREATE, files=[events__v1]]");
  }

  private static SelectorEvidence evidence(
      @Nullable Instant modified, long outstanding, Optional<String> listed) {
    return new SelectorEvidence(new Coverage(2, modified), outstanding, listed);
  }

  private static Job job(@Nullable Instant modified) {
    return job(modified, new DefaultPolicy());
  }

  private static Job job(@Nullable Instant modified, FetchPolicy policy) {
    return new Job(
        "s",
        "match",
        Selector.of(Keys.of("season_id", 90)).modified(modified),
        Map.of("events", Set.of("v1")),
        policy,
        List.of(),
        Scope.ALL);
  }
}
