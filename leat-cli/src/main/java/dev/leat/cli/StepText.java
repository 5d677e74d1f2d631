package dev.leat.cli;

import dev.leat.core.run.StepReport;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what became of models and commands. */
final class StepText {
  private StepText() {}

  static void log(StepReport step, Log log) {
    String name = kind(step) + " " + step.name();
    switch (step.state()) {
      case DONE ->
          log.info(
              "%s %s%s in %s."
                  .formatted(
                      step.kind() == StepReport.Kind.COMMAND ? "Ran" : "Made",
                      name,
                      step.rows() < 0 ? "" : ": " + Amount.of(step.rows(), "row"),
                      Amount.time(step.elapsed())));
      case CURRENT -> log.debug(() -> "%s is current: %s.".formatted(name, step.reason()));
      case SKIPPED -> log.warn("Skipped %s: %s.".formatted(name, step.reason()));
      case FAILED -> {
        if (step.failure() != null) {
          log.error(step.failure().error());
        }
      }
    }
  }

  static JsonText json(StepReport step, @Nullable JsonText failure) {
    return new JsonText()
        .with("name", step.name())
        .with("kind", kind(step))
        .with("state", step.state().name().toLowerCase(Locale.ROOT))
        .with("rows", step.rows() < 0 ? null : step.rows())
        .with("file", step.file().orElse(null))
        .with("reason", step.reason().isEmpty() ? null : step.reason())
        .with("seconds", step.elapsed().toMillis() / 1_000.0)
        .with("failure", failure);
  }

  static Sheet sheet(List<StepReport> steps) {
    Sheet sheet = Sheet.of("step", "kind", "state", ">rows", ">time", "file or reason");
    steps.forEach(
        step ->
            sheet.row(
                step.name(),
                kind(step),
                step.state(),
                step.rows() < 0 ? "" : step.rows(),
                step.state() == StepReport.State.DONE ? Amount.time(step.elapsed()) : "",
                step.file().orElse(step.failure() == null ? step.reason() : "")));
    return sheet;
  }

  private static String kind(StepReport step) {
    return step.kind().name().toLowerCase(Locale.ROOT);
  }
}
