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

/** Brings the sources of a project up to date, each for itself: none can stop another. */
final class FetchStage {
  private static final int SOURCES_MAX = 4;

  private final Parts parts;

  FetchStage(Parts parts) {
    this.parts = parts;
  }

  SourceRun.Result run(Scope scope) throws InterruptedException {
    Map<SourceDefinition, List<Plan>> bySource = new LinkedHashMap<>();
    for (Plan plan : Plans.resolve(parts.project(), scope)) {
      bySource.computeIfAbsent(plan.source(), source -> new ArrayList<>()).add(plan);
    }
    parts.catalog().jobs().reconcile();
    var results = new LinkedHashMap<String, SourceRun.Result>();
    bySource.keySet().forEach(source -> results.put(source.name(), NOTHING));
    try (var keeper = new LeaseKeeper(parts.catalog().leases(), parts.holder(), Pause.SLEEP);
        var fanout = new Fanout("leat-source", SOURCES_MAX)) {
      for (var entry : bySource.entrySet()) {
        fanout.start(
            () -> {
              SourceRun.Result result = run(entry.getKey(), entry.getValue(), keeper);
              synchronized (results) {
                results.put(entry.getKey().name(), result);
              }
            });
      }
      fanout.join();
    }
    return new SourceRun.Result(
        results.values().stream().flatMap(result -> result.jobs().stream()).toList(),
        results.values().stream().flatMap(result -> result.failures().stream()).toList());
  }

  private static final SourceRun.Result NOTHING = new SourceRun.Result(List.of(), List.of());

  private SourceRun.Result run(SourceDefinition definition, List<Plan> plans, LeaseKeeper keeper)
      throws InterruptedException {
    FetchSettings settings = SourceSettings.of(definition);
    try (Source source = definition.open()) {
      var listings = new KeptListings(parts, settings, keeper);
      var opened = new SourceRun.Opened(parts, source, settings, listings);
      return new SourceRun(opened, keeper).run(plans);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // The source is code that is not ours.
      String where = "source '" + definition.name() + "'";
      LeatException error = RunError.unexpected(where, e);
      return new SourceRun.Result(List.of(), List.of(new Failure(where, error)));
    }
  }
}
