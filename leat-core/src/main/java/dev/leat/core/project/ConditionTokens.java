package dev.leat.core.project;

import dev.leat.core.project.ConditionParser.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a condition into words. */
final class ConditionTokens {
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    /** A sign or a word of the language. */
    SYMBOL,
    /** Nothing that the language knows. */
    UNREADABLE,
    END
  }

  /**
   * @param offset characters before it
   */
  record Token(Kind kind, String text, int offset) {
    boolean is(String symbol) {
      return kind == Kind.SYMBOL && text.equals(symbol);
    }
  }

  private static final int LENGTH_MAX = 2_000;
  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "in", "starts_with", "contains", "matches");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+)|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<number>-?[0-9]{1,30}(?:\\.[0-9]{1,30})?)(?![A-Za-z0-9_.])"
              + "|(?<text>'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\")"
              + "|(?<symbol>==|!=|<=|>=|<|>|=|\\(|\\)|\\[|\\]|,)",
          Pattern.DOTALL);

  private ConditionTokens() {}

  static List<Token> of(String text) throws Refused {
    if (text.length() > LENGTH_MAX) {
      throw new Refused(
          LENGTH_MAX,
          "The condition is longer than " + LENGTH_MAX + " characters.",
          "Write a shorter one, or a list of maps.");
    }
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.region(at, text.length()).lookingAt()) {
        // What comes before it may be the better complaint.
        tokens.add(new Token(Kind.UNREADABLE, Character.toString(text.codePointAt(at)), at));
        break;
      }
      if (matcher.group("space") == null) {
        tokens.add(token(matcher, at));
      }
      at = matcher.end();
    }
    tokens.add(new Token(Kind.END, "", text.length()));
    return tokens;
  }

  private static Token token(Matcher matcher, int at) {
    String text = matcher.group();
    if (matcher.group("name") != null) {
      return new Token(WORDS.contains(text) ? Kind.SYMBOL : Kind.NAME, text, at);
    }
    if (matcher.group("number") != null) {
      return new Token(Kind.NUMBER, text, at);
    }
    if (matcher.group("text") != null) {
      String inner = text.substring(1, text.length() - 1);
      return new Token(Kind.TEXT, inner.replaceAll("(?s)\\\\(.)", "$1"), at);
    }
    return new Token(Kind.SYMBOL, text.equals("=") ? "==" : text, at);
  }

  static Refused unreadable(Token token) {
    String sign = token.text();
    if (sign.equals("'") || sign.equals("\"")) {
      return new Refused(
          token.offset(), "This text has no closing quote.", "Add " + sign + " at its end.");
    }
    return new Refused(
        token.offset(),
        "'" + sign + "' means nothing here.",
        "Write a condition such as season_id >= 42 and name starts_with 'La'.");
  }
}
