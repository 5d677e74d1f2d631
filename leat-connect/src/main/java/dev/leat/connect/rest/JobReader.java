package dev.leat.connect.rest;

import dev.leat.api.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

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
        states(job, "done", DONE),
        states(job, "failed", FAILED),
        place(job, "download"),
        every,
        job.duration("timeout").orElseThrow());
  }

  /** In lower case: providers write one state in several. */
  private static Set<String> states(Settings job, String option, Set<String> otherwise) {
    Set<String> stated =
        job.texts(option).stream()
            .map(state -> state.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    return stated.isEmpty() ? otherwise : stated;
  }

  private static String place(Settings job, String option) {
    String text = job.text(option).orElse("");
    if (text.startsWith("$")) {
      FeedReader.path(job, option, text);
    }
    return text;
  }
}
