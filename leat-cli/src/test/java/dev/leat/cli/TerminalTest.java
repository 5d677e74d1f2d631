package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  private static final Terminal.Abilities PERSON =
      new Terminal.Abilities(true, true, true, true, 80);

  @Test
  void asksAPerson() throws IOException {
    var captured = CapturedTerminal.of("Yes\nno\n\n", PERSON);
    assertThat(captured.terminal().consents("Delete 3 datasets?")).contains(true);
    assertThat(captured.terminal().consents("Really?")).contains(false);
    assertThat(captured.terminal().consents("Really?")).contains(false);
    assertThat(captured.terminal().consents("Really?")).contains(false);
    assertThat(captured.err()).startsWith("Delete 3 datasets? [y/N] Really? [y/N] ");
  }

  @Test
  void asksNobodyWhereNobodyIs() throws IOException {
    assertThat(CapturedTerminal.plain().terminal().consents("Delete?")).isEmpty();
  }

  @Test
  void coloursOnlyForPeople() {
    assertThat(CapturedTerminal.of("", PERSON).terminal().paint().strong("x"))
        .isEqualTo("\u001b[1mx\u001b[0m");
    assertThat(CapturedTerminal.plain().terminal().paint().strong("x")).isEqualTo("x");
  }

  @Test
  void tellsAReaderThatLeftFromADiskThatIsFull() {
    assertThat(broken("Broken pipe").readerLeft()).isTrue();
    assertThat(broken("No space left on device").readerLeft()).isFalse();
  }

  private static WatchedStream.Broken broken(String reason) {
    var out =
        new OutputStream() {
          @Override
          public void write(int each) throws IOException {
            throw new IOException(reason);
          }
        };
    var terminal =
        new Terminal(
            new ByteArrayInputStream("".getBytes(UTF_8)),
            out,
            new ByteArrayOutputStream(),
            Terminal.Abilities.NONE);
    terminal.out().println("result");
    var caught = new WatchedStream.Broken[1];
    assertThatThrownBy(terminal::flush)
        .isInstanceOfSatisfying(WatchedStream.Broken.class, it -> caught[0] = it);
    return caught[0];
  }
}
