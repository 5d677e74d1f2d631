package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.core.project.Condition.Comparison;
import dev.leat.core.project.Condition.Operand;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionTest {
  private static final Keys FACTS =
      Keys.of("competition_id", 11)
          .with("season_id", 90)
          .with("name", "La Liga")
          .with("code", "007");

  /** A condition and what it should answer, made together. */
  record Case(Condition condition, Predicate<Map<String, Long>> answer) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "competition_id == 11 | true",
        "competition_id = 11 | true",
        "competition_id == '11' | true",
        "11 == competition_id | true",
        "competition_id == 11.0 | true",
        "competition_id != 11 | false",
        "season_id > 9 | true",
        "season_id < 9 | false",
        "season_id >= 90 and season_id <= 90 | true",
        "code == 7 | false",
        "code == '007' | true",
        "name == 'La Liga' | true",
        "name == \"La Liga\" | true",
        "name < 'Lb' | true",
        "name starts_with 'La' | true",
        "name contains 'Lig' | true",
        "name contains 'lig' | false",
        "name matches 'La .*' | true",
        "name matches 'La' | false",
        "name matches '(?i)la liga' | true",
        "season_id in [42, 90] | true",
        "season_id in ('42', '90') | true",
        "season_id not in [42, 90] | false",
        "not season_id in [42] | true",
        "name in ['Serie A', 'La Liga'] | true",
        "missing == 1 | false",
        "missing != 1 | false",
        "not missing == 1 | true",
        "missing == missing | false",
        "competition_id == 12 or season_id == 90 and name == 'x' | false",
        "(competition_id == 11 or season_id == 1) and name contains 'Liga' | true",
        "competition_id == 11 or season_id == 1 and name == 'x' | true",
        "not (competition_id == 11) | false",
        "name == 'it\\'s' | false",
        "competition_id > -5.5 | true",
      })
  void answers(String condition, boolean expected) {
    assertThat(Condition.parse(condition).holds(FACTS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "__import__('os').system('rm') | 1 | '__import__' cannot be called. | Conditions have no"
            + " functions: compare fields with numbers and texts in quotes.",
        "name.__class__ == 1 | 5 | '.' means nothing here. | Write a condition such as season_id >="
            + " 42 and name starts_with 'La'.",
        "a == 1; drop | 7 | ';' means nothing here. | Write a condition such as season_id >= 42 and"
            + " name starts_with 'La'.",
        "a | 2 | The condition ends where ==, !=, <, <=, >, >=, in, starts_with, contains or"
            + " matches should be. | Write a condition such as season_id >= 42 and name starts_with"
            + " 'La'.",
        "a == 1 b | 8 | 'b' stands where and, or, or the end should be. | Write a condition such as"
            + " season_id >= 42 and name starts_with 'La'.",
        "(a == 1 | 8 | The condition ends where ) should be. | Write a condition such as season_id"
            + " >= 42 and name starts_with 'La'.",
        "a == 'x | 6 | This text has no closing quote. | Add ' at its end.",
        "a in [] | 7 | ']' stands where a field, a number or a text in quotes should be. | Write a"
            + " condition such as season_id >= 42 and name starts_with 'La'.",
        "a not == 1 | 7 | '==' stands where in should be. | Write a condition such as season_id >="
            + " 42 and name starts_with 'La'.",
        "a matches '(' | 11 | The pattern is not valid: Unclosed group. | Correct it; \\ must be"
            + " written \\\\.",
        "a matches b | 11 | 'b' stands where a pattern in quotes should be. | Write a condition"
            + " such as season_id >= 42 and name starts_with 'La'.",
        "a == 1x | 6 | '1' means nothing here. | Write a condition such as season_id >= 42 and name"
            + " starts_with 'La'.",
      })
  void refusesWithThePlace(String condition, int column, String problem, String remedy) {
    LeatException refused =
        catchThrowableOfType(LeatException.class, () -> Condition.parse(condition));

    assertThat(refused.problem())
        .isEqualTo("Column " + column + " of \"" + condition + "\": " + problem);
    assertThat(refused.remedy()).isEqualTo(remedy);
    assertThat(refused.code()).isEqualTo(ProjectError.CONDITION_INVALID);
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    assertThat(problem("a == '" + "x".repeat(2_000) + "'"))
        .endsWith("The condition is longer than 2000 characters.");
    assertThat(problem("(".repeat(60) + "a == 1" + ")".repeat(60)))
        .endsWith("This is nested too deeply.");
    assertThat(problem("not ".repeat(60) + "a == 1")).endsWith("This is nested too deeply.");
    assertThat(problem("a matches '" + "x".repeat(201) + "'"))
        .endsWith("The pattern is longer than 200 characters.");
  }

  @Test
  void aPatternThatNeverEndsIsStopped() {
    Condition endless = Condition.parse("name matches 'a*a*a*a*a*a*a*b'");

    LeatException stopped =
        catchThrowableOfType(
            LeatException.class, () -> endless.holds(Keys.of("name", "a".repeat(40))));

    assertThat(stopped.code()).isEqualTo(ProjectError.CONDITION_TOO_SLOW);
    assertThat(stopped.problem())
        .isEqualTo("A pattern after 'matches' takes too many steps on '" + "a".repeat(40) + "'.");
  }

  @Test
  void namesItsFields() {
    assertThat(Condition.parse("a == 1 and (b in [c, 2] or not d < 'e')").fields())
        .containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Property(tries = 500)
  void readsBackWhatItPrints(@ForAll("cases") Case any) {
    assertThat(Condition.parse(any.condition().toString())).isEqualTo(any.condition());
  }

  @Property(tries = 500)
  void answersAsPlainJavaWould(
      @ForAll("cases") Case any, @ForAll("numbers") long a, @ForAll("numbers") long b) {
    Condition read = Condition.parse(any.condition().toString());

    assertThat(read.holds(Keys.of("a", a).with("b", b)))
        .isEqualTo(any.answer().test(Map.of("a", a, "b", b)));
  }

  @Provide
  Arbitrary<Long> numbers() {
    return Arbitraries.longs().between(-3, 3);
  }

  @Provide
  Arbitrary<Case> cases() {
    return cases(3);
  }

  private Arbitrary<Case> cases(int depth) {
    if (depth == 0) {
      return comparison();
    }
    Arbitrary<Case> inner = cases(depth - 1);
    return Arbitraries.oneOf(inner, both(inner), either(inner), inner.map(ConditionTest::not));
  }

  private Arbitrary<Case> comparison() {
    return Combinators.combine(
            Arbitraries.of("a", "b"),
            Arbitraries.of(
                Comparison.EQUAL, Comparison.UNEQUAL, Comparison.LESS, Comparison.AT_LEAST),
            numbers())
        .as(
            (field, comparison, number) ->
                new Case(
                    new Condition.Compare(
                        new Operand.Field(field),
                        comparison,
                        new Operand.Numeric(BigDecimal.valueOf(number))),
                    facts -> compared(comparison, facts.getOrDefault(field, 0L), number)));
  }

  private static boolean compared(Comparison comparison, long left, long right) {
    return switch (comparison) {
      case EQUAL -> left == right;
      case UNEQUAL -> left != right;
      case LESS -> left < right;
      case AT_LEAST -> left >= right;
      default -> throw new IllegalArgumentException(comparison.toString());
    };
  }

  private static Arbitrary<Case> both(Arbitrary<Case> cases) {
    return Combinators.combine(cases, cases)
        .as(
            (one, other) ->
                new Case(
                    new Condition.All(List.of(one.condition(), other.condition())),
                    one.answer().and(other.answer())));
  }

  private static Arbitrary<Case> either(Arbitrary<Case> cases) {
    return Combinators.combine(cases, cases)
        .as(
            (one, other) ->
                new Case(
                    new Condition.Any(List.of(one.condition(), other.condition())),
                    one.answer().or(other.answer())));
  }

  private static Case not(Case one) {
    return new Case(new Condition.Not(one.condition()), one.answer().negate());
  }

  private static String problem(String condition) {
    return catchThrowableOfType(LeatException.class, () -> Condition.parse(condition)).problem();
  }
}
