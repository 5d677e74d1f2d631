package dev.leat.core.run;

import dev.leat.api.Coverage;
import dev.leat.api.Keys;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.plan.Job;
import dev.leat.core.plan.SelectorEvidence;

/** What the store says of the selector of a job as a whole. */
record SelectorStanding(Catalog catalog, Job job) {
  /** The selector for people; a job that is about less than its selector says so. */
  String label() {
    return job.selector() + (job.whole() ? "" : Jobs.PART);
  }

  Coverage coverage() {
    return catalog.datasets().coverage(job.source(), job.datasetType(), job.selector().keys());
  }

  /** Whether nothing in the whole selector can be new. */
  boolean maySkip() {
    if (job.selector().modified() == null || !job.whole()) {
      return false;
    }
    Jobs jobs = catalog.jobs();
    Keys keys = job.selector().keys();
    long outstanding = jobs.outstanding(job.source(), job.datasetType(), keys).none() ? 0 : 1;
    return new SelectorEvidence(
            coverage(), outstanding, jobs.feedsListed(job.source(), job.datasetType(), label()))
        .maySkip(job);
  }
}
