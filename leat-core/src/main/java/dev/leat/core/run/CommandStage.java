package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.core.fetch.Threads;
import dev.leat.core.project.CommandDefinition;
import dev.leat.core.project.ModelDefinition.Refresh;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.report.CommandProcess;
import dev.leat.core.report.ModelPlan;
import dev.leat.core.report.ModelPlan.Upstream;
import dev.leat.core.run.StepReport.Kind;
import dev.leat.core.run.StepReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a project's commands, one after the other, where what they come after is well.
 *
 * <p>A command that went well leaves a mark in the destination: a hash over what it comes after.
 * Where that is the same the next time, there is nothing for it to do.
 */
final class CommandStage {
  /** What a run has done before its commands. */
  record Done(List<LoadReport> loads, List<StepReport> models, boolean failed) {}

  private static final int LINE_LENGTH_MAX = 4_000;

  private final Parts parts;
  private final Destination destination;
  private final Threads threads;
  private final Upstreams upstreams;
  private final Done done;

  CommandStage(
      Parts parts, Destination destination, Threads threads, Upstreams upstreams, Done done) {
    this.parts = parts;
    this.destination = destination;
    this.threads = threads;
    this.upstreams = upstreams;
    this.done = done;
  }

  List<StepReport> run() {
    Map<String, StepReport> reports = new LinkedHashMap<>();
    for (CommandDefinition command : parts.project().afterwards().commands()) {
      if (!parts.stop().asked()) {
        List<StepReport> before =
            command.after().commands().stream()
                .flatMap(each -> Stream.ofNullable(reports.get(each.name())))
                .toList();
        StepReport report = run(command, before);
        reports.put(command.name(), report);
        parts.tell(new Progress.StepDone(report));
      }
    }
    return List.copyOf(reports.values());
  }

  private StepReport run(CommandDefinition command, List<StepReport> before) {
    Upstream upstream = upstream(command);
    Optional<String> trouble =
        upstreams
            .trouble(upstream)
            .or(() -> before.stream().flatMap(each -> each.trouble().stream()).findFirst());
    if (trouble.isPresent()) {
      return StepReport.unmoved(command.name(), Kind.COMMAND, State.SKIPPED, trouble.get());
    }
    String mark = mark(command, upstream);
    String name = "command " + command.name();
    if (mark.equals(upstreams.mark(name))
        && command.rules().when() == Refresh.CHANGED
        && before.stream().noneMatch(each -> each.state() == State.DONE)) {
      return StepReport.unmoved(
          command.name(), Kind.COMMAND, State.CURRENT, "nothing that it comes after has changed");
    }
    Instant start = parts.now();
    try {
      carryOut(command, upstream);
      threads.onNative(
          () -> {
            destination.mark(name, mark);
            return true;
          });
      return StepReport.done(
          command.name(), Kind.COMMAND, -1, Duration.between(start, parts.now()));
    } catch (RuntimeException e) {
      return failed(command, e, start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(command, e, start);
    }
  }

  /** Changes with what it comes after. */
  private String mark(CommandDefinition command, Upstream upstream) {
    String[] arguments =
        Stream.concat(Stream.of(command), command.after().commands().stream())
            .map(each -> each.arguments().toString())
            .toArray(String[]::new);
    return upstreams.print(upstream, arguments);
  }

  private StepReport failed(CommandDefinition command, Exception e, Instant start) {
    String where = "command '" + command.name() + "'";
    return StepReport.failed(
        command.name(),
        Kind.COMMAND,
        new Failure(where, parts.error(where, e)),
        Duration.between(start, parts.now()));
  }

  private void carryOut(CommandDefinition command, Upstream upstream) throws InterruptedException {
    CommandProcess process = CommandProcess.start(command, facts(upstream));
    try (var watch = parts.stop().watch(process::stop)) {
      process.await(line -> parts.tell(new Progress.Said(command.name(), shown(line))));
    } catch (InterruptedException e) {
      process.stop();
      throw e;
    }
  }

  /** Cut after it is redacted: half a secret would not be found. */
  private String shown(String line) {
    String redacted = parts.project().redactor().redact(line);
    return redacted.substring(0, Math.min(redacted.length(), LINE_LENGTH_MAX));
  }

  private Upstream upstream(CommandDefinition command) {
    Set<String> names = new TreeSet<>(command.after().names());
    if (names.isEmpty()) {
      parts.project().tables().stream().map(TableDefinition::name).forEach(names::add);
      parts.project().afterwards().models().forEach(model -> names.add(model.name()));
    }
    return ModelPlan.upstream(parts.project(), names);
  }

  /** What the manual promises; no secret is among it. */
  private Map<String, String> facts(Upstream upstream) {
    List<LoadReport> loads =
        done.loads().stream()
            .filter(load -> load.state() == LoadReport.State.LOADED)
            .filter(load -> upstream.tables().contains(load.table()))
            .toList();
    Counts counts = loads.stream().map(LoadReport::counts).reduce(Counts.NONE, Counts::plus);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("LEAT_RUN", parts.holder().run());
    facts.put("LEAT_STATUS", done.failed() ? "PARTIAL" : "FINISHED");
    facts.put("LEAT_PROJECT", parts.project().folder().toString());
    facts.put("LEAT_DESTINATION", parts.project().destination().toString());
    facts.put(
        "LEAT_TABLES", loads.stream().map(LoadReport::table).collect(Collectors.joining(",")));
    facts.put(
        "LEAT_MODELS",
        done.models().stream()
            .filter(model -> model.state() == State.DONE)
            .filter(model -> upstream.models().contains(model.name()))
            .map(StepReport::name)
            .collect(Collectors.joining(",")));
    facts.put("LEAT_INSERTED", Long.toString(counts.inserted()));
    facts.put("LEAT_UPDATED", Long.toString(counts.updated()));
    facts.put("LEAT_UNCHANGED", Long.toString(counts.unchanged()));
    facts.put("LEAT_DELETED", Long.toString(counts.deleted()));
    facts.put("LEAT_QUARANTINED", Long.toString(counts.quarantined()));
    return facts;
  }
}
