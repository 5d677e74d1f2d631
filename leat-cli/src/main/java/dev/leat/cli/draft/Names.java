package dev.leat.cli.draft;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names for sources and feeds, out of addresses. */
final class Names {
  private static final Set<String> OF_NO_ONE =
      Set.of(
          "www", "api", "apis", "rest", "data", "gateway", "com", "org", "net", "io", "co", "dev",
          "app", "public", "staging", "sandbox");

  private Names() {}

  /** {@code api.football-data.org} is football-data. */
  static String ofHost(String host) {
    if (host.matches("[0-9.:\\[\\]]*|localhost")) {
      return "api";
    }
    List<String> labels = List.of(host.split("\\.", -1));
    String best =
        labels.subList(0, Math.max(1, labels.size() - 1)).stream()
            .filter(label -> !OF_NO_ONE.contains(label))
            .reduce("", (one, next) -> next);
    return word(best.isEmpty() ? host : best, "api");
  }

  /** The last word of a path that is neither a number nor a placeholder. */
  static String ofPath(String path) {
    String name = "records";
    for (String segment : path.split("/", -1)) {
      String bare = segment.replaceFirst("\\.(json|csv|jsonl|xml)$", "");
      if (bare.matches("[A-Za-z][A-Za-z0-9_.~-]*") && !isVersion(bare)) {
        name = bare;
      }
    }
    return word(name, "records");
  }

  static boolean isVersion(String segment) {
    return segment.matches("v[0-9]+(\\.[0-9]+)*|api|rest");
  }

  /** Lower case, with dashes; letters first. */
  static String word(String text, String otherwise) {
    String word =
        text.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]+", "_")
            .replaceAll("^[^a-z]+|[_-]+$", "");
    return word.isEmpty() ? otherwise : word;
  }
}
