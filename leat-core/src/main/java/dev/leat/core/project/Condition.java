package dev.leat.core.project;

import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question about the keys and attributes of a selector; answering it runs no code of anybody.
 *
 * <p>Values that both look like numbers compare as numbers, all others as text. Every comparison
 * with a field that a selector does not have is false. Its text form reads back as the same
 * condition.
 */
public sealed interface Condition {
  boolean holds(Keys facts);

  /** The names of all fields that it asks about. */
  Set<String> fields();

  /**
   * Reads {@code competition_id == 11 and season_name starts_with '20'}.
   *
   * @throws LeatException with the column where the text stops making sense
   */
  static Condition parse(String text) {
    return ConditionParser.parse(text);
  }

  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Keys facts) {
      return conditions.stream().allMatch(condition -> condition.holds(facts));
    }

    @Override
    public Set<String> fields() {
      return union(conditions, Condition::fields);
    }

    @Override
    public String toString() {
      return joined(conditions, " and ");
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Keys facts) {
      return conditions.stream().anyMatch(condition -> condition.holds(facts));
    }

    @Override
    public Set<String> fields() {
      return union(conditions, Condition::fields);
    }

    @Override
    public String toString() {
      return joined(conditions, " or ");
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Keys facts) {
      return !condition.holds(facts);
    }

    @Override
    public Set<String> fields() {
      return condition.fields();
    }

    @Override
    public String toString() {
      return "not (" + condition + ")";
    }
  }

  record Compare(Operand left, Comparison comparison, Operand right) implements Condition {
    @Override
    public boolean holds(Keys facts) {
      Optional<String> a = left.value(facts);
      Optional<String> b = right.value(facts);
      return a.isPresent() && b.isPresent() && comparison.accepts(a.get(), b.get());
    }

    @Override
    public Set<String> fields() {
      return union(List.of(left, right), Operand::fields);
    }

    @Override
    public String toString() {
      return left + " " + comparison.symbol() + " " + right;
    }
  }

  record In(Operand operand, List<Operand> choices) implements Condition {
    public In {
      choices = List.copyOf(choices);
    }

    @Override
    public boolean holds(Keys facts) {
      return choices.stream()
          .anyMatch(choice -> new Compare(operand, Comparison.EQUAL, choice).holds(facts));
    }

    @Override
    public Set<String> fields() {
      Set<String> fields = union(choices, Operand::fields);
      fields.addAll(operand.fields());
      return fields;
    }

    @Override
    public String toString() {
      return choices.stream()
          .map(Operand::toString)
          .collect(Collectors.joining(", ", operand + " in [", "]"));
    }
  }

  /** What stands on either side of a comparison. */
  sealed interface Operand {
    Optional<String> value(Keys facts);

    Set<String> fields();

    record Field(String name) implements Operand {
      @Override
      public Optional<String> value(Keys facts) {
        return facts.value(name).map(KeyValue::text);
      }

      @Override
      public Set<String> fields() {
        return Set.of(name);
      }

      @Override
      public String toString() {
        return name;
      }
    }

    record Text(String text) implements Operand {
      @Override
      public Optional<String> value(Keys facts) {
        return Optional.of(text);
      }

      @Override
      public Set<String> fields() {
        return Set.of();
      }

      @Override
      public String toString() {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
      }
    }

    record Numeric(BigDecimal number) implements Operand {
      public Numeric {
        Objects.requireNonNull(number);
      }

      @Override
      public Optional<String> value(Keys facts) {
        return Optional.of(toString());
      }

      @Override
      public Set<String> fields() {
        return Set.of();
      }

      @Override
      public String toString() {
        return number.toPlainString();
      }
    }
  }

  /** How two values are held against one another. */
  enum Comparison {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    STARTS_WITH("starts_with"),
    CONTAINS("contains"),
    /** The pattern must fit the whole value. */
    MATCHES("matches");

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }

    boolean accepts(String left, String right) {
      return switch (this) {
        case EQUAL -> order(left, right) == 0;
        case UNEQUAL -> order(left, right) != 0;
        case LESS -> order(left, right) < 0;
        case AT_MOST -> order(left, right) <= 0;
        case GREATER -> order(left, right) > 0;
        case AT_LEAST -> order(left, right) >= 0;
        case STARTS_WITH -> left.startsWith(right);
        case CONTAINS -> left.contains(right);
        case MATCHES -> PatienceText.matches(right, left);
      };
    }

    private static int order(String left, String right) {
      boolean numbers = NUMBER.matcher(left).matches() && NUMBER.matcher(right).matches();
      return numbers
          ? new BigDecimal(left).compareTo(new BigDecimal(right))
          : left.compareTo(right);
    }
  }

  private static <T> Set<String> union(List<T> parts, Function<T, Set<String>> fields) {
    return parts.stream()
        .flatMap(part -> fields.apply(part).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String joined(List<Condition> conditions, String word) {
    return conditions.stream()
        .map(condition -> "(" + condition + ")")
        .collect(Collectors.joining(word));
  }
}
