package dev.leat.core.read;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes column and table names of field names: the same one for the same field, always. */
final class Names {
  static final String SEPARATOR = "__";

  private static final int BYTES_MAX = 63;
  private static final int HASH_DIGITS = 8;

  /** What every table of PostgreSQL has, hidden, so that no column can be called so. */
  private static final Set<String> SYSTEM =
      Set.of("xmin", "xmax", "cmin", "cmax", "ctid", "tableoid");

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern WORD_END = Pattern.compile("(\\p{Ll})(\\p{Lu})");
  private static final Pattern ACRONYM_END = Pattern.compile("(\\p{Lu})(\\p{Lu}\\p{Ll})");
  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern OUTER = Pattern.compile("^_+|_+$");
  private static final Map<String, String> WORDS =
      Map.of("%", "_pct_", "+", "_plus_", "#", "_number_", "&", "_and_", "@", "_at_");

  private Names() {}

  /** Snake case of one field name: {@code homeTeam} and {@code FG%} are home_team and fg_pct. */
  static String normal(String field) {
    String text = MARKS.matcher(Normalizer.normalize(field, Normalizer.Form.NFKD)).replaceAll("");
    text = WORD_END.matcher(text).replaceAll("$1_$2");
    text = ACRONYM_END.matcher(text).replaceAll("$1_$2");
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    text = OTHERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("_");
    text = Normalizer.normalize(OUTER.matcher(text).replaceAll(""), Normalizer.Form.NFC);
    boolean hidden = field.startsWith("_") && !text.startsWith("leat_");
    boolean letter = !text.isEmpty() && Character.isLetter(text.codePointAt(0));
    return hidden || !letter ? "_" + text : text;
  }

  /** A name below another one, such as {@code pass__length}. */
  static String below(String parent, String name) {
    return parent.isEmpty() ? name : parent + SEPARATOR + name;
  }

  /**
   * A name that every destination takes: at most 63 bytes, where a longer one keeps its beginning
   * and ends in a hash of all of it; and none that a system has for columns of its own.
   */
  static String fitting(String name) {
    if (SYSTEM.contains(name)) {
      return name + "_";
    }
    if (name.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX) {
      return name;
    }
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length
        > BYTES_MAX - HASH_DIGITS - 1) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end) + "_" + hash(name);
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
