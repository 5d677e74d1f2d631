package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Says what went wrong and how to fix it, and knows the exit code for it. */
final class ErrorReport {
  private final Terminal terminal;
  private final boolean debug;
  private UnaryOperator<String> redaction = text -> text;

  ErrorReport(Terminal terminal, boolean debug) {
    this.terminal = terminal;
    this.debug = debug;
  }

  /** From now on, whatever is printed goes through this. */
  void hide(UnaryOperator<String> secrets) {
    redaction = secrets;
  }

  /** Prints a failure; its exit code. */
  int print(Throwable failure) {
    if (failure instanceof WatchedStream.Broken broken && broken.readerLeft()) {
      return 0;
    }
    LeatException error = translate(failure);
    print(error);
    if (debug) {
      terminal.err().print(redaction.apply(trace(failure)));
    }
    return error.blame().exitCode();
  }

  /** Prints an error with its remedy. */
  void print(LeatException error) {
    Paint paint = terminal.errPaint();
    PrintStream err = terminal.err();
    err.println(
        paint.bad("error " + error.code().name()) + ": " + redaction.apply(error.problem()));
    err.println(paint.good("  fix") + ": " + redaction.apply(error.remedy()));
  }

  private LeatException translate(Throwable failure) {
    return switch (failure) {
      case LeatException error -> error;
      case WatchedStream.Broken broken ->
          new LeatException(
              CommandError.OUTPUT_UNWRITABLE,
              "Standard output cannot be written: " + broken.getMessage() + ".",
              "Make room where it leads, then run the command again.",
              broken);
      case OutOfMemoryError memory ->
          new LeatException(
              CommandError.OUT_OF_MEMORY,
              "The Java heap is too small: " + memory.getMessage() + ".",
              "Allow more, such as LEAT_OPTS=-Xmx1g, then run the command again.",
              memory);
      default -> bug(failure);
    };
  }

  private LeatException bug(Throwable failure) {
    String place = debug ? "they are below" : keep(failure);
    return new LeatException(
        CommandError.BUG,
        "Leat met something that it does not expect: " + firstLine(failure) + ".",
        "Nothing half-done is visible, so trying again is safe. Please report it with the details: "
            + place
            + ".",
        failure);
  }

  private static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElse("");
  }

  /** Writes the details where the user can find them. */
  private String keep(Throwable failure) {
    try {
      Path file = Files.createTempFile("leat-bug-", ".txt");
      Files.writeString(file, redaction.apply(trace(failure)), UTF_8);
      return "they are in " + file;
    } catch (IOException unwritable) {
      return "run it again with --debug";
    }
  }

  private static String trace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
