package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.Macro;
import dev.leat.api.Model;
import dev.leat.core.project.FilePlace;
import dev.leat.core.project.ModelDefinition;
import dev.leat.core.project.ModelDefinition.ExportFile;
import dev.leat.core.project.ModelDefinition.Form;
import dev.leat.core.project.ModelDefinition.IfEmpty;
import dev.leat.core.project.ModelDefinition.IfStale;
import dev.leat.core.project.ModelDefinition.Refresh;
import dev.leat.core.report.ExportTask;
import dev.leat.core.report.Exporter;
import dev.leat.core.report.ModelPlan;
import dev.leat.core.run.StepReport.Kind;
import dev.leat.core.run.StepReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Computes a project's models in the destination, each after those that it reads.
 *
 * <p>A model leaves a mark: a hash over its SQL and what it reads. The same mark means the same
 * answer, and it is not computed again. One that fails leaves what was there before, and stops none
 * but those that read it. Runs on a platform thread.
 */
final class ModelStage {
  private static final String UNCHANGED = "nothing that it reads has changed";

  private final Parts parts;
  private final Destination destination;
  private final Upstreams upstreams;

  ModelStage(Parts parts, Destination destination, Upstreams upstreams) {
    this.parts = parts;
    this.destination = destination;
    this.upstreams = upstreams;
  }

  List<StepReport> run(ModelPlan plan) {
    var reports = new ArrayList<StepReport>();
    for (ModelPlan.Step step : plan.steps()) {
      if (!parts.stop().asked()) {
        StepReport report = run(step);
        upstreams.note(report, content(step));
        reports.add(report);
        parts.tell(new Progress.StepDone(report));
      }
    }
    return reports;
  }

  private StepReport run(ModelPlan.Step step) {
    ModelDefinition model = step.model();
    Optional<String> trouble =
        model.rules().ifStale() == IfStale.RUN
            ? Optional.empty()
            : upstreams.trouble(step.upstream()).or(() -> upstreams.missing(step.upstream()));
    if (trouble.isPresent()) {
      return StepReport.unmoved(model.name(), kind(model), State.SKIPPED, trouble.get());
    }
    Instant start = parts.now();
    try {
      return model.export().isPresent() ? export(step, model.export().get()) : keep(step);
    } catch (RuntimeException e) {
      var failure =
          new Failure(
              "model '" + model.name() + "'", parts.error("model '" + model.name() + "'", e));
      return StepReport.failed(
          model.name(), kind(model), failure, Duration.between(start, parts.now()));
    }
  }

  private StepReport keep(ModelPlan.Step step) {
    ModelDefinition model = step.model();
    // A view's answer follows what it reads by itself.
    String mark =
        model.form() == Form.VIEW
            ? upstreams.print(ModelPlan.Upstream.NOTHING, "view", model.sql(), macros(step))
            : content(step);
    if (mark.equals(upstreams.mark(model.name())) && model.rules().refresh() == Refresh.CHANGED) {
      String why = model.form() == Form.VIEW ? "a view follows what it reads" : UNCHANGED;
      return StepReport.unmoved(model.name(), kind(model), State.CURRENT, why);
    }
    Instant start = parts.now();
    Model.Form form = model.form() == Form.VIEW ? Model.Form.VIEW : Model.Form.TABLE;
    define(step);
    long rows = destination.materialise(new Model(model.name(), model.sql(), form, mark));
    upstreams.remark(destination.marks());
    return StepReport.done(model.name(), kind(model), rows, Duration.between(start, parts.now()));
  }

  /** The mark of an export names the file, if there is one, so that a lost one is written again. */
  private StepReport export(ModelPlan.Step step, ExportFile to) {
    ModelDefinition model = step.model();
    String name = "export " + model.name();
    String content = content(step);
    String mark = upstreams.mark(name);
    if (isThere(mark, content, to) && model.rules().refresh() == Refresh.CHANGED) {
      return StepReport.unmoved(model.name(), Kind.EXPORT, State.CURRENT, UNCHANGED);
    }
    Instant start = parts.now();
    String path = to.path().at(start);
    FilePlace place = to.place(path);
    define(step);
    var task =
        new ExportTask(
            model.name(), model.sql(), place, to.format(), to.partitionBy(), to.ifEmpty());
    long rows;
    try (var exporter = new Exporter(destination, parts.staging())) {
      rows = exporter.export(task).rows();
    }
    boolean none = rows == 0 && to.ifEmpty() == IfEmpty.NONE;
    destination.mark(name, content + " " + (none ? "" : path));
    return StepReport.done(model.name(), Kind.EXPORT, rows, Duration.between(start, parts.now()))
        .into(place.toString());
  }

  private static boolean isThere(String mark, String content, ExportFile to) {
    if (!mark.startsWith(content + " ")) {
      return false;
    }
    String path = mark.substring(content.length() + 1);
    return path.isEmpty() || Exporter.exists(to.place(path));
  }

  /** Differs in each run where the model reads what nobody watches. */
  private String content(ModelPlan.Step step) {
    ModelDefinition model = step.model();
    return upstreams.print(
        step.upstream(),
        model.form().name(),
        model.sql(),
        model
            .export()
            .map(to -> to.path() + " " + to.format() + to.partitionBy() + to.ifEmpty())
            .orElse(""),
        macros(step),
        step.steady() ? "" : parts.holder().run());
  }

  private void define(ModelPlan.Step step) {
    if (!step.macros().isEmpty()) {
      destination.define(step.macros());
    }
  }

  private static String macros(ModelPlan.Step step) {
    return step.macros().stream().map(Macro::sql).collect(Collectors.joining("\n"));
  }

  private static Kind kind(ModelDefinition model) {
    return switch (model.form()) {
      case TABLE -> Kind.TABLE;
      case VIEW -> Kind.VIEW;
      case EXPORT -> Kind.EXPORT;
    };
  }
}
