package dev.leat.core.run;

import dev.leat.api.Coverage;
import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.Offer;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import dev.leat.api.Summary;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.plan.Decision;
import dev.leat.core.plan.Job;
import dev.leat.core.plan.Plan;
import dev.leat.core.plan.Plans;
import dev.leat.core.plan.Preview;
import dev.leat.core.plan.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A dry run: lists sources and decides as a real run would, and writes nothing. */
final class PlanStage {
  private final Parts parts;

  PlanStage(Parts parts) {
    this.parts = parts;
  }

  PlanReport run(Scope scope) throws InterruptedException {
    var previews = new ArrayList<Preview>();
    var failures = new ArrayList<Failure>();
    for (Plan plan : Plans.resolve(parts.project(), scope)) {
      String where = "source '" + plan.source().name() + "'";
      try (Source source = plan.source().open()) {
        preview(plan, source, previews);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        // The source is code that is not ours.
        failures.add(new Failure(where, RunError.unexpected(where, e)));
      }
    }
    return new PlanReport(previews, failures);
  }

  private void preview(Plan plan, Source source, List<Preview> into)
      throws IOException, InterruptedException {
    FetchSettings settings = SourceSettings.of(plan.source());
    var listings = new TransientListings(parts, settings);
    String type = plan.datasetType().name();
    List<Selector> selectors =
        source.selectors(
            type, new JobDiscovery(plan.source().name(), listings, () -> Coverage.NONE));
    Plan.Jobs jobs = plan.jobs(selectors);
    jobs.unmatched().forEach(text -> parts.tell(new Progress.Warned(text)));
    for (Job job : jobs.jobs()) {
      var discovery =
          new JobDiscovery(
              job.source(),
              listings,
              () ->
                  parts
                      .catalog()
                      .datasets()
                      .coverage(job.source(), job.datasetType(), job.selector().keys()));
      Iterator<List<Offer>> batches = source.offers(job.request(), discovery);
      Preview preview = Preview.of(job);
      while (!parts.stop().asked() && batches.hasNext()) {
        preview = add(preview, job, batches.next());
      }
      into.add(preview);
    }
  }

  private Preview add(Preview preview, Job job, List<Offer> batch) {
    Map<Keys, Offer> admitted = Decisions.admitted(job, batch);
    List<Keys> keys = List.copyOf(admitted.keySet());
    Map<Keys, Summary> known =
        parts.catalog().summaries().of(job.source(), job.datasetType(), keys);
    Set<Keys> deleted =
        parts.catalog().datasets().tombstones(job.source(), job.datasetType(), keys);
    Preview grown = preview;
    for (Offer offer : admitted.values()) {
      Optional<Summary> summary = Optional.ofNullable(known.get(offer.keys()));
      Decision decision =
          deleted.contains(offer.keys())
              ? new Decision.Decline()
              : Decision.of(job.policy(), summary, offer, parts.now());
      grown = grown.and(new DatasetId(job.source(), job.datasetType(), offer.keys()), decision);
    }
    return grown;
  }
}
