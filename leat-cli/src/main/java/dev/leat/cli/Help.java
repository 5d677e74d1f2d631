package dev.leat.cli;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Teaches: the overview of all commands, and each command's own page. */
final class Help {
  /** What a script may count on. */
  private record ExitCode(int code, String meaning) {}

  private static final int WIDTH_MAX = 100;

  private static final List<ExitCode> EXIT_CODES =
      List.of(
          new ExitCode(0, "all well, or nothing to do"),
          new ExitCode(1, "something landed and something failed"),
          new ExitCode(2, "your move: command line, leat.yaml, credentials"),
          new ExitCode(3, "a source failed or throttled"),
          new ExitCode(4, "data broke its contract or cannot be read"),
          new ExitCode(5, "a destination refused"),
          new ExitCode(6, "disk, memory or quota ran out"),
          new ExitCode(70, "a bug in Leat"),
          new ExitCode(130, "ended by Ctrl-C"),
          new ExitCode(143, "ended by SIGTERM"));

  private Help() {}

  static void overview(Terminal terminal) {
    PrintStream out = terminal.out();
    Paint paint = terminal.paint();
    out.println("Leat turns any source into a data product: files in, tables out.");
    out.println();
    out.println(paint.strong("Usage: leat COMMAND [FOLDER] [OPTIONS]"));
    for (Commands.Group group : Commands.Group.values()) {
      out.println();
      out.println(paint.strong(group.title()));
      Commands.of(group).forEach(entry -> line(out, 13, entry.name(), entry.summary()));
    }
    out.println();
    out.println(paint.strong("Try"));
    out.println("  leat init --template statsbomb football");
    out.println("  leat run football");
    out.println("  leat query \"select count(*) from matches\" --project football");
    out.println();
    out.println(paint.strong("Exit codes"));
    EXIT_CODES.forEach(exit -> line(out, 5, String.valueOf(exit.code()), exit.meaning()));
    out.println();
    out.println("More on a command: leat COMMAND --help");
  }

  static void of(Command command, Terminal terminal) {
    terminal.out().print(page(command, terminal.paint(), terminal.width()));
  }

  /** The page of a command. */
  static String page(Command command, Paint paint, int width) {
    var line = new CommandLine(command.usage().spec());
    line.setUsageHelpWidth(Math.clamp(width, 60, WIDTH_MAX));
    line.setUsageHelpLongOptionsMaxWidth(30);
    return line.getUsageMessage(paint == Paint.COLOURED ? Ansi.ON : Ansi.OFF);
  }

  private static void line(PrintStream out, int width, String name, String text) {
    out.println("  " + name + " ".repeat(width - name.length()) + text);
  }
}
