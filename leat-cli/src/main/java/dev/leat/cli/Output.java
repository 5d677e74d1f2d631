package dev.leat.cli;

import java.util.Locale;

/** How results are written. */
enum Output {
  /** Aligned columns, for people. */
  TABLE,
  /** RFC 4180 with a head line. */
  CSV,
  /** One object per line. */
  JSON;

  /** As it is written behind {@code --output}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
