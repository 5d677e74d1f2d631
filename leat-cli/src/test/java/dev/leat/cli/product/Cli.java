package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs the real command line in a process of its own, with an empty home and a clean environment.
 *
 * <p>The process is what {@code bin/leat} starts: see {@link Installed}.
 */
final class Cli {
  /** What a command said, and how it ended. */
  record Answer(int exitCode, String out, String err) {
    /** Fails with all that was said where the exit code is another. */
    Answer exits(int expected) {
      if (exitCode != expected) {
        throw new AssertionError("expected exit code " + expected + ", but was " + this);
      }
      return this;
    }

    List<String> outLines() {
      return out.lines().toList();
    }

    @Override
    public String toString() {
      return exitCode + "\n--- stdout\n" + out + "--- stderr\n" + err;
    }
  }

  /** The only names that commands of tests can find; surefire gives it to the tests themselves. */
  private static final Path HOSTS =
      Path.of(System.getProperty("leat.home", ".."), ".mvn", "loopback-hosts").toAbsolutePath();

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> jvm;

  private Cli(Path folder, Map<String, String> environment, List<String> jvm) {
    this.folder = folder;
    this.environment = environment;
    this.jvm = jvm;
  }

  /** Commands run in this folder; their home is a new folder beneath it. */
  static Cli in(Path folder) {
    try {
      Path home = Files.createDirectories(folder.resolve(".home"));
      return new Cli(
          folder,
          Map.of("HOME", home.toString(), "PATH", System.getenv().getOrDefault("PATH", "/usr/bin")),
          List.of("-Xmx256m", "-Duser.home=" + home, "-Djdk.net.hosts.file=" + HOSTS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also with this variable. */
  Cli with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Cli(folder, more, jvm);
  }

  /** Also with this option of the JVM. */
  Cli jvm(String option) {
    List<String> more = new ArrayList<>(jvm);
    more.add(option);
    return new Cli(folder, environment, more);
  }

  Path folder() {
    return folder;
  }

  /** Runs a command to its end. */
  Answer run(String... words) {
    try (Running running = start(words)) {
      return running.end();
    }
  }

  /** Starts a command; close it. */
  Running start(String... words) {
    List<String> command = new ArrayList<>(signalsAsUsual());
    command.addAll(command(words));
    return start(command);
  }

  /** What is started for a command. */
  private List<String> command(String... words) {
    return Installed.shared().command(jvm, List.of(words));
  }

  /**
   * Runs a shell script in which {@code "$@"} is a command; as root of a namespace of its own,
   * where disks can be mounted that nobody else sees.
   */
  Answer script(String script, String... words) {
    List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, "sh"));
    command.addAll(command(words));
    try (Running running = start(command)) {
      return running.end();
    }
  }

  private Running start(List<String> command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new Running(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A build that runs in the background hands on that Ctrl-C is ignored: that must not matter. */
  private static List<String> signalsAsUsual() {
    return Files.exists(Path.of("/proc/self/status"))
        ? List.of("env", "--default-signal=INT,TERM,QUIT")
        : List.of();
  }

  /** A command under way. */
  static final class Running implements AutoCloseable {
    private final Process process;
    private final Lines out;
    private final Lines err;

    private Running(Process process) {
      this.process = process;
      this.out = new Lines(process.getInputStream());
      this.err = new Lines(process.getErrorStream());
    }

    ProcessHandle handle() {
      return process.toHandle();
    }

    /** Waits for a line on standard output that matches somewhere. */
    String awaitOut(String pattern) {
      return out.await(Pattern.compile(pattern));
    }

    /** Waits for a line on standard error that matches somewhere. */
    String awaitErr(String pattern) {
      return err.await(Pattern.compile(pattern));
    }

    /** Waits for such a line; false where the command ended well without one. */
    boolean reaches(String pattern) {
      boolean reached = err.find(Pattern.compile(pattern)).isPresent();
      if (!reached) {
        end().exits(0);
      }
      return reached;
    }

    /** Types a line, then says that no more will come. */
    void type(String line) {
      try (var in = process.getOutputStream()) {
        in.write((line + "\n").getBytes(UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Sends a signal: INT, TERM or KILL. */
    void signal(String name) {
      try {
        int code =
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
          throw new AssertionError("kill -" + name + " failed");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    /** Waits for its end. */
    Answer end() {
      try {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          close();
          throw new AssertionError("still runs after " + PATIENCE + ":\n" + out + err);
        }
        return new Answer(process.exitValue(), out.all(), err.all());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** Collects the lines of a stream while it flows. */
  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    Lines(InputStream from) {
      reader = Thread.ofVirtual().start(() -> collect(from));
    }

    private void collect(InputStream from) {
      try (var in = new BufferedReader(new InputStreamReader(from, UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          add(line);
        }
      } catch (IOException closed) {
        // The process is gone.
      } finally {
        end();
      }
    }

    private synchronized void add(String line) {
      lines.add(line);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }

    String await(Pattern pattern) {
      return find(pattern)
          .orElseThrow(() -> new AssertionError("no line matches " + pattern + ":\n" + this));
    }

    /** The first that matches; empty where the stream ended without one. */
    synchronized Optional<String> find(Pattern pattern) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (int next = 0; ; next++) {
        while (next == lines.size()) {
          long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          if (ended) {
            return Optional.empty();
          }
          if (left <= 0) {
            throw new AssertionError("waits in vain for " + pattern + ":\n" + this);
          }
          pause(left);
        }
        if (pattern.matcher(lines.get(next)).find()) {
          return Optional.of(lines.get(next));
        }
      }
    }

    @SuppressWarnings("WaitNotInLoop")
    private synchronized void pause(long milliseconds) {
      try {
        wait(milliseconds);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    String all() throws InterruptedException {
      reader.join(PATIENCE);
      return toString();
    }

    @Override
    public synchronized String toString() {
      return lines.stream().map(line -> line + "\n").reduce("", String::concat);
    }
  }
}
