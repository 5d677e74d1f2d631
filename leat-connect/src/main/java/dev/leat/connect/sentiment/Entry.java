package dev.leat.connect.sentiment;

/**
 * What the lexicon knows of a lower-case word.
 *
 * @param rated whether the word has a valence of its own
 * @param boost what the word adds to, or takes from, the valence of the words after it
 * @param phrase whether the word is part of a phrase that means something else than its words
 */
record Entry(boolean rated, double valence, double boost, boolean negates, boolean phrase) {
  static final Entry NONE = new Entry(false, 0, 0, false, false);

  Entry withValence(double value) {
    return new Entry(true, value, boost, negates, phrase);
  }

  Entry withBoost(double value) {
    return new Entry(rated, valence, value, negates, phrase);
  }

  Entry negating() {
    return new Entry(rated, valence, boost, true, phrase);
  }

  Entry inPhrase() {
    return new Entry(rated, valence, boost, negates, true);
  }

  boolean boosts() {
    return boost != 0;
  }
}
