package dev.leat.cli;

import dev.leat.core.run.Progress;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps one line per job and per table at the foot of a terminal, log lines above them.
 *
 * <p>A job's line: done/total, rate, bytes, time left. Selectors of one dataset type share a line.
 */
final class LiveListener implements Progress.Listener {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int LINES_MAX = 10;

  /** What a line tells. */
  private static final class Line {
    private final String name;
    private final String unit;
    private final Instant start;
    private long total;
    private long done;
    private long bytes;
    private boolean totalKnown;

    Line(String name, String unit, Instant start) {
      this.name = name;
      this.unit = unit;
      this.start = start;
    }

    String text(Instant now) {
      double seconds = Math.max(0.001, Duration.between(start, now).toMillis() / 1_000.0);
      var text = new StringBuilder(name + "  " + done + "/" + total + (totalKnown ? "" : "+"));
      text.append(' ').append(unit);
      if (done > 0) {
        text.append(String.format(Locale.ROOT, "  %.1f/s", done / seconds));
      }
      if (bytes > 0) {
        text.append("  ").append(Amount.bytes(bytes));
      }
      if (done > 0 && done < total) {
        long left = Math.round((total - done) * seconds / done * 1_000);
        text.append("  ").append(Amount.time(Duration.ofMillis(left))).append(" left");
      }
      return text.toString();
    }
  }

  private final Terminal terminal;
  private final Progress.Listener log;
  private final Clock clock;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private Instant drawn = Instant.MIN;
  private int height;

  /**
   * @param log prints to the same terminal
   */
  LiveListener(Terminal terminal, Progress.Listener log, Clock clock) {
    this.terminal = terminal;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public synchronized void on(Progress progress) {
    note(progress);
    if (silent(progress)) {
      if (Duration.between(drawn, clock.instant()).compareTo(PAUSE) >= 0) {
        wipe();
        draw();
      }
      return;
    }
    wipe();
    log.on(progress);
    draw();
  }

  /** Takes the lines away: the summary follows. */
  synchronized void end() {
    lines.clear();
    wipe();
    terminal.err().flush();
  }

  private void note(Progress progress) {
    switch (progress) {
      case Progress.Discovered it -> {
        Line line = job(it.source(), it.datasetType());
        line.total += it.tasks();
        // What comes after the first batches says that there are more.
        line.totalKnown = false;
      }
      case Progress.Scheduled it ->
          lines.forEach((key, line) -> line.totalKnown |= key.startsWith(it.source() + "/"));
      case Progress.TaskDone it -> {
        Line line = job(it.dataset().source(), it.dataset().type());
        line.done++;
        line.bytes += it.bytes();
      }
      case Progress.LoadStarted it -> {
        lines.keySet().removeIf(key -> key.contains("/"));
        Line line = new Line(it.table(), "files", clock.instant());
        line.total = it.filesToAdd();
        line.totalKnown = true;
        lines.put(it.table(), line);
      }
      case Progress.LoadAdvanced it -> {
        Line line = lines.get(it.table());
        if (line != null) {
          line.done = it.filesDone();
        }
      }
      case Progress.LoadDone it -> lines.remove(it.load().table());
      case Progress.Received it -> {}
      case Progress.Answered it -> {}
      case Progress.Retrying it -> {}
      case Progress.JobDone it -> {}
      case Progress.StepDone it -> {}
      case Progress.Said it -> {}
      case Progress.Warned it -> {}
      case Progress.Noted it -> {}
      case Progress.Told it -> {}
    }
  }

  private Line job(String source, String datasetType) {
    return lines.computeIfAbsent(
        source + "/" + datasetType,
        key -> new Line(source + " " + datasetType, "tasks", clock.instant()));
  }

  /** What changes a line and is no log line by itself. */
  private static boolean silent(Progress progress) {
    return progress instanceof Progress.TaskDone
        || progress instanceof Progress.LoadAdvanced
        || progress instanceof Progress.Received
        || progress instanceof Progress.Answered
        || progress instanceof Progress.Told;
  }

  private void wipe() {
    if (height > 0) {
      terminal.err().print("\u001b[" + height + "F\u001b[J");
      height = 0;
    }
  }

  private void draw() {
    PrintStream err = terminal.err();
    Instant now = clock.instant();
    List<Line> shown = lines.values().stream().filter(line -> line.total > 0).toList();
    for (Line line : shown.subList(Math.max(0, shown.size() - LINES_MAX), shown.size())) {
      err.println(TextWidth.cut(Sheet.oneLine(line.text(now)), terminal.errWidth() - 1));
      height++;
    }
    err.flush();
    drawn = now;
  }
}
