package dev.leat.connect.sentiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words of a text, as written and in small letters.
 *
 * <p>Words of one letter are left out. Punctuation on one side of a word is taken off where nothing
 * else about the word is punctuation, so that emoticons keep theirs.
 */
final class Tokens {
  private static final Set<String> REMOVABLE =
      Set.of(
          ".", "!", "?", ",", ";", ":", "-", "'", "\"", "!!", "!!!", "??", "???", "?!?", "!?!",
          "?!?!", "!?!?");

  private record Token(String written, String lower, Entry entry, boolean capital) {}

  /** Up to so many words it is quicker to look than to remember. */
  private static final int FEW = 64;

  private final List<Token> tokens = new ArrayList<>();
  private final Map<String, Integer> firsts = new HashMap<>();
  private final boolean capitalsStandOut;

  Tokens(String text, Lexicon lexicon) {
    int capitals = 0;
    for (int at = 0; at < text.length(); ) {
      int end = at;
      while (end < text.length() && !isSpace(text.charAt(end))) {
        end++;
      }
      if (text.codePointCount(at, end) > 1) {
        Token token = token(stripped(text.substring(at, end)), lexicon);
        tokens.add(token);
        capitals += token.capital() ? 1 : 0;
      }
      at = end + 1;
    }
    capitalsStandOut = capitals > 0 && capitals < tokens.size();
  }

  private static Token token(String word, Lexicon lexicon) {
    String lower = word.toLowerCase(Locale.ROOT);
    return new Token(word, lower, lexicon.entry(lower), isCapital(word, lower));
  }

  private static boolean isSpace(char letter) {
    return Character.isWhitespace(letter) || Character.isSpaceChar(letter) || letter == '\u0085';
  }

  private static String stripped(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && isPunctuation(word.charAt(from))) {
      from++;
    }
    while (to > from && isPunctuation(word.charAt(to - 1))) {
      to--;
    }
    if (from == 0 && to == word.length()) {
      return word;
    }
    boolean before = to == word.length() && REMOVABLE.contains(word.substring(0, from));
    boolean after = from == 0 && REMOVABLE.contains(word.substring(to));
    boolean plain = word.substring(from, to).chars().noneMatch(it -> isPunctuation((char) it));
    return (before || after) && plain && word.codePointCount(from, to) > 1
        ? word.substring(from, to)
        : word;
  }

  private static boolean isPunctuation(char letter) {
    return (letter > ' ' && letter < '0')
        || (letter > '9' && letter < 'A')
        || (letter > 'Z' && letter < 'a')
        || (letter > 'z' && letter < 0x7F);
  }

  private static boolean isCapital(String word, String lower) {
    return !word.equals(lower)
        && word.codePoints()
            .noneMatch(it -> Character.isLowerCase(it) || Character.isTitleCase(it));
  }

  int size() {
    return tokens.size();
  }

  /** Whether a word is this one, in small letters. */
  boolean is(int at, String word) {
    return tokens.get(at).lower().equals(word);
  }

  /** Whether a word is written like this. */
  boolean isWritten(int at, String word) {
    return tokens.get(at).written().equals(word);
  }

  Entry entry(int at) {
    return tokens.get(at).entry();
  }

  /** Whether a word shouts: it is in capitals, and not all words are. */
  boolean shouts(int at) {
    return capitalsStandOut && tokens.get(at).capital();
  }

  /** Words as written, joined by spaces; empty where one of them is part of no phrase. */
  String phrase(int from, int to) {
    if (to > size()) {
      return "";
    }
    for (int at = from; at < to; at++) {
      if (!entry(at).phrase()) {
        return "";
      }
    }
    return String.join(" ", tokens.subList(from, to).stream().map(Token::written).toList());
  }

  /** Where the word at this place is written first: the reference judges it there each time. */
  int first(int at) {
    String word = tokens.get(at).written();
    if (at > FEW) {
      return remembered(word);
    }
    int first = 0;
    while (!isWritten(first, word)) {
      first++;
    }
    return first;
  }

  private int remembered(String word) {
    if (firsts.isEmpty()) {
      for (int at = 0; at < size(); at++) {
        firsts.putIfAbsent(tokens.get(at).written(), at);
      }
    }
    return firsts.getOrDefault(word, 0);
  }

  /** Where a word stands first, -1 where it does not. */
  int indexOf(String word) {
    for (int at = 0; at < size(); at++) {
      if (is(at, word)) {
        return at;
      }
    }
    return -1;
  }
}
