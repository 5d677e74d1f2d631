package dev.leat.core.project;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the name that was probably meant. */
public final class Nearest {
  private record Candidate(String name, int distance) {}

  private Nearest() {}

  /** The known name nearest to a misspelled one, where one is near enough. */
  public static Optional<String> to(String misspelled, Collection<String> known) {
    String wanted = plain(misspelled);
    int reach = wanted.length() < 3 ? 0 : Math.max(1, wanted.length() / 3);
    return known.stream()
        .map(name -> new Candidate(name, distance(wanted, plain(name))))
        .filter(candidate -> candidate.distance() <= reach)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** A sentence for an error: what was meant, or all there is. */
  public static String suggest(String misspelled, Collection<String> known) {
    return to(misspelled, known)
        .map(name -> "Did you mean '" + name + "'?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "There is none to choose from."
                    : "Choose from: "
                        + known.stream().sorted().collect(Collectors.joining(", "))
                        + ".");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, cost, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] cost, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
