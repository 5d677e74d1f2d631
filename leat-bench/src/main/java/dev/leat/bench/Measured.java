package dev.leat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One whole process, as the operating system accounts for it: wall, CPU and peak memory.
 *
 * <p>CPU seconds are user and system time of the process and its children, from the shell's {@code
 * time}. Peak memory is the kernel's own high-water mark ({@code VmHWM}) of the largest process,
 * read every few milliseconds at first and then less often, so it is known on Linux only.
 *
 * @param output what the process printed, both streams
 */
public record Measured(
    int exitCode, Duration wall, double cpuSeconds, long peakBytes, String output) {
  private static final Pattern TIMES = Pattern.compile("TIMES (\\d+\\.\\d+) (\\d+\\.\\d+)");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final long POLL_MILLIS_MIN = 5;
  private static final long POLL_MILLIS_MAX = 200;

  /** Runs a command to its end in a folder, with additions to the environment. */
  public static Measured run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    var line =
        new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='TIMES %3U %3S'; time \"$@\"", ""));
    line.addAll(command);
    Path output = Files.createTempFile("leat-bench", ".log");
    try {
      var builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      long start = System.nanoTime();
      Process process = builder.redirectOutput(output.toFile()).start();
      long peak = 0;
      // Looking costs time too: a command that runs long is looked at less often.
      long pause = POLL_MILLIS_MIN;
      while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, peak(process.toHandle()));
        pause = Math.min(POLL_MILLIS_MAX, pause + 1);
      }
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      String text = Files.readString(output);
      return new Measured(process.exitValue(), wall, cpuSeconds(text), peak, text);
    } finally {
      Files.delete(output);
    }
  }

  /** Medians of wall and CPU time over several runs, after one that warms up. */
  public static Measured median(int runs, Path folder, List<String> command)
      throws IOException, InterruptedException {
    var all = new ArrayList<Measured>();
    for (int run = 0; run <= runs; run++) {
      Measured measured = run(folder, Map.of(), command).succeeded();
      if (run > 0) {
        all.add(measured);
      }
    }
    double cpu = all.stream().mapToDouble(Measured::cpuSeconds).sorted().toArray()[runs / 2];
    all.sort(Comparator.comparing(Measured::wall));
    Measured middle = all.get(runs / 2);
    return new Measured(0, middle.wall(), cpu, middle.peakBytes(), middle.output());
  }

  /** This result, or an error with what the process printed where it failed. */
  public Measured succeeded() {
    if (exitCode != 0) {
      throw new IllegalStateException("exit code " + exitCode + ":\n" + output);
    }
    return this;
  }

  /** Wall seconds, CPU seconds and peak megabytes, ready for a table. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f s wall, %.2f s CPU, %d MB peak",
        wall.toMillis() / 1000.0,
        cpuSeconds,
        peakBytes >> 20);
  }

  private static double cpuSeconds(String text) {
    Matcher times = TIMES.matcher(text);
    double seconds = -1;
    while (times.find()) {
      seconds = Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
    }
    return seconds;
  }

  private static long peak(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants())
        .mapToLong(process -> peak(process.pid()))
        .max()
        .orElse(0);
  }

  private static long peak(long pid) {
    try {
      Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return peak.find() ? Long.parseLong(peak.group(1)) << 10 : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
