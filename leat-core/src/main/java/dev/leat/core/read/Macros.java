package dev.leat.core.read;

import dev.leat.api.Macro;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The functions that Leat adds to SQL, each as SQL itself.
 *
 * <p>A family is a file beside this class, and a word in {@code FAMILIES}. A macro may use those
 * above it. A destination gets those that the project's models use, see {@link #usedBy}.
 */
public final class Macros {
  private static final List<String> FAMILIES = List.of("indicators", "words");

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");
  private static final Pattern MACRO =
      Pattern.compile("create macro (\\w+)\\(([^)]*)\\) as\\s+(.*?);\\s*(?:\\n|$)", Pattern.DOTALL);

  private static final List<Macro> ALL = FAMILIES.stream().flatMap(Macros::family).toList();

  private Macros() {}

  private static Stream<Macro> family(String name) {
    try (InputStream in = Macros.class.getResourceAsStream(name + ".sql")) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      String text = COMMENT.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("");
      return MACRO.matcher(text).results().map(Macros::macro).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Macro macro(MatchResult found) {
    List<String> parameters = List.of(found.group(2).split("\\s*,\\s*", -1));
    return new Macro(found.group(1), parameters, found.group(3));
  }

  /** Every one, in an order in which they can be made. */
  public static List<Macro> all() {
    return ALL;
  }

  /** Makes those of these names, and those that they use, for the SQL of one workbench. */
  static void define(Workbench workbench, Set<String> functions) {
    usedBy(functions).forEach(macro -> workbench.execute("CREATE OR REPLACE TEMP " + macro.sql()));
  }

  /**
   * Those of these names, and those that they use, in an order in which they can be made.
   *
   * @param functions in lower case; others than macros of Leat among them are left out
   */
  public static List<Macro> usedBy(Set<String> functions) {
    var used = new ArrayList<Macro>();
    for (Macro macro : ALL.reversed()) {
      boolean wanted =
          functions.contains(macro.name()) || used.stream().anyMatch(other -> uses(other, macro));
      if (wanted) {
        used.addFirst(macro);
      }
    }
    return used;
  }

  private static boolean uses(Macro one, Macro other) {
    return Pattern.compile("\\b" + other.name() + "\\(").matcher(one.body()).find();
  }
}
