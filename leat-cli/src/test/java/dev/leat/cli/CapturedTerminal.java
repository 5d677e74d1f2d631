package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/** Streams that a test can look into. */
final class CapturedTerminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal;

  private CapturedTerminal(String typed, Terminal.Abilities abilities) {
    terminal = new Terminal(new ByteArrayInputStream(typed.getBytes(UTF_8)), out, err, abilities);
  }

  /** Files or pipes. */
  static CapturedTerminal plain() {
    return new CapturedTerminal("", Terminal.Abilities.NONE);
  }

  static CapturedTerminal of(String typed, Terminal.Abilities abilities) {
    return new CapturedTerminal(typed, abilities);
  }

  Terminal terminal() {
    return terminal;
  }

  String out() {
    terminal.flush();
    return out.toString(UTF_8);
  }

  String err() {
    return err.toString(UTF_8);
  }
}
