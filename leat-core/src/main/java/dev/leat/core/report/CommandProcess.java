package dev.leat.core.report;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import dev.leat.core.project.CommandDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One start of a project's command: no shell, a small environment, a time limit. */
public final class CommandProcess {
  /** What a program needs to find its way about, where this process has it. */
  private static final List<String> INHERITED =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "SHELL",
          "SYSTEMROOT",
          "TEMP",
          "TMP",
          "USERPROFILE",
          "JAVA_HOME",
          "VIRTUAL_ENV");

  private final CommandDefinition command;
  private final Process process;
  private volatile boolean stopped;

  private CommandProcess(CommandDefinition command, Process process) {
    this.command = command;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param facts further variables
   */
  public static CommandProcess start(CommandDefinition command, Map<String, String> facts) {
    var builder = new ProcessBuilder(command.arguments());
    builder.directory(command.surroundings().folder().toFile());
    builder.redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(facts);
    command
        .surroundings()
        .environment()
        .forEach((name, value) -> builder.environment().put(name, reveal(value)));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new CommandProcess(command, process);
    } catch (IOException e) {
      throw new LeatException(
          ReportError.COMMAND_FAILED,
          "The command '" + command.name() + "' cannot be started: " + e.getMessage(),
          "See that the program is installed and its folder is there.",
          e);
    }
  }

  private static String reveal(Secret value) {
    return value.reveal();
  }

  /**
   * Waits for its end, within its limit.
   *
   * @param lines takes each line that it writes, from another thread
   */
  public void await(Consumer<String> lines) throws InterruptedException {
    Thread reader =
        Thread.ofVirtual().name("leat-command-" + command.name()).start(() -> read(lines));
    boolean ended = process.waitFor(command.rules().timeMax().toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      stop();
      throw new LeatException(
          ReportError.COMMAND_FAILED,
          "The command '"
              + command.name()
              + "' took longer than "
              + seconds()
              + " and was stopped.",
          "Raise its 'timeout', or make it faster.");
    }
    // A child of it may hold its output open for ever.
    reader.join(TimeUnit.SECONDS.toMillis(2));
    if (process.exitValue() != 0) {
      throw new LeatException(
          ReportError.COMMAND_FAILED,
          "The command '"
              + command.name()
              + "' ended with exit code "
              + process.exitValue()
              + (stopped ? " because the run was stopped." : "."),
          "See what it wrote; it is started again with the next run.");
    }
  }

  private String seconds() {
    return command.rules().timeMax().toMillis() / 1_000.0 + " s";
  }

  private void read(Consumer<String> lines) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.accept(line);
      }
    } catch (IOException closed) {
      // It has ended.
    }
  }

  /** Ends it and all that it has started. */
  public void stop() {
    stopped = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
