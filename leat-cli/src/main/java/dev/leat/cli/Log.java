package dev.leat.cli;

import dev.leat.api.LeatException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;

/** Writes log lines such as {@code 2026-11-21 09:12:33 [INFO] Nothing to do.}; thread-safe. */
final class Log {
  /** How much is said. */
  enum Detail {
    USUAL,
    /** Every step. */
    DEBUG,
    /** Warnings and errors only: somebody else tells the rest. */
    QUIET
  }

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final PrintStream to;
  private final Paint paint;
  private final Clock clock;
  private final Detail detail;
  private final DateTimeFormatter time;

  Log(Terminal terminal, Clock clock, Detail detail) {
    this.to = terminal.err();
    this.paint = terminal.errPaint();
    this.clock = clock;
    this.detail = detail;
    this.time = terminal.errIsTerminal() ? TIME : DAY_AND_TIME;
  }

  /** The text is made only where it is shown. */
  void debug(Supplier<String> text) {
    if (detail == Detail.DEBUG) {
      line(paint.faint("[DEBUG]"), text.get());
    }
  }

  void info(String text) {
    if (detail != Detail.QUIET) {
      line("[INFO]", text);
    }
  }

  void warn(String text) {
    line(paint.doubtful("[WARN]"), text);
  }

  void error(LeatException error) {
    line(paint.bad("[ERROR]"), error.code().name() + ": " + error.problem());
  }

  private void line(String level, String text) {
    to.println(time.format(LocalDateTime.now(clock)) + " " + level + " " + text);
  }
}
