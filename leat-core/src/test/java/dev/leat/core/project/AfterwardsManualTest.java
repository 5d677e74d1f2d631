package dev.leat.core.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages on what follows a load say what is true: examples are checked, tables declared. */
final class AfterwardsManualTest {
  private static final Path MANUAL =
      Path.of(Objects.requireNonNull(System.getProperty("leat.home")), "docs/manual");

  @ParameterizedTest
  @CsvSource({"reports.md, reports.yaml", "secrets.md, stores.yaml", "notices.md, notices.yaml"})
  void examplesAreFilesThatHaveNoMistakeOfForm(String page, String example) throws IOException {
    String text;
    try (var bytes = getClass().getResourceAsStream("manual/" + example)) {
      text = new String(Objects.requireNonNull(bytes).readAllBytes(), UTF_8);
    }
    Matcher shown =
        Pattern.compile("<!-- example: " + example + " -->\n```yaml\n(.*?)```\n", Pattern.DOTALL)
            .matcher(Files.readString(MANUAL.resolve(page)));
    assertThat(shown.find()).isTrue();
    assertThat(shown.group(1)).isEqualTo(text);
  }

  @Test
  void tablesOfKeysAreWhatIsRead() throws IOException {
    assertThat(Files.readString(MANUAL.resolve("reports.md")))
        .contains(ManualTest.table(AfterwardsShape.model()))
        .contains(ManualTest.table(AfterwardsShape.command()));
    assertThat(Files.readString(MANUAL.resolve("notices.md")))
        .contains(ManualTest.table(AfterwardsShape.notice()));
  }
}
