package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Entry point of the command line. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = run(List.of(args), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Answers the version before any library is loaded: a script may ask often. */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.equals(List.of("version")) || args.equals(List.of("--version"))) {
      out.println("leat " + version());
      return 0;
    }
    err.println("Usage: leat version");
    return 2;
  }

  private static String version() {
    try (var in = Objects.requireNonNull(Main.class.getResourceAsStream("version"))) {
      return new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
