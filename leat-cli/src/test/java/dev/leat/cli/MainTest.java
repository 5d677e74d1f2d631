package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsItsVersion() {
    assertThat(run("version")).isZero();
    assertThat(out.toString(UTF_8)).matches("leat \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void refusesAnUnknownCommand() {
    assertThat(run("vresion")).isEqualTo(2);
  }

  private int run(String... args) {
    return Main.run(
        List.of(args), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
