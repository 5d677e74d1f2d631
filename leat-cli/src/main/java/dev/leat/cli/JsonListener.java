package dev.leat.cli;

import dev.leat.api.LeatEvent;
import dev.leat.core.catalog.EventJson;
import dev.leat.core.run.ExportReport;
import dev.leat.core.run.Failure;
import dev.leat.core.run.JobReport;
import dev.leat.core.run.LoadReport;
import dev.leat.core.run.Progress;
import dev.leat.core.run.RunReport;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells progress as JSON, one event per line, each on its way at once. */
final class JsonListener implements Progress.Listener {
  private final Terminal terminal;
  private final Clock clock;

  JsonListener(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public synchronized void on(Progress progress) {
    if (progress instanceof Progress.Received || progress instanceof Progress.Answered) {
      return;
    }
    terminal.out().println(json(progress));
    terminal.out().flush();
  }

  /** The last line: the verdict. */
  void finished(RunReport report, int exitCode) {
    terminal
        .out()
        .println(
            timed("RunDone")
                .with("run", report.runId())
                .with("exit_code", exitCode)
                .with("aborted", report.aborted())
                .with("seconds", report.elapsed().toMillis() / 1_000.0)
                .with("exports", report.exports().stream().map(JsonListener::export).toList())
                .with(
                    "steps",
                    report.steps().stream()
                        .map(step -> StepText.json(step, failure(step.failure())))
                        .toList())
                .with(
                    "failures", report.allFailures().stream().map(JsonListener::failure).toList()));
    terminal.flush();
  }

  private Object json(Progress progress) {
    return switch (progress) {
      case Progress.Discovered it ->
          job(it.source(), it.datasetType(), it.selector(), "Discovered")
              .with("datasets", it.datasets())
              .with("tasks", it.tasks())
              .with("skipped", it.skipped());
      case Progress.Scheduled it ->
          timed("Scheduled")
              .with("source", it.source())
              .with("tasks", it.tasks())
              .with("workers", it.workers());
      case Progress.Received it ->
          timed("Received").with("source", it.source()).with("bytes", it.bytes());
      case Progress.Answered it -> answered(it);
      case Progress.Retrying it ->
          timed("Retrying")
              .with("source", it.source())
              .with("problem", it.problem())
              .with("seconds", it.pause().toMillis() / 1_000.0);
      case Progress.TaskDone it ->
          timed("TaskDone")
              .with("dataset", it.dataset())
              .with("outcome", it.outcome().name().toLowerCase(Locale.ROOT))
              .with("bytes", it.bytes());
      case Progress.JobDone it -> job(it.job());
      case Progress.LoadStarted it ->
          timed("LoadStarted")
              .with("table", it.table())
              .with("files_to_add", it.filesToAdd())
              .with("files_to_remove", it.filesToRemove());
      case Progress.LoadAdvanced it ->
          timed("LoadAdvanced").with("table", it.table()).with("files_done", it.filesDone());
      case Progress.LoadDone it -> load(it.load());
      case Progress.StepDone it ->
          timed("StepDone").with("step", StepText.json(it.step(), failure(it.step().failure())));
      case Progress.Said it -> timed("Said").with("command", it.command()).with("line", it.line());
      case Progress.Warned it -> timed("Warned").with("text", it.text());
      case Progress.Noted it -> timed("Noted").with("text", it.text());
      case Progress.Told it -> new JsonText.Raw(EventJson.write(it.event()));
    };
  }

  private JsonText answered(Progress.Answered answer) {
    return timed("Answered")
        .with("source", answer.source())
        .with("request", answer.request())
        .with("status", answer.status())
        .with("bytes", answer.bytes());
  }

  private JsonText job(JobReport job) {
    return job(job.source(), job.datasetType(), job.selector(), "JobDone")
        .with("state", job.state().name().toLowerCase(Locale.ROOT))
        .with("fetched", job.successful())
        .with("unchanged", job.unchanged())
        .with("skipped", job.skipped())
        .with("failed", job.failed())
        .with("bytes", job.bytes())
        .with("seconds", job.elapsed().toMillis() / 1_000.0)
        .with("reason", job.reason())
        .with("failures", job.failures().stream().map(JsonListener::failure).toList());
  }

  private JsonText load(LoadReport load) {
    return timed("LoadDone")
        .with("table", load.table())
        .with("state", load.state().name().toLowerCase(Locale.ROOT))
        .with("files_added", load.filesAdded())
        .with("files_removed", load.filesRemoved())
        .with("rows", load.rows() < 0 ? null : load.rows())
        .with("counts", counts(load.counts()))
        .with("left_out", load.leftOut() == 0 ? null : load.leftOut())
        .with("children", children(load))
        .with("seconds", load.elapsed().toMillis() / 1_000.0)
        .with("failure", failure(load.failure()));
  }

  private static Map<String, JsonText> children(LoadReport load) {
    Map<String, JsonText> children = new LinkedHashMap<>();
    load.children().forEach((table, counts) -> children.put(table, counts(counts)));
    return children;
  }

  private static JsonText counts(LeatEvent.Counts counts) {
    return new JsonText()
        .with("inserted", counts.inserted())
        .with("updated", counts.updated())
        .with("unchanged", counts.unchanged())
        .with("deleted", counts.deleted())
        .with("quarantined", counts.quarantined());
  }

  private static JsonText export(ExportReport export) {
    return new JsonText()
        .with("name", export.name())
        .with("rows", export.rows())
        .with("files", export.files())
        .with("failure", failure(export.failure()));
  }

  static @Nullable JsonText failure(@Nullable Failure failure) {
    return failure == null
        ? null
        : new JsonText()
            .with("where", failure.where())
            .with("code", failure.error().code().name())
            .with("problem", failure.problem())
            .with("remedy", failure.error().remedy());
  }

  private JsonText job(String source, String datasetType, String selector, String event) {
    return timed(event)
        .with("source", source)
        .with("dataset_type", datasetType)
        .with("selector", selector);
  }

  private JsonText timed(String event) {
    return new JsonText().with("type", event).with("at", clock.instant());
  }
}
