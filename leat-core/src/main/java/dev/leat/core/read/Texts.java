package dev.leat.core.read;

import org.jspecify.annotations.Nullable;

/** Tells texts that every database holds from those that none does. */
final class Texts {
  private Texts() {}

  /** The text itself. */
  static String wellFormed(String text, @Nullable String column) throws Misfit {
    int i = 0;
    while (i < text.length()) {
      int code = text.codePointAt(i);
      if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
        String shown = text.replaceAll("[\\ud800-\\udfff]", "\uFFFD");
        throw new Misfit(column, shown, "half a character: a lone surrogate");
      }
      i += Character.charCount(code);
    }
    return text;
  }
}
