package dev.leat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/errors.md what the enums of error codes say.
 *
 * <p>{@code mvn test -pl leat-cli -am -Dtest=ErrorsPageTest -Dleat.write.docs=true} writes it anew.
 */
final class ErrorsPageTest {
  private static final Path HOME = Path.of(System.getProperty("leat.home", ".."));
  private static final Path PAGE = HOME.resolve("docs/errors.md");
  private static final Pattern CODES =
      Pattern.compile(
          "package ([\\w.]+);.*?enum (\\w+) implements ErrorCode \\{(.*?);\n", Pattern.DOTALL);
  private static final Pattern MEANING =
      Pattern.compile("/\\*\\*(.*?)\\*/\\s*(\\w+)", Pattern.DOTALL);

  private record Line(ErrorCode code, String where, String meaning) {
    String row() {
      return "| `%s` | %s | %d | %s | %s |%n"
          .formatted(
              code.name(),
              code.blame().name().toLowerCase(Locale.ROOT),
              code.blame().exitCode(),
              where,
              meaning)
          .replace("\r", "");
    }
  }

  @Test
  void thePageListsEveryCode() throws Exception {
    String page = page(lines());
    if (Boolean.getBoolean("leat.write.docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).content().isEqualTo(page);
  }

  @Test
  void everyCodeHasAMeaning() throws Exception {
    assertThat(lines())
        .allSatisfy(line -> assertThat(line.meaning()).as(line.code().name()).isNotEmpty());
  }

  @Test
  void noCodeMeansTwoThings() throws Exception {
    assertThat(lines()).extracting(line -> line.code().name()).doesNotHaveDuplicates();
  }

  private static List<Line> lines() throws IOException, ClassNotFoundException {
    var lines = new ArrayList<Line>();
    for (Path source : sources()) {
      Matcher codes = CODES.matcher(Files.readString(source));
      if (codes.find()) {
        lines.addAll(lines(codes.group(1), codes.group(2), codes.group(3)));
      }
    }
    lines.sort(Comparator.comparing(line -> line.code().name()));
    return lines;
  }

  private static List<Path> sources() throws IOException {
    var sources = new ArrayList<Path>();
    try (Stream<Path> modules = Files.list(HOME)) {
      for (Path module : modules.filter(ErrorsPageTest::isShipped).toList()) {
        sources.addAll(sources(module.resolve("src/main/java")));
      }
    }
    return sources;
  }

  private static boolean isShipped(Path module) {
    return Files.isDirectory(module.resolve("src/main/java"))
        && !module.endsWith("leat-testkit")
        && !module.endsWith("leat-bench");
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith("Error.java")).toList();
    }
  }

  private static List<Line> lines(String where, String type, String constants)
      throws ClassNotFoundException {
    var lines = new ArrayList<Line>();
    for (Object constant : Class.forName(where + "." + type).getEnumConstants()) {
      ErrorCode code = (ErrorCode) constant;
      lines.add(
          new Line(
              code, where.replaceFirst("^dev\\.leat\\.", ""), meaning(constants, code.name())));
    }
    return lines;
  }

  private static String meaning(String constants, String name) {
    Matcher meanings = MEANING.matcher(constants);
    while (meanings.find()) {
      if (meanings.group(2).equals(name)) {
        String text = meanings.group(1).replaceAll("\\s*\n\\s*\\*?\\s*", " ").strip();
        return text.replaceAll("\\{@\\w+ ([^}]*)}", "`$1`");
      }
    }
    return "";
  }

  private static String page(List<Line> lines) {
    return """
    # Errors

    Every error has a code that never changes, says whose move it is, and names a remedy. A command
    ends with the exit code of the first failure, or with 1 where something landed all the same.

    | code | whose move | exit | where | meaning |
    |---|---|---|---|---|
    """
        + lines.stream().map(Line::row).collect(Collectors.joining());
  }
}
