package dev.leat.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Option;
import dev.leat.api.SourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the tables of options in the manual's pages on web APIs what the source declares. */
final class RestPageTest {
  private static final Path MANUAL =
      Path.of(System.getProperty("leat.home", ".."), "docs", "manual");

  private static Path page(String section) {
    return MANUAL.resolve(
        switch (section) {
          case "page" -> "rest-pages.md";
          case "auth" -> "rest-auth.md";
          default -> "rest.md";
        });
  }

  /** {@code -Dleat.write.docs=true} brings the page up to date. */
  @ParameterizedTest
  @ValueSource(strings = {"source", "feeds", "page", "auth", "cursor", "window", "each", "job"})
  void showsTheOptionsOf(String section) throws IOException {
    shows(page(section), RestOptions.ALL, section);
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "feeds", "table", "select", "json", "ready"})
  void showsTheOptionsOfPages(String section) throws IOException {
    List<Option> all =
        ServiceLoader.load(SourceType.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(type -> type.name().equals("web"))
            .findFirst()
            .orElseThrow()
            .options();
    shows(MANUAL.resolve("web.md"), all, section);
  }

  private static void shows(Path page, List<Option> all, String section) throws IOException {
    String marker = "<!-- options: " + section + " -->\n\n";
    String table = table(options(all, section));
    String text = Files.readString(page);
    if (Boolean.getBoolean("leat.write.docs")) {
      String old = marker + "(?:\\|.*\n)*\n?";
      text = text.replaceFirst(old, Matcher.quoteReplacement(marker + table + "\n"));
      Files.writeString(page, text);
    }
    assertThat(text).contains(marker + table + "\n");
  }

  private static List<Option> options(List<Option> source, String section) {
    return section.equals("source")
        ? source
        : all(source)
            .filter(option -> option.name().equals(section) && !option.inside().isEmpty())
            .findFirst()
            .orElseThrow()
            .inside();
  }

  private static Stream<Option> all(List<Option> options) {
    return options.stream().flatMap(it -> Stream.concat(Stream.of(it), all(it.inside())));
  }

  private static String table(List<Option> options) {
    return options.stream()
        .map(RestPageTest::row)
        .collect(Collectors.joining("", "| option | value | default | |\n|---|---|---|---|\n", ""));
  }

  private static String row(Option option) {
    String kind =
        option.choices().isEmpty()
            ? option.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            : String.join(", ", option.choices());
    String fallback = option.defaultValue();
    String given = fallback == null ? (option.required() ? "required" : "") : "`" + fallback + "`";
    return "| `%s` | %s | %s | %s |\n".formatted(option.name(), kind, given, option.description());
  }
}
