package dev.leat.cli;

import java.util.Locale;

/** Words of the command line for constants. */
final class Choice {
  private Choice() {}

  /** {@code NOT_READY} is written {@code not-ready}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
