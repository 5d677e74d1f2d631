package dev.leat.core.run;

import dev.leat.api.Content;
import dev.leat.api.Coverage;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import dev.leat.api.Web;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.plan.Job;
import dev.leat.core.plan.Plan;
import dev.leat.core.plan.Plans;
import dev.leat.core.plan.Preview;
import dev.leat.core.plan.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A dry run: lists sources and decides as a real run would, and writes nothing. */
final class PlanStage {
  private final Parts parts;

  PlanStage(Parts parts) {
    this.parts = parts;
  }

  PlanReport run(Scope scope) throws InterruptedException {
    var previews = new ArrayList<Preview>();
    var failures = new ArrayList<Failure>();
    List<Plan> plans = Plans.resolve(parts.project(), scope);
    Switches switches = Switches.now(parts);
    for (Plan plan : switches.admitted(plans)) {
      String where = "source '" + plan.source().name() + "'";
      try (Source source = plan.source().open()) {
        preview(plan, source, switches, previews);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | LinkageError | StackOverflowError e) {
        // The source is code that is not ours.
        failures.add(new Failure(where, parts.error(where, e)));
      }
    }
    return new PlanReport(previews, failures);
  }

  private void preview(Plan plan, Source source, Switches switches, List<Preview> into)
      throws IOException, InterruptedException {
    FetchSettings settings = SourceSettings.of(plan.source(), source);
    var listings = new TransientListings(parts, settings, switches);
    Web web = parts.fetcher().web(settings);
    String name = plan.source().name();
    var discovery = new JobDiscovery(name, listings, web, parts, () -> Coverage.NONE);
    List<Selector> selectors = source.selectors(plan.datasetType().name(), discovery);
    Plan.Jobs jobs = plan.jobs(selectors);
    jobs.unmatched().forEach(text -> parts.tell(new Progress.Warned(text)));
    for (Job job : jobs.jobs()) {
      into.add(preview(job, source, discovery));
    }
  }

  private Preview preview(Job job, Source source, JobDiscovery anywhere)
      throws IOException, InterruptedException {
    var standing = new SelectorStanding(parts.catalog(), job);
    if (standing.maySkip()) {
      return Preview.of(job).skipped(standing.coverage().datasets());
    }
    var discovery = anywhere.covering(standing::coverage);
    var decisions = new Decisions(parts.catalog(), job);
    Preview preview = Preview.of(job);
    Iterator<List<Offer>> batches = source.offers(job.request(), discovery);
    while (!parts.stop().asked() && batches.hasNext()) {
      List<Offer> batch = batches.next();
      preview = decisions.preview(preview, batch, parts.now());
      if (preview.paging().isEmpty() && preview.tasks() > 0) {
        preview = preview.paged(paging(batch, anywhere.web()));
      }
    }
    return preview;
  }

  /** How the first file that is walked page by page goes on; its first page may be asked for. */
  private static String paging(List<Offer> batch, Web web)
      throws IOException, InterruptedException {
    for (Offer offer : batch) {
      for (OfferedFile file : offer.files()) {
        if (file.content() instanceof Content.Paged paged) {
          return paged.pages().describe(web);
        }
      }
    }
    return "";
  }
}
