package dev.leat.connect.rest;

import dev.leat.api.Settings;
import java.time.Duration;
import java.util.Set;

/** Reads {@code job:}. */
final class JobReader {
  private static final Set<String> DONE =
      Set.of("done", "completed", "complete", "succeeded", "success", "finished", "ready");
  private static final Set<String> FAILED =
      Set.of("failed", "failure", "error", "cancelled", "canceled", "expired");

  private JobReader() {}

  static JobRule read(Settings job) {
    Duration every = job.duration("every").orElseThrow();
    if (every.isZero()) {
      throw job.invalid("every", "There is no rest between two looks.", "Write every: 5s.");
    }
    return new JobRule(
        place(job, "poll"),
        FeedReader.path(job, "state").orElseThrow(),
        job.texts("done").isEmpty() ? DONE : Set.copyOf(job.texts("done")),
        job.texts("failed").isEmpty() ? FAILED : Set.copyOf(job.texts("failed")),
        place(job, "download"),
        every,
        job.duration("timeout").orElseThrow());
  }

  private static String place(Settings job, String option) {
    String text = job.text(option).orElse("");
    if (text.startsWith("$")) {
      FeedReader.path(job, option, text);
    }
    return text;
  }
}
