package dev.leat.core.run;

import dev.leat.api.LeatException;
import dev.leat.core.fetch.Pause;
import dev.leat.core.observe.Notice;
import dev.leat.core.observe.Notifier;
import dev.leat.core.project.NoticeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells people of a run that had failures, or of what grew old: once, and never of nothing. */
final class Notices {
  private final Parts parts;

  Notices(Parts parts) {
    this.parts = parts;
  }

  void tell(RunReport report) {
    tell(report.allFailures(), report.exitCode());
  }

  /** Of a run that could not even come to a report. */
  void tell(LeatException error) {
    tell(List.of(new Failure("the run", error)), error.blame().exitCode());
  }

  private void tell(List<Failure> all, int exitCode) {
    List<Failure> failures = new ArrayList<>(all);
    failures.removeIf(failure -> failure.error().code().isPassing());
    failures.addAll(parts.noted());
    List<NoticeDefinition> wanted = parts.project().afterwards().notices();
    boolean ages = wanted.stream().anyMatch(each -> !each.ageMax().isEmpty());
    if (wanted.isEmpty() || (failures.isEmpty() && !ages)) {
      return;
    }
    var old = ages ? new Ages(parts) : null;
    var notifier = new Notifier(Pause.SLEEP::pause);
    for (NoticeDefinition each : wanted) {
      List<Failure> told = new ArrayList<>(failures);
      if (old != null) {
        told.addAll(old.exceeded(each.ageMax()));
      }
      if (!told.isEmpty()) {
        send(notifier, each, told, exitCode);
      }
    }
  }

  private void send(
      Notifier notifier, NoticeDefinition each, List<Failure> failures, int exitCode) {
    var notice =
        new Notice(
            String.valueOf(parts.project().folder().getFileName()),
            parts.holder().run(),
            parts.now(),
            exitCode,
            failures.stream().map(this::failed).toList());
    String channel = each.to().name().toLowerCase(Locale.ROOT);
    notifier
        .send(notice, each.to(), each.url())
        .ifPresent(
            trouble ->
                parts.tell(
                    new Progress.Warned(
                        "The notice to "
                            + channel
                            + " was not taken: "
                            + trouble
                            + ". The run's result is unchanged.")));
  }

  private Notice.Failed failed(Failure failure) {
    LeatException error = failure.error();
    return new Notice.Failed(
        redacted(failure.where()),
        error.code().name(),
        redacted(failure.problem()),
        redacted(error.remedy()));
  }

  private String redacted(String text) {
    return parts.project().redactor().redact(text);
  }
}
