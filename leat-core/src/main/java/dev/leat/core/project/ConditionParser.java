package dev.leat.core.project;

import dev.leat.api.LeatException;
import dev.leat.core.project.Condition.Comparison;
import dev.leat.core.project.Condition.Operand;
import dev.leat.core.project.ConditionTokens.Kind;
import dev.leat.core.project.ConditionTokens.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a condition by recursive descent: or, and, not, comparison, operand. */
final class ConditionParser {
  /** Where a condition stops making sense. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String remedy;

    Refused(int offset, String problem, String remedy) {
      super(problem, null, false, false);
      this.offset = offset;
      this.remedy = remedy;
    }

    /** Characters before the place. */
    int offset() {
      return offset;
    }

    String problem() {
      return String.valueOf(getMessage());
    }

    String remedy() {
      return remedy;
    }
  }

  private static final int DEPTH_MAX = 50;
  private static final int PATTERN_LENGTH_MAX = 200;

  private final List<Token> tokens;
  private int next;
  private int depth;

  private ConditionParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Condition parse(String text) {
    try {
      return read(text);
    } catch (Refused refused) {
      throw new LeatException(
          ProjectError.CONDITION_INVALID,
          "Column " + (refused.offset() + 1) + " of \"" + text + "\": " + refused.problem(),
          refused.remedy(),
          refused);
    }
  }

  static Condition read(String text) throws Refused {
    var parser = new ConditionParser(ConditionTokens.of(text));
    Condition condition = parser.any();
    Token rest = parser.peek();
    if (rest.kind() != Kind.END) {
      throw refused(rest, "and, or, or the end");
    }
    return condition;
  }

  private Condition any() throws Refused {
    List<Condition> parts = new ArrayList<>(List.of(all()));
    while (takes("or")) {
      parts.add(all());
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.Any(parts);
  }

  private Condition all() throws Refused {
    List<Condition> parts = new ArrayList<>(List.of(single()));
    while (takes("and")) {
      parts.add(single());
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
  }

  private Condition single() throws Refused {
    depth++;
    if (depth > DEPTH_MAX) {
      throw new Refused(
          peek().offset(), "This is nested too deeply.", "Write a simpler condition.");
    }
    Condition condition;
    if (takes("not")) {
      condition = new Condition.Not(single());
    } else if (takes("(")) {
      condition = any();
      expect(")");
    } else {
      condition = comparison();
    }
    depth--;
    return condition;
  }

  private Condition comparison() throws Refused {
    Operand left = operand();
    boolean negated = takes("not");
    if (takes("in")) {
      var in = new Condition.In(left, choices());
      return negated ? new Condition.Not(in) : in;
    }
    Optional<Comparison> comparison =
        Arrays.stream(Comparison.values())
            .filter(each -> !negated && takes(each.symbol()))
            .findFirst();
    if (comparison.isEmpty()) {
      throw refused(
          peek(), negated ? "in" : "==, !=, <, <=, >, >=, in, starts_with, contains or matches");
    }
    Token place = peek();
    Operand right = operand();
    if (comparison.get() == Comparison.MATCHES) {
      checkPattern(place, right);
    }
    return new Condition.Compare(left, comparison.get(), right);
  }

  private List<Operand> choices() throws Refused {
    boolean square = takes("[");
    if (!square) {
      expect("(");
    }
    List<Operand> choices = new ArrayList<>(List.of(operand()));
    while (takes(",")) {
      choices.add(operand());
    }
    expect(square ? "]" : ")");
    return choices;
  }

  private Operand operand() throws Refused {
    Token token = peek();
    Operand operand =
        switch (token.kind()) {
          case NAME -> new Operand.Field(token.text());
          case TEXT -> new Operand.Text(token.text());
          case NUMBER -> new Operand.Numeric(new BigDecimal(token.text()));
          case SYMBOL, UNREADABLE, END ->
              throw refused(token, "a field, a number or a text in quotes");
        };
    next++;
    if (token.kind() == Kind.NAME && peek().is("(")) {
      throw new Refused(
          token.offset(),
          "'" + token.text() + "' cannot be called.",
          "Conditions have no functions: compare fields with numbers and texts in quotes.");
    }
    return operand;
  }

  private static void checkPattern(Token place, Operand pattern) throws Refused {
    if (!(pattern instanceof Operand.Text text)) {
      throw refused(place, "a pattern in quotes");
    }
    if (text.text().length() > PATTERN_LENGTH_MAX) {
      throw new Refused(
          place.offset(),
          "The pattern is longer than " + PATTERN_LENGTH_MAX + " characters.",
          "Write a shorter one.");
    }
    try {
      Pattern.compile(text.text());
    } catch (PatternSyntaxException broken) {
      throw new Refused(
          place.offset(),
          "The pattern is not valid: " + broken.getDescription() + ".",
          "Correct it; \\ must be written \\\\.");
    }
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean takes(String symbol) {
    boolean taken = peek().is(symbol);
    next += taken ? 1 : 0;
    return taken;
  }

  private void expect(String symbol) throws Refused {
    if (!takes(symbol)) {
      throw refused(peek(), symbol);
    }
  }

  private static Refused refused(Token found, String expected) {
    if (found.kind() == Kind.UNREADABLE) {
      return ConditionTokens.unreadable(found);
    }
    String what = found.kind() == Kind.END ? "The condition ends" : "'" + found.text() + "' stands";
    return new Refused(
        found.offset(),
        what + " where " + expected + " should be.",
        "Write a condition such as season_id >= 42 and name starts_with 'La'.");
  }
}
