package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.LeatException;
import dev.leat.core.project.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Entry point of the command line, and the one place where errors become exit codes. */
public final class Main {
  private final Terminal terminal;
  private final Clock clock;
  private final Map<String, String> environment;

  Main(Terminal terminal, Clock clock, Map<String, String> environment) {
    this.terminal = terminal;
    this.clock = clock;
    this.environment = environment;
  }

  public static void main(String[] args) {
    List<String> words = List.of(args);
    if (asksForVersion(words)) {
      System.out.println("leat " + version());
      return;
    }
    Map<String, String> environment = System.getenv();
    var main =
        new Main(
            Terminal.ofProcess(environment), Clock.system(ZoneId.systemDefault()), environment);
    int code = CommandError.BUG.blame().exitCode();
    try {
      code = main.run(words);
    } finally {
      Interrupts.finished();
      System.exit(code);
    }
  }

  /** Runs a command to its end, errors included. */
  int run(List<String> words) {
    var errors = new ErrorReport(terminal, words.contains("--debug"));
    int code;
    try {
      code = dispatch(words, errors);
    } catch (Throwable failure) {
      code = errors.print(failure);
    }
    try {
      terminal.flush();
      return code;
    } catch (WatchedStream.Broken broken) {
      return code == 0 ? errors.print(broken) : code;
    }
  }

  private int dispatch(List<String> words, ErrorReport errors) throws Exception {
    if (asksForVersion(words)) {
      terminal.out().println("leat " + version());
      return 0;
    }
    if (words.isEmpty() || words.getFirst().equals("--help") || words.getFirst().equals("-h")) {
      Help.overview(terminal);
      return words.isEmpty() ? CommandError.USAGE.blame().exitCode() : 0;
    }
    Command command = command(words.getFirst());
    var parser = new Parser(command.usage());
    List<String> rest = words.subList(1, words.size());
    if (parser.asksForHelp(rest)) {
      Help.of(command, terminal);
      return 0;
    }
    return command.run(new Invocation(parser.parse(rest), terminal, clock, environment, errors));
  }

  static Command command(String word) {
    if (word.startsWith("-")) {
      throw new LeatException(
          CommandError.USAGE,
          "'" + word + "' stands before the command.",
          "Write the command first, such as: leat run " + word);
    }
    return Commands.named(word)
        .orElseThrow(
            () ->
                new LeatException(
                    CommandError.USAGE,
                    "'" + word + "' is no command.",
                    Nearest.to(word, Commands.names())
                        .map(name -> "Did you mean 'leat " + name + "'?")
                        .orElse("See all of them: leat --help")))
        .command();
  }

  /** Answered before any library is loaded: a script may ask often. */
  private static boolean asksForVersion(List<String> words) {
    return words.size() == 1 && (words.contains("version") || words.contains("--version"));
  }

  static String version() {
    try (var in = Objects.requireNonNull(Main.class.getResourceAsStream("version"))) {
      return new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
