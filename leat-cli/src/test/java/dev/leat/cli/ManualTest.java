package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The manual's reference of commands is what they say themselves. */
final class ManualTest {
  private static final String REFERENCE = "\n## All commands\n\n";

  private final Path page =
      Path.of(System.getProperty("leat.home", "..")).resolve("docs/manual/command-line.md");

  /** {@code -Dleat.manual=write} brings the page up to date. */
  @Test
  void theReferenceIsUpToDate() throws IOException {
    String text = Files.readString(page, UTF_8);
    String head = text.substring(0, text.indexOf(REFERENCE) + REFERENCE.length());
    String wanted = head + reference();
    if ("write".equals(System.getProperty("leat.manual"))) {
      Files.writeString(page, wanted, UTF_8);
    }
    assertThat(page).content(UTF_8).isEqualTo(wanted);
  }

  private static String reference() {
    var reference = new StringBuilder();
    for (Commands.Entry entry : Commands.all()) {
      reference
          .append("### leat ")
          .append(entry.name())
          .append("\n\n```\n")
          .append(Help.page(entry.command(), Paint.PLAIN, 100))
          .append("```\n\n");
    }
    return reference.toString().stripTrailing() + "\n";
  }
}
