package dev.leat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Content;
import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.FetchPolicy;
import dev.leat.api.Keys;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Request;
import dev.leat.api.Summary;
import dev.leat.api.Summary.FileSummary;
import dev.leat.api.Validation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PoliciesTest {
  private static final Instant T0 = Instant.parse("2024-05-01T00:00:00Z");
  private static final Instant T1 = T0.plusSeconds(1);
  private static final Instant NOW = T0.plus(Duration.ofDays(10));

  private static final FetchPolicy DEFAULT = new DefaultPolicy();
  private static final FetchPolicy ALWAYS = new AlwaysPolicy();
  private static final FetchPolicy ONCE = new OncePolicy();
  private static final FetchPolicy DAILY = new IntervalPolicy(Duration.ofDays(1));

  @Test
  void whatIsNotThereIsCreated() {
    Offer offer = offer(file("events", T0));

    for (FetchPolicy policy : List.of(DEFAULT, ALWAYS, ONCE, DAILY)) {
      assertThat(Decision.of(policy, Optional.empty(), offer, NOW))
          .isEqualTo(new Decision.Create(offer.files()));
    }
  }

  @Test
  void aFileWithTheSameTimeIsCurrent() {
    Offer offer = offer(file("events", T0), file("lineups", T0));

    assertThat(decide(DEFAULT, known().file("events", T0).file("lineups", T1), offer))
        .isEqualTo("skip");
  }

  @Test
  void onlyTheFileThatChangedIsAskedFor() {
    Offer offer = offer(file("events", T1), file("lineups", T0));

    assertThat(decide(DEFAULT, known().file("events", T0).file("lineups", T0), offer))
        .isEqualTo("update [events__v1]");
  }

  @Test
  void aNewFeedOrVersionIsNotHiddenByAnOldTime() {
    assertThat(
            decide(
                DEFAULT,
                known().file("events", T1),
                offer(file("events", T0), file("frames", T0), file("events", "v2", T0))))
        .isEqualTo("update [frames__v1, events__v2]");
  }

  @Test
  void anEarlierFailureIsNotHiddenByCurrentFiles() {
    Offer offer = offer(file("events", T0), file("lineups", T1));

    assertThat(decide(DEFAULT, known().failed().file("events", T0).file("lineups", T0), offer))
        .isEqualTo("update [lineups__v1]");
    assertThat(decide(DEFAULT, known().failed().file("events", T0).file("lineups", T1), offer))
        .isEqualTo("update [events__v1, lineups__v1]");
    assertThat(decide(ONCE, known().failed().file("events", T0).file("lineups", T1), offer))
        .isEqualTo("update [events__v1, lineups__v1]");
  }

  @Test
  void anInvalidatedRevisionIsFetchedAgain() {
    Offer offer = offer(file("events", T0), file("lineups", T0));
    Known known = known().file("events", T0).file("lineups", T0);

    for (FetchPolicy policy : List.of(DEFAULT, ALWAYS, ONCE, DAILY)) {
      assertThat(decide(policy, known.is(Validation.FAILED), offer))
          .isEqualTo("update [events__v1, lineups__v1]");
    }
    assertThat(decide(DEFAULT, known.is(Validation.REJECTED), offer)).isEqualTo("skip");
    assertThat(decide(DEFAULT, known.is(Validation.APPROVED), offer)).isEqualTo("skip");
  }

  @Test
  void whatWasOnlyAnnouncedIsFetched() {
    Offer offer = offer(file("events", T0));

    assertThat(decide(DEFAULT, known().revisions(0).file("events", T0), offer))
        .isEqualTo("update [events__v1]");
    assertThat(decide(ONCE, known().revisions(0), offer)).isEqualTo("update [events__v1]");
  }

  @Test
  void aFileWithoutATimeIsAskedForAgain() {
    Offer offer = offer(file("events", null), file("lineups", T0));

    assertThat(decide(DEFAULT, known().file("events", T0).file("lineups", T0), offer))
        .isEqualTo("update [events__v1]");
    assertThat(
            decide(
                DEFAULT,
                known().file("a", null),
                offer(
                    OfferedFile.of(
                        new FeedVersion("a", "v1"), "json", new Content.Inline(new byte[0])))))
        .isEqualTo("update [a__v1]");
    assertThat(decide(DEFAULT, known().file("events", null), offer(file("events", T0))))
        .isEqualTo("update [events__v1]");
  }

  @Test
  void anAbsentFileIsRememberedUntilItsTimeOrANewerOffer() {
    Offer offer = offer(file("events", T0), file("frames", T1));
    Known known = known().file("events", T0);

    assertThat(decide(DEFAULT, known.absent("frames", T1, NOW.plusSeconds(1)), offer))
        .isEqualTo("skip");
    assertThat(decide(DEFAULT, known.absent("frames", T1, NOW), offer))
        .isEqualTo("update [frames__v1]");
    assertThat(decide(DEFAULT, known.absent("frames", T0, NOW.plusSeconds(1)), offer))
        .isEqualTo("update [frames__v1]");
    assertThat(
            decide(
                DEFAULT,
                known.absent("frames", null, NOW.plusSeconds(1)),
                offer(file("events", T0), file("frames", null))))
        .isEqualTo("skip");
    assertThat(decide(ONCE, known.absent("frames", T0, NOW.plusSeconds(1)), offer))
        .isEqualTo("skip");
    assertThat(decide(ONCE, known.absent("frames", T0, NOW), offer))
        .isEqualTo("update [frames__v1]");
  }

  @Test
  void aChangedStateIsLookedAtThoughNoFileIsNew() {
    Offer offer = offer(file("events", T0)).in(DatasetState.PARTIAL);

    assertThat(decide(DEFAULT, known().file("events", T0), offer)).isEqualTo("leave");
  }

  @Test
  void aDatasetWithoutFilesIsCurrentOnceItIsThere() {
    assertThat(decide(DEFAULT, known(), offer())).isEqualTo("skip");
    assertThat(decide(DEFAULT, known().revisions(0), offer())).isEqualTo("leave");
  }

  @Test
  void theSourceOverrulesThePolicy() {
    Offer same = offer(file("events", T0));
    Offer newer = offer(file("events", T1));
    Known known = known().file("events", T0);

    for (FetchPolicy policy : List.of(DEFAULT, ALWAYS, ONCE, DAILY)) {
      assertThat(decide(policy, known, same.refetch(true))).isEqualTo("update [events__v1]");
      assertThat(decide(policy, known, newer.refetch(false))).isEqualTo("skip");
      assertThat(decide(policy, known.revisions(0), newer.refetch(false)))
          .isEqualTo("update [events__v1]");
    }
  }

  @Test
  void alwaysAsksForAll() {
    assertThat(decide(ALWAYS, known().file("events", T1), offer(file("events", T0))))
        .isEqualTo("update [events__v1]");
  }

  @Test
  void onceKeepsWhatItHas() {
    Offer offer = offer(file("events", T1), file("lineups", null));
    Known known = known().file("events", T0);

    assertThat(decide(ONCE, known.file("lineups", T0), offer)).isEqualTo("skip");
    assertThat(decide(ONCE, known, offer)).isEqualTo("update [lineups__v1]");
  }

  @Test
  void anIntervalLeavesADatasetAloneUntilItHasPassed() {
    Offer offer = offer(file("events", T1), file("lineups", T0));
    Known known = known().file("events", T0).file("lineups", T0);
    Instant yesterday = NOW.minus(Duration.ofDays(1));

    assertThat(decide(DAILY, known.checked(yesterday.plusSeconds(1)), offer)).isEqualTo("skip");
    assertThat(decide(DAILY, known.checked(yesterday), offer))
        .isEqualTo("update [events__v1, lineups__v1]");
    assertThat(decide(DAILY, known.checked(null), offer))
        .isEqualTo("update [events__v1, lineups__v1]");
    assertThat(decide(DAILY, known().file("events", T0).checked(NOW), offer))
        .isEqualTo("update [lineups__v1]");
  }

  @Test
  void aPolicyIsAskedNoMoreThanItMust() {
    var asked = new StringBuilder();
    FetchPolicy counting =
        new FetchPolicy() {
          @Override
          public boolean maySkip(Summary known, Offer offer, Instant now) {
            asked.append("may skip, ");
            return known.revisions() == 2;
          }

          @Override
          public boolean shouldFetch(Offer offer) {
            asked.append("should fetch, ");
            return false;
          }

          @Override
          public List<OfferedFile> refetch(Summary known, Offer offer, Instant now) {
            asked.append("refetch, ");
            return List.of();
          }
        };

    assertThat(decide(counting, known().revisions(2), offer())).isEqualTo("skip");
    assertThat(decide(counting, known(), offer())).isEqualTo("leave");
    assertThat(Decision.of(counting, Optional.empty(), offer(), NOW))
        .isEqualTo(new Decision.Decline());
    assertThat(asked).hasToString("may skip, may skip, refetch, should fetch, ");
  }

  private static String decide(FetchPolicy policy, Known known, Offer offer) {
    return switch (Decision.of(policy, Optional.of(known.summary()), offer, NOW)) {
      case Decision.Skip skip -> "skip";
      case Decision.Leave leave -> "leave";
      case Decision.Decline decline -> "decline";
      case Decision.Create create -> "create";
      case Decision.Update update ->
          "update " + update.files().stream().map(OfferedFile::id).toList();
    };
  }

  private static Offer offer(OfferedFile... files) {
    Offer offer = Offer.of(Keys.of("id", 1));
    for (OfferedFile file : files) {
      offer = offer.with(file);
    }
    return offer;
  }

  private static OfferedFile file(String feed, @Nullable Instant modified) {
    return file(feed, "v1", modified);
  }

  private static OfferedFile file(String feed, String version, @Nullable Instant modified) {
    return OfferedFile.of(
            new FeedVersion(feed, version),
            "json",
            new Content.Remote(Request.get(URI.create("http://localhost/" + feed))))
        .modified(modified);
  }

  private static Known known() {
    return new Known(1, NOW.minusSeconds(60), Validation.PENDING, Outcome.DONE, Map.of());
  }

  private enum Outcome {
    DONE,
    FAILED
  }

  /** A summary in the making. */
  private record Known(
      int revisions,
      @Nullable Instant checked,
      Validation validation,
      Outcome outcome,
      Map<FeedVersion, FileSummary> files) {
    Known revisions(int count) {
      return new Known(count, checked, validation, outcome, files);
    }

    Known checked(@Nullable Instant at) {
      return new Known(revisions, at, validation, outcome, files);
    }

    Known is(Validation verdict) {
      return new Known(revisions, checked, verdict, outcome, files);
    }

    Known failed() {
      return new Known(revisions, checked, validation, Outcome.FAILED, files);
    }

    Known file(String feed, @Nullable Instant modified) {
      return and(feed, new FileSummary(modified, null));
    }

    Known absent(String feed, @Nullable Instant modified, Instant until) {
      return and(feed, new FileSummary(modified, until));
    }

    private Known and(String feed, FileSummary file) {
      var more = new LinkedHashMap<>(files);
      more.put(new FeedVersion(feed, "v1"), file);
      return new Known(revisions, checked, validation, outcome, more);
    }

    Summary summary() {
      return new Summary(
          new DatasetId("s", "match", Keys.of("id", 1)),
          DatasetState.COMPLETE,
          revisions,
          T0,
          checked,
          validation,
          null,
          outcome == Outcome.FAILED,
          files);
    }
  }
}
