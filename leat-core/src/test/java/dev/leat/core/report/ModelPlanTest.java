package dev.leat.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.LeatException;
import dev.leat.core.project.Project;
import dev.leat.core.project.ProjectFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of models, and what each is made from. */
final class ModelPlanTest {
  @TempDir private Path folder;

  private Project project(String models) {
    return new ProjectFolder(folder)
        .yaml("sources:\n  s: {type: statsbomb}\nmodels:\n" + models.indent(2))
        .load();
  }

  private List<ModelPlan.Step> steps(String models) {
    return ModelPlan.of(project(models)).steps();
  }

  @Test
  void eachComesAfterThoseThatItReads() {
    assertThat(
            steps(
                """
                last: select * from Middle, events__tags
                middle: select * from first, events
                first: with events as (select * from events) select * from events
                alone: with alone as (select 1) select * from alone
                """))
        .extracting(step -> step.model().name() + " " + step.upstream())
        .containsExactly(
            "first Upstream[tables=[events], models=[]]",
            "middle Upstream[tables=[events], models=[first]]",
            "last Upstream[tables=[events], models=[middle]]",
            "alone Upstream[tables=[], models=[]]");
  }

  @Test
  void whatNobodyWatchesMakesAModelUnsteady() {
    assertThat(
            steps(
                """
                known: select * from events
                foreign: select * from made_by_hand
                clock: select now()
                """))
        .extracting(ModelPlan.Step::steady)
        .containsExactly(true, false, false);
  }

  @Test
  void whatDuckDbCannotReadSaysWhatItNeeds() {
    String sql = "odd: {sql: 'select a #>> b from events', needs: %s}\n";
    ModelPlan.Step step = steps(sql.formatted("events")).getFirst();
    assertThat(step.upstream().tables()).containsExactly("events");
    assertThat(step.steady()).isFalse();
    LeatException refused =
        catchThrowableOfType(LeatException.class, () -> steps(sql.formatted("[]")));
    assertThat(refused.code()).isEqualTo(ReportError.MODEL_UNREADABLE);
    assertThat(refused).hasMessageStartingWith("leat.yaml:4:3: The model 'odd' cannot be read: ");
  }

  @Test
  void whereAnotherDatabaseReadsTheSqlNamesAreEnough() {
    String sql =
        """
        odd: |
          select 'teams', e.v -- lineups
          from only events cross join lateral jsonb_to_recordset("Events__Tags"."x") as e(v int)
        """;
    assertThat(
            ModelPlan.of(
                    new ProjectFolder(folder)
                        .yaml(
                            "destination: postgresql://host/db\nsources:\n  s: {type: statsbomb}\n"
                                + "models:\n"
                                + sql.indent(2))
                        .load())
                .steps())
        .extracting(step -> step.upstream().tables() + " " + step.steady())
        .containsExactly("[events] false");
  }

  @Test
  void aCircleIsNamedWhole() {
    LeatException refused =
        catchThrowableOfType(
            LeatException.class,
            () ->
                steps(
                    """
                    a: select * from b
                    b: select * from c
                    c: {sql: select 1, needs: b}
                    """));
    assertThat(refused).hasMessage("leat.yaml:5:3: Models need each other in a circle: b → c → b.");
  }
}
