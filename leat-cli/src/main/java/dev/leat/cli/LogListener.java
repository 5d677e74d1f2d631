package dev.leat.cli;

import dev.leat.core.catalog.EventJson;
import dev.leat.core.run.Failure;
import dev.leat.core.run.JobReport;
import dev.leat.core.run.LoadReport;
import dev.leat.core.run.Progress;
import java.util.Locale;

/** Tells progress as log lines, in the words that users of such tools look for. */
final class LogListener implements Progress.Listener {
  private final Log log;

  LogListener(Log log) {
    this.log = log;
  }

  @Override
  public void on(Progress progress) {
    switch (progress) {
      case Progress.Discovered it ->
          log.info(
              "Discovered %d datasets from %s using selector %s => %d tasks. %d skipped."
                  .formatted(it.datasets(), it.source(), it.selector(), it.tasks(), it.skipped()));
      case Progress.Scheduled it -> scheduled(it);
      case Progress.Received it -> {}
      case Progress.Answered it ->
          log.debug(
              () ->
                  "%s: %s => %d, %s."
                      .formatted(it.source(), it.request(), it.status(), Amount.bytes(it.bytes())));
      case Progress.Retrying it ->
          log.warn(
              "%s: %s; trying again in %s."
                  .formatted(
                      it.source(),
                      Failure.unnamed(it.source(), it.problem()),
                      Amount.time(it.pause())));
      case Progress.TaskDone it ->
          log.debug(
              () ->
                  "%s: %s, %s."
                      .formatted(
                          it.dataset(),
                          it.outcome().name().toLowerCase(Locale.ROOT),
                          Amount.bytes(it.bytes())));
      case Progress.JobDone it -> job(it.job());
      case Progress.LoadStarted it ->
          log.info(
              "Loading %s: %s to add, %d to remove."
                  .formatted(it.table(), Amount.of(it.filesToAdd(), "file"), it.filesToRemove()));
      case Progress.LoadAdvanced it ->
          log.debug(
              () -> "Read %s for %s.".formatted(Amount.of(it.filesDone(), "file"), it.table()));
      case Progress.LoadDone it -> load(it.load());
      case Progress.StepDone it -> StepText.log(it.step(), log);
      case Progress.Said it -> log.info(it.command() + ": " + it.line());
      case Progress.Warned it -> log.warn(it.text());
      case Progress.Noted it -> log.info(it.text());
      case Progress.Told it -> log.debug(() -> EventJson.write(it.event()));
    }
  }

  void nothingToDo() {
    log.info("Nothing to do.");
  }

  private void scheduled(Progress.Scheduled scheduled) {
    if (scheduled.tasks() > 0) {
      log.info(
          "Scheduled %d tasks. With %d workers".formatted(scheduled.tasks(), scheduled.workers()));
    }
  }

  private void job(JobReport job) {
    job.failures().forEach(failure -> log.error(failure.error()));
    String name = job.source() + " " + job.datasetType() + " " + job.selector();
    String counts =
        "%d fetched, %d unchanged, %d failed, %s in %s"
            .formatted(
                job.successful(),
                job.unchanged(),
                job.failed(),
                Amount.bytes(job.bytes()),
                Amount.time(job.elapsed()));
    String reason = job.reason() == null ? "" : " " + job.reason();
    switch (job.state()) {
      case FINISHED -> {
        if (job.tasks() > 0) {
          log.info("Finished %s: %s.%s".formatted(name, counts, reason));
        }
      }
      case SKIPPED -> {
        // What was skipped dataset by dataset has been told with the listing.
        if (job.skipped() == 0) {
          log.info("Skipped %s.%s".formatted(name, reason));
        }
      }
      case FAILED -> log.warn("Failed %s: %s.%s".formatted(name, counts, reason));
      case ABORTED -> log.warn("Aborted %s: %s.%s".formatted(name, counts, reason));
    }
  }

  private void load(LoadReport load) {
    switch (load.state()) {
      case LOADED ->
          log.info(
              "Loaded %s: %d inserted, %d updated, %d unchanged, %d deleted, %d quarantined%s in %s.%s"
                  .formatted(
                      load.table(),
                      load.counts().inserted(),
                      load.counts().updated(),
                      load.counts().unchanged(),
                      load.counts().deleted(),
                      load.counts().quarantined(),
                      load.leftOut() == 0 ? "" : ", " + load.leftOut() + " left out",
                      Amount.time(load.elapsed()),
                      repeats(load)));
      case CURRENT -> log.debug(() -> load.table() + " is current.");
      case FAILED -> {
        if (load.failure() != null) {
          log.error(load.failure().error());
        }
      }
    }
  }

  private static String repeats(LoadReport load) {
    return load.repeats() == 0
        ? ""
        : " Of %d rows read, %d repeat the key of another.".formatted(load.read(), load.repeats());
  }
}
