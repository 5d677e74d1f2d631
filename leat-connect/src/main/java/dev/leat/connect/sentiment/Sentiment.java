package dev.leat.connect.sentiment;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Scores texts by a lexicon and rules of grammar, as the VADER model does.
 *
 * <p>Each word of the lexicon has a valence. Words before it strengthen, dampen or turn it,
 * capitals among small letters strengthen it, {@code but} shifts the weight to what follows, and
 * exclamation and question marks strengthen the sum. The rules and their numbers are those of the
 * model's authors (C.J. Hutto and E.E. Gilbert, ICWSM 2014) as the Natural Language Toolkit has
 * them: its program is the reference, because scores must be comparable with those that others
 * computed. Thread-safe.
 */
public final class Sentiment {
  private static final double SHOUT = 0.733;
  private static final double TURN = -0.74;
  private static final double[] FADING = {1, 0.95, 0.9};
  private static final double NEVER_SO = 1.5;
  private static final double NEVER_SO_FAR = 1.25;
  private static final double BEFORE_BUT = 0.5;
  private static final double AFTER_BUT = 1.5;
  private static final double EXCLAMATION = 0.292;
  private static final int EXCLAMATIONS_MAX = 4;
  private static final double QUESTION = 0.18;
  private static final double QUESTIONS = 0.96;
  private static final double NORMAL = 15;

  private final Lexicon lexicon = Lexicon.load();

  /** Names lexicon and rules: texts scored under one version have the same scores. */
  public static String version() {
    return Lexicon.VERSION;
  }

  public Score score(String text) {
    var words = new Tokens(text, lexicon);
    double[] valences = new double[words.size()];
    for (int at = 0; at < valences.length; at++) {
      valences[at] = words.entry(at).rated() ? valence(words, words.first(at)) : 0;
    }
    weighAroundBut(words, valences);
    return valences.length == 0 ? Score.NONE : sum(valences, emphasis(text));
  }

  private static double valence(Tokens words, int at) {
    Entry entry = words.entry(at);
    boolean kindOf = words.is(at, "kind") && at + 1 < words.size() && words.is(at + 1, "of");
    if (entry.boosts() || kindOf) {
      return 0;
    }
    double valence = shouted(words, at, entry.valence());
    for (int back = 1; back <= FADING.length && back <= at; back++) {
      if (!words.entry(at - back).rated()) {
        valence += FADING[back - 1] * boost(words, at - back, valence);
        valence = turned(words, at, back, valence);
        valence = back == FADING.length ? idiom(words, at, valence) : valence;
      }
    }
    return least(words, at, valence);
  }

  private static double shouted(Tokens words, int at, double valence) {
    return words.shouts(at) ? valence + (valence > 0 ? SHOUT : -SHOUT) : valence;
  }

  private static double boost(Tokens words, int at, double valence) {
    Entry entry = words.entry(at);
    if (!entry.boosts()) {
      return 0;
    }
    double boost = valence < 0 ? -entry.boost() : entry.boost();
    return words.shouts(at) ? boost + (valence > 0 ? SHOUT : -SHOUT) : boost;
  }

  /** What a negation so many words before does. */
  private static double turned(Tokens words, int at, int back, double valence) {
    boolean never = words.isWritten(at - back, "never");
    boolean emphatic = back > 1 && isSoOrThis(words, at - 1);
    if (back == 2 && never && emphatic) {
      return valence * NEVER_SO;
    }
    // The reference takes a so or this right before the word for emphasis also without a never.
    if (back == 3 && (emphatic || (never && isSoOrThis(words, at - 2)))) {
      return valence * NEVER_SO_FAR;
    }
    return words.entry(at - back).negates() ? valence * TURN : valence;
  }

  private static boolean isSoOrThis(Tokens words, int at) {
    return words.isWritten(at, "so") || words.isWritten(at, "this");
  }

  /** Phrases around a word, and damping phrases before it; at least three words precede it. */
  private static double idiom(Tokens words, int at, double valence) {
    double result = valence;
    int[][] before = {
      {at - 1, at + 1}, {at - 2, at + 1}, {at - 2, at}, {at - 3, at}, {at - 3, at - 1}
    };
    for (int[] span : before) {
      double idiom = Lexicon.idiom(words.phrase(span[0], span[1]));
      if (!Double.isNaN(idiom)) {
        result = idiom;
        break;
      }
    }
    for (int end = at + 2; end <= at + 3; end++) {
      double idiom = Lexicon.idiom(words.phrase(at, end));
      result = Double.isNaN(idiom) ? result : idiom;
    }
    double nearer = Lexicon.damping(words.phrase(at - 2, at));
    return result + (nearer != 0 ? nearer : Lexicon.damping(words.phrase(at - 3, at - 1)));
  }

  private static double least(Tokens words, int at, double valence) {
    if (at == 0 || !words.is(at - 1, "least") || words.entry(at - 1).rated()) {
      return valence;
    }
    boolean atLeast = at > 1 && (words.is(at - 2, "at") || words.is(at - 2, "very"));
    return atLeast ? valence : valence * TURN;
  }

  /** What stands before {@code but} counts half, what stands after it more. */
  private static void weighAroundBut(Tokens words, double[] valences) {
    int but = words.indexOf("but");
    for (int at = 0; but >= 0 && at < valences.length; at++) {
      valences[at] *= at < but ? BEFORE_BUT : at > but ? AFTER_BUT : 1;
    }
  }

  private static double emphasis(String text) {
    int exclamations = 0;
    int questions = 0;
    for (int at = 0; at < text.length(); at++) {
      exclamations += text.charAt(at) == '!' ? 1 : 0;
      questions += text.charAt(at) == '?' ? 1 : 0;
    }
    double asked = questions > 3 ? QUESTIONS : questions > 1 ? questions * QUESTION : 0;
    return Math.min(exclamations, EXCLAMATIONS_MAX) * EXCLAMATION + asked;
  }

  private static Score sum(double[] valences, double emphasis) {
    double all = 0;
    double positive = 0;
    double negative = 0;
    int neutral = 0;
    for (double valence : valences) {
      all += valence;
      positive += valence > 0 ? valence + 1 : 0;
      negative += valence < 0 ? 1 - valence : 0;
      neutral += valence == 0 ? 1 : 0;
    }
    all += all > 0 ? emphasis : all < 0 ? -emphasis : 0;
    if (positive > negative) {
      positive += emphasis;
    } else if (positive < negative) {
      negative += emphasis;
    }
    double total = positive + negative + neutral;
    double compound = Math.clamp(all / Math.sqrt(all * all + NORMAL), -1, 1);
    return new Score(
        rounded(compound, 4),
        rounded(negative / total, 3),
        rounded(neutral / total, 3),
        rounded(positive / total, 3));
  }

  private static double rounded(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
  }
}
