package dev.leat.connect.sentiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Words and phrases with their valence, and the words that change the valence of others.
 *
 * <p>Valences and word lists are those of the VADER model as the Natural Language Toolkit has it,
 * which is what most recorded scores were made with; see LICENSE-vader.txt.
 */
final class Lexicon {
  /** Changes whenever a text may get another score. */
  static final String VERSION = "vader-2014/1";

  private static final double BOOST = 0.293;

  private static final List<String> INTENSIFIERS =
      words(
          """
          absolutely amazingly awfully completely considerably decidedly deeply effing enormously
          entirely especially exceptionally extremely fabulously flipping flippin fricking frickin
          frigging friggin fully fucking greatly hella highly hugely incredibly intensely majorly
          more most particularly purely quite really remarkably so substantially thoroughly totally
          tremendously uber unbelievably unusually utterly very
          """);

  private static final List<String> DAMPERS =
      words(
          """
          almost barely hardly kinda kindof kind-of less little marginally occasionally partly
          scarcely slightly somewhat sorta sortof sort-of
          """);

  private static final Set<String> DAMPING_PHRASES = Set.of("just enough", "kind of", "sort of");

  private static final List<String> NEGATIONS =
      words(
          """
          aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt
          mustnt neither neednt never none nope nor not nothing nowhere oughtnt shant shouldnt uhuh
          uh-uh wasnt werent without wont wouldnt rarely seldom despite
          """);

  private static final Map<String, Double> IDIOMS =
      Map.of(
          "the shit", 3.0,
          "the bomb", 3.0,
          "bad ass", 1.5,
          "yeah right", -2.0,
          "cut the mustard", 2.0,
          "kiss of death", -1.5,
          "hand to mouth", -2.0);

  private final Map<String, Entry> entries = new HashMap<>();

  private Lexicon() {
    INTENSIFIERS.forEach(word -> change(word, entry -> entry.withBoost(BOOST)));
    DAMPERS.forEach(word -> change(word, entry -> entry.withBoost(-BOOST)));
    NEGATIONS.forEach(word -> change(word, Entry::negating));
    DAMPING_PHRASES.forEach(this::rememberWords);
    IDIOMS.keySet().forEach(this::rememberWords);
  }

  static Lexicon load() {
    var lexicon = new Lexicon();
    InputStream file = Objects.requireNonNull(Lexicon.class.getResourceAsStream("vader.tsv"));
    try (var lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.lastIndexOf('\t');
        double valence = Double.parseDouble(line.substring(tab + 1));
        lexicon.change(line.substring(0, tab), entry -> entry.withValence(valence));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lexicon;
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  private void change(String word, UnaryOperator<Entry> change) {
    entries.put(word, change.apply(entries.getOrDefault(word, Entry.NONE)));
  }

  private void rememberWords(String phrase) {
    words(phrase).forEach(word -> change(word, Entry::inPhrase));
  }

  Entry entry(String lowerCase) {
    Entry known = entries.getOrDefault(lowerCase, Entry.NONE);
    return !known.negates() && lowerCase.contains("n't") ? known.negating() : known;
  }

  /** The valence of a phrase as a whole; NaN where it has none. */
  static double idiom(String phrase) {
    return IDIOMS.getOrDefault(phrase, Double.NaN);
  }

  /** What a damping phrase takes from the valence of the word after it. */
  static double damping(String phrase) {
    return DAMPING_PHRASES.contains(phrase) ? -BOOST : 0;
  }
}
