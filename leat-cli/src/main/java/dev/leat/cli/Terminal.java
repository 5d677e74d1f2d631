package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a command reads and writes: results to {@link #out}, all that is said meanwhile to {@link
 * #err}.
 */
final class Terminal {
  /**
   * Which of the three streams end at a person, and whether colours are welcome.
   *
   * @param columns of the terminal, 0 where they must be measured
   */
  record Abilities(boolean in, boolean out, boolean err, boolean colour, int columns) {
    static final Abilities NONE = new Abilities(false, false, false, false, 0);
  }

  private static final int WIDTH = 80;

  private final InputStream in;
  private final WatchedStream results;
  private final PrintStream out;
  private final PrintStream err;
  private final Abilities abilities;
  private int width;

  Terminal(InputStream in, OutputStream out, OutputStream err, Abilities abilities) {
    this.in = in;
    this.results = new WatchedStream(out);
    this.out = new PrintStream(results, false, UTF_8);
    this.err = new PrintStream(err, true, UTF_8);
    this.abilities = abilities;
    this.width = abilities.columns();
  }

  /** The streams of this process, always in UTF-8. */
  static Terminal ofProcess(Map<String, String> environment) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty() && !dumb;
    boolean out = isTerminal(1);
    boolean err = isTerminal(2);
    return new Terminal(
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        new Abilities(isTerminal(0), out, err && !dumb, colour, columns(environment)));
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : 0;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  boolean outIsTerminal() {
    return abilities.out();
  }

  boolean errIsTerminal() {
    return abilities.err();
  }

  /** How results may be coloured. */
  Paint paint() {
    return abilities.out() && abilities.colour() ? Paint.COLOURED : Paint.PLAIN;
  }

  /** How logs and errors may be coloured. */
  Paint errPaint() {
    return abilities.err() && abilities.colour() ? Paint.COLOURED : Paint.PLAIN;
  }

  /** Columns of the terminal; without one, lines may be as long as they like. */
  int width() {
    return abilities.out() ? measured() : Integer.MAX_VALUE;
  }

  /** Columns for what is written beside results. */
  int errWidth() {
    return abilities.err() ? measured() : Integer.MAX_VALUE;
  }

  /** What is handed over on standard input, as far as it is no longer than this. */
  byte[] input(int bytesMax) throws IOException {
    return in.readNBytes(bytesMax);
  }

  /** Asks a person for consent; empty where no person is there to be asked. */
  Optional<Boolean> consents(String question) throws IOException {
    if (!abilities.in()) {
      return Optional.empty();
    }
    err.print(question + " [y/N] ");
    err.flush();
    var answer = new StringBuilder();
    for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
      answer.append((char) each);
    }
    return Optional.of(answer.toString().strip().toLowerCase(Locale.ROOT).matches("y|yes"));
  }

  /**
   * Hands on what was written so far.
   *
   * @throws WatchedStream.Broken where nobody takes it
   */
  void flush() {
    out.flush();
    results.check();
  }

  private synchronized int measured() {
    if (width == 0) {
      width = measure();
    }
    return width;
  }

  /** Asks the terminal; a process is started for that, so only where width matters. */
  private static int measure() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return WIDTH;
      }
      String size = new String(stty.getInputStream().readAllBytes(), UTF_8).strip();
      int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
      return columns > 0 ? columns : WIDTH;
    } catch (IOException | NumberFormatException unknown) {
      return WIDTH;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return WIDTH;
    }
  }

  /** Linux tells where each stream leads; elsewhere the JDK knows of input and output together. */
  private static boolean isTerminal(int stream) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException elsewhere) {
      return !Files.exists(Path.of("/proc/self/fd")) && consoleIsTerminal();
    }
  }

  /** The method is newer than the language level that we compile for. */
  private static boolean consoleIsTerminal() {
    try {
      Object console = System.class.getMethod("console").invoke(null);
      return console != null
          && Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }
}
