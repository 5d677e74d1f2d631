package dev.leat.core.run;

import dev.leat.api.LeatException;
import dev.leat.api.Source;
import dev.leat.core.fetch.Fanout;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.fetch.Pause;
import dev.leat.core.plan.Plan;
import dev.leat.core.plan.Plans;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.SourceDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Brings the sources of a project up to date, each for itself: none can stop another. */
final class FetchStage {
  /** Brings one source up to date. */
  @FunctionalInterface
  private interface Bringing {
    void bring(String source, List<Plan> plans) throws InterruptedException;
  }

  private static final int SOURCES_MAX = 4;

  private final Parts parts;

  FetchStage(Parts parts) {
    this.parts = parts;
  }

  /** Reports are in the order of the project's sources. */
  SourceRun.Result run(Scope scope) {
    Map<String, List<Plan>> bySource = new LinkedHashMap<>();
    List<Plan> plans = Plans.resolve(parts.project(), scope);
    Switches switches = Switches.now(parts).recorded();
    for (Plan plan : switches.admitted(plans)) {
      bySource.computeIfAbsent(plan.source().name(), source -> new ArrayList<>()).add(plan);
    }
    parts.catalog().jobs().reconcile();
    var results = new ConcurrentHashMap<String, SourceRun.Result>();
    boolean interrupted;
    try (var keeper = new LeaseKeeper(parts.catalog().leases(), parts.holder(), Pause.SLEEP);
        var fanout = new Fanout("leat-source", SOURCES_MAX);
        var watch = parts.stop().watch(fanout::abandon)) {
      interrupted =
          join(
              bySource,
              (source, wanted) -> results.put(source, run(wanted, keeper, switches)),
              fanout);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    var jobs = new ArrayList<JobReport>();
    var failures = new ArrayList<Failure>();
    for (String source : bySource.keySet()) {
      SourceRun.Result result = results.getOrDefault(source, SourceRun.Result.NOTHING);
      jobs.addAll(result.jobs());
      failures.addAll(result.failures());
    }
    return new SourceRun.Result(jobs, failures);
  }

  /** Whether the caller was interrupted meanwhile. */
  private boolean join(Map<String, List<Plan>> bySource, Bringing bringing, Fanout fanout) {
    try {
      for (var entry : bySource.entrySet()) {
        fanout.start(() -> bringing.bring(entry.getKey(), entry.getValue()));
      }
      fanout.join();
      return false;
    } catch (InterruptedException e) {
      // Whoever interrupts wants an end now; what has been done stays done.
      parts.stop().abandon();
      return true;
    }
  }

  /** The plans are of one source. */
  private SourceRun.Result run(List<Plan> plans, LeaseKeeper keeper, Switches switches)
      throws InterruptedException {
    SourceDefinition definition = plans.getFirst().source();
    Parts apart = parts.apart(definition);
    Source source;
    FetchSettings settings;
    try {
      source = definition.open();
      settings = SourceSettings.of(definition, source);
    } catch (Exception | LinkageError | StackOverflowError e) {
      // The source is code that is not ours.
      LeatException error = parts.error("source '" + definition.name() + "'", e);
      return new SourceRun.Result(
          plans.stream().map(plan -> SourceRun.failed(apart, plan, error)).toList(), List.of());
    }
    try {
      var listings = new KeptListings(apart, settings, keeper, switches);
      return new SourceRun(new SourceRun.Opened(apart, source, settings, listings), keeper)
          .run(plans);
    } finally {
      close(definition, source);
    }
  }

  private void close(SourceDefinition definition, Source source) {
    try {
      source.close();
    } catch (Exception | LinkageError e) {
      // What was fetched is stored; a source that does not close cleanly changes nothing.
      parts.tell(new Progress.Warned("The source '" + definition.name() + "' did not close: " + e));
    }
  }
}
