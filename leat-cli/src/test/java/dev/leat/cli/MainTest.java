package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MainTest {
  private final CapturedTerminal captured = CapturedTerminal.plain();

  @Test
  void printsItsVersion() {
    assertThat(run("version")).isZero();
    assertThat(captured.out()).matches("leat \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    assertThat(captured.err()).isEmpty();
  }

  @Test
  void refusesAnUnknownCommand() {
    assertThat(run("vresion")).isEqualTo(2);
    assertThat(captured.err())
        .isEqualTo("error USAGE: 'vresion' is no command.\n  fix: Did you mean 'leat version'?\n");
  }

  @Test
  void everyCommandTeaches() {
    for (String command : Commands.names()) {
      var page = CapturedTerminal.plain();
      assertThat(run(page, command, "--help")).as(command).isZero();
      assertThat(page.out())
          .as(command)
          .contains("Usage: leat " + command)
          .contains("Examples:\n  ")
          .doesNotContain("%");
    }
  }

  @Test
  void namesAnOptionThatLacksItsValue() {
    assertThat(run("init", "--template")).isEqualTo(2);
    assertThat(captured.err())
        .isEqualTo("error USAGE: --template needs a value.\n  fix: See: leat init --help\n");
  }

  private int run(String... args) {
    return run(captured, args);
  }

  private static int run(CapturedTerminal terminal, String... args) {
    return new Main(terminal.terminal(), Clock.systemUTC(), Map.of()).run(List.of(args));
  }
}
