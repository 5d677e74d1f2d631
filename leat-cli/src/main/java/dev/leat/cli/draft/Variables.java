package dev.leat.cli.draft;

import dev.leat.api.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Moves secrets out of leat.yaml: each becomes a variable of the environment. */
final class Variables {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(passw|pwd|secret|token|credential|signature|session|cookie|api[-_]?key|app[-_]?key"
              + "|access[-_]?key|[-_]key|auth(?!or)).*|key|sig");

  private final String source;
  private final Map<String, Secret> values = new LinkedHashMap<>();

  Variables(String source) {
    this.source = source.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** Whether the name of a header or a parameter says that its value is secret. */
  static boolean isSecret(String name) {
    return SECRET.matcher(name).matches();
  }

  /** A reference to a variable that holds the value. */
  String keep(String what, String value) {
    String name = source + "_" + what;
    for (int number = 2; differs(name, value); number++) {
      name = source + "_" + what + "_" + number;
    }
    values.put(name, Secret.of(value));
    return "${env:" + name + "}";
  }

  private boolean differs(String name, String value) {
    Secret there = values.get(name);
    return there != null && !there.reveal().equals(value);
  }

  /** What a variable is called that holds the value of such a header or parameter. */
  static String kind(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("token")
        ? "TOKEN"
        : lower.contains("passw")
            ? "PASSWORD"
            : lower.contains("cookie") ? "COOKIE" : lower.contains("key") ? "KEY" : "SECRET";
  }

  /** A reference to a variable that the user has to fill in, named like what it is sent as. */
  String blank(String name) {
    String what =
        name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^X_|^_|_$", "");
    boolean speaks = what.matches(".*(TOKEN|KEY|SECRET|PASS|COOKIE|AUTH|USER|CLIENT_ID).*");
    return keep(speaks ? what : what + "_KEY", "");
  }

  Map<String, Secret> values() {
    return values;
  }
}
