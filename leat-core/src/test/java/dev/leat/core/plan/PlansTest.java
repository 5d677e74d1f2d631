package dev.leat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Selector;
import dev.leat.core.project.ProjectFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlansTest {
  private static final List<Selector> SEASONS =
      List.of(season(11, 42, "La Liga"), season(11, 90, "La Liga"), season(37, 90, "WSL"));

  @TempDir private Path folder;

  @Test
  void aSourceThatNoPlanNamesIsWantedAsAWhole() {
    Plan.Jobs jobs = jobs("", Scope.ALL, SEASONS);

    assertThat(jobs.jobs())
        .extracting(Job::toString)
        .containsExactly(
            "s/match competition_id=11/season_id=42",
            "s/match competition_id=11/season_id=90",
            "s/match competition_id=37/season_id=90");
    assertThat(jobs.jobs().getFirst().feeds())
        .isEqualTo(Map.of("lineups", Set.of("v1"), "events", Set.of("v4")));
    assertThat(jobs.jobs().getFirst().policy()).isInstanceOf(DefaultPolicy.class);
    assertThat(jobs.jobs().getFirst().feedsAsked()).isEqualTo("events__v4,lineups__v1");
    assertThat(jobs.jobs()).allMatch(Job::whole);
    assertThat(jobs.unmatched()).isEmpty();
  }

  @Test
  void exactKeysTakeTheTimeOfTheSelectorThatTheSourceLists() {
    Job job = only(jobs("select: {competition_id: 11, season_id: 42}", Scope.ALL, SEASONS));

    assertThat(job.selector()).isEqualTo(SEASONS.getFirst());
    assertThat(job.filters()).isEmpty();
  }

  @Test
  void partOfTheKeysSelectsAllThatAgree() {
    assertThat(jobs("select: {season_id: 90}", Scope.ALL, SEASONS).jobs())
        .extracting(job -> job.selector().keys().toString())
        .containsExactly("competition_id=11/season_id=90", "competition_id=37/season_id=90");
    assertThat(jobs("select: {competition_name: WSL}", Scope.ALL, SEASONS).jobs())
        .extracting(job -> job.selector().keys().toString())
        .containsExactly("competition_id=37/season_id=90");
  }

  @Test
  void severalDatasetsOfOneSelectorAreOneJob() {
    Job job =
        only(
            jobs(
                "select: {competition_id: 11, season_id: 42, match_id: [7, 9]}",
                Scope.ALL,
                SEASONS));

    assertThat(job.selector().keys()).hasToString("competition_id=11/season_id=42");
    assertThat(job.request().filter()).isEqualTo(Keys.NONE);
    assertThat(job.whole()).isFalse();
    assertThat(job.admits(match(11, 42, 7))).isTrue();
    assertThat(job.admits(match(11, 42, 8))).isFalse();
    assertThat(job.admits(match(11, 42, 9))).isTrue();
  }

  @Test
  void keysBeyondTheSelectorBecomeAFilter() {
    Job job =
        only(jobs("select: {competition_id: 11, season_id: 42, match_id: 7}", Scope.ALL, SEASONS));

    assertThat(job.selector().keys()).hasToString("competition_id=11/season_id=42");
    assertThat(job.request().filter()).hasToString("match_id=7");
    assertThat(job.whole()).isFalse();
    assertThat(job.admits(match(11, 42, 7))).isTrue();
    assertThat(job.admits(match(11, 42, 8))).isFalse();
    assertThat(job.admits(match(11, 90, 7))).isFalse();
  }

  @Test
  void aSelectorThatTheSourceDoesNotListIsAskedForWhenItIsWhole() {
    Plan.Jobs jobs =
        jobs("select: [{competition_id: 99, season_id: 1}, {season_id: 1}]", Scope.ALL, SEASONS);

    assertThat(only(jobs).selector().keys()).hasToString("competition_id=99/season_id=1");
    assertThat(jobs.unmatched())
        .containsExactly("leat.yaml:4:5: The source lists nothing that agrees with season_id=1.");
  }

  @Test
  void aSourceThatListsNoSelectorsIsToldWhatIsWanted() {
    Job job = only(jobs("select: {season_id: 90}", Scope.ALL, List.of(Selector.ALL)));

    assertThat(job.selector().keys()).hasToString("season_id=90");
    assertThat(only(jobs("select: {season_id: 90}", Scope.ALL, List.of())).selector().keys())
        .hasToString("season_id=90");
  }

  @Test
  void aConditionSelectsByKeysAndAttributes() {
    assertThat(
            jobs("select: competition_name starts_with 'La' and season_id > 42", Scope.ALL, SEASONS)
                .jobs())
        .extracting(job -> job.selector().keys().toString())
        .containsExactly("competition_id=11/season_id=90");
    assertThat(jobs("select: season_id > 100", Scope.ALL, SEASONS).unmatched())
        .containsExactly("leat.yaml:5:13: The condition holds for none of 3 selectors.");
  }

  @Test
  void aNameThatNoSelectorHasIsAnError() {
    assertThat(refused("select: competiton_id == 11"))
        .isEqualTo(
            """
            PLAN_FIELD_UNKNOWN
            leat.yaml:4:5: The selectors of 's' have no 'competiton_id'.
            Did you mean 'competition_id'?\
            """);
    assertThat(refused("select: {seson_id: 1}"))
        .isEqualTo(
            """
            PLAN_FIELD_UNKNOWN
            leat.yaml:4:5: The selectors of 's' have no 'seson_id'.
            Did you mean 'season_id'?\
            """);
  }

  @Test
  void theSameSelectorFromTwoPlansComesOnceWithTheFeedsOfBoth() {
    Plan.Jobs jobs =
        jobs(
            """
            select: {competition_id: 11, season_id: [42, 90]}
                feeds: {events: v4}
              - source: s
                select: season_id == 90
                feeds: {events: v6, lineups: v1}
                policy: always
            """,
            Scope.ALL,
            SEASONS);

    assertThat(jobs.jobs())
        .extracting(job -> job.selector().keys() + " " + job.feedsAsked())
        .containsExactly(
            "competition_id=11/season_id=42 events__v4",
            "competition_id=11/season_id=90 events__v4,events__v6,lineups__v1",
            "competition_id=37/season_id=90 events__v6,lineups__v1");
    assertThat(jobs.jobs())
        .extracting(Job::policy)
        .hasExactlyElementsOfTypes(DefaultPolicy.class, AlwaysPolicy.class, AlwaysPolicy.class);
  }

  @Test
  void twoPoliciesForOneSelectorAreAnError() {
    assertThat(
            refused(
                """
                select: {season_id: 90}
                    policy: {type: interval, every: 1h}
                  - source: s
                    select: {competition_id: 37}
                    policy: {type: interval, every: 2h}
                """))
        .isEqualTo(
            """
            PLAN_POLICIES_DIFFER
            leat.yaml:7:5: The selector competition_id=37/season_id=90 has another policy in line 4.
            Give both plans the same policy, or select different keys.\
            """);
    assertThat(
            jobs(
                    """
                    select: {season_id: 90}
                        policy: {type: interval, every: 1h}
                      - source: s
                        select: {competition_id: 37}
                        policy: {every: 1h, type: interval}
                    """,
                    Scope.ALL,
                    SEASONS)
                .jobs())
        .hasSize(2);
  }

  @Test
  void theScopeNarrowsSelectorsBeforeTheSourceIsAsked() {
    assertThat(jobs("", scope("season_id=90"), SEASONS).jobs()).hasSize(2);
    assertThat(jobs("", scope("competition_id=11/season_id=90"), SEASONS).jobs())
        .extracting(Job::whole)
        .containsExactly(true);
    assertThat(jobs("", scope("season_id=42", "season_id=90"), SEASONS).jobs()).hasSize(3);
    assertThat(jobs("", scope("competition_name=WSL"), SEASONS).jobs()).hasSize(1);
    Job job = only(jobs("", scope("match_id=7", "season_id=42"), SEASONS));
    assertThat(job.request().filter()).hasToString("match_id=7");
    assertThat(job.whole()).isFalse();
    Job two = only(jobs("", scope("match_id=7", "match_id=8", "season_id=42"), SEASONS));
    assertThat(two.request().filter()).isEqualTo(Keys.NONE);
    assertThat(two.whole()).isFalse();
    assertThat(two.admits(match(11, 42, 8))).isTrue();
    assertThat(two.admits(match(11, 42, 9))).isFalse();
  }

  @Test
  void outOfScopeIsNothingNotAnError() {
    String select = "select: {competition_id: 11, season_id: 42}";

    assertThat(jobs(select, scope("season_id=90"), SEASONS).jobs()).isEmpty();
    assertThat(jobs(select, scope("match_id=7", "season_id=42"), SEASONS).jobs()).hasSize(1);
    assertThat(jobs(select, scope("colour=red"), SEASONS))
        .isEqualTo(new Plan.Jobs(List.of(), List.of("s/match has no key colour.")));
    assertThat(jobs("select: {season_id: 42, match_id: 7}", scope("match_id=8"), SEASONS).jobs())
        .isEmpty();
  }

  @Test
  void onlySourcesInScopeArePlanned() {
    var project =
        new ProjectFolder(folder)
            .yaml("sources:\n  one: {type: statsbomb}\n  two: {type: statsbomb}\n")
            .load();

    assertThat(Plans.resolve(project, Scope.ALL))
        .extracting(plan -> plan.source().name())
        .containsExactly("one", "two");
    assertThat(Plans.resolve(project, Scope.of(List.of("two"), List.of())))
        .extracting(plan -> plan.source().name())
        .containsExactly("two");
    LeatException refused =
        catchThrowableOfType(
            LeatException.class, () -> Plans.resolve(project, Scope.of(List.of("tow"), List.of())));
    assertThat(refused).hasMessage("The project has no source 'tow'.");
    assertThat(refused.remedy()).isEqualTo("Did you mean 'two'?");
  }

  @Test
  void aFilterIsNameEqualsValue() {
    LeatException refused = catchThrowableOfType(LeatException.class, () -> scope("season_id:90"));

    assertThat(refused).hasMessage("'season_id:90' is not name=value.");
    assertThat(refused.remedy()).isEqualTo("Write --select season_id=90, once for each key.");
    assertThat(Scope.of(Keys.of("season_id", 90))).isEqualTo(scope("season_id=90"));
  }

  private String refused(String plan) {
    LeatException refused =
        catchThrowableOfType(LeatException.class, () -> jobs(plan, Scope.ALL, SEASONS));
    return refused.code().name() + "\n" + refused.problem() + "\n" + refused.remedy();
  }

  /**
   * @param plan what follows {@code source: s}, indented like the list where it has more lines
   */
  private Plan.Jobs jobs(String plan, Scope scope, List<Selector> discovered) {
    String plans = plan.isEmpty() ? "" : "plans:\n  - source: s\n    " + plan + "\n";
    var project =
        new ProjectFolder(folder).yaml("sources:\n  s: {type: statsbomb}\n" + plans).load();
    return Plans.resolve(project, scope).getFirst().jobs(discovered);
  }

  private static Job only(Plan.Jobs jobs) {
    assertThat(jobs.jobs()).hasSize(1);
    return jobs.jobs().getFirst();
  }

  private static Scope scope(String... select) {
    return Scope.of(Set.of(), List.of(select));
  }

  private static Selector season(long competition, long season, String name) {
    return Selector.of(Keys.of("competition_id", competition).with("season_id", season))
        .modified(Instant.parse("2024-05-01T00:00:00Z"))
        .attributes(Keys.of("competition_name", name));
  }

  private static Keys match(long competition, long season, long match) {
    return Keys.of("competition_id", competition).with("season_id", season).with("match_id", match);
  }
}
