package dev.leat.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Option;
import dev.leat.api.SourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the manual's tables of options what the sources declare. */
final class SourcesPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("leat.home", ".."), "docs", "manual", "sources.md");

  static List<SourceType> types() {
    return ServiceLoader.load(SourceType.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  @ParameterizedTest
  @MethodSource("types")
  void showsTheOptionsOf(SourceType type) throws IOException {
    String marker = "<!-- options: " + type.name() + " -->\n\n";
    assertThat(Files.readString(PAGE)).contains(marker + table(type.options()));
  }

  private static String table(List<Option> options) {
    return options.stream()
        .map(SourcesPageTest::row)
        .collect(Collectors.joining("", "| option | value | default | |\n|---|---|---|---|\n", ""));
  }

  private static String row(Option option) {
    String kind = option.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String fallback = option.defaultValue();
    String given = fallback == null ? (option.required() ? "required" : "") : "`" + fallback + "`";
    return "| `"
        + option.name()
        + "` | "
        + kind
        + " | "
        + given
        + " | "
        + option.description()
        + " |\n";
  }
}
