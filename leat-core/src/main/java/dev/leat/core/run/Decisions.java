package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Summary;
import dev.leat.core.plan.Decision;
import dev.leat.core.plan.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds a batch of offers against the store and says what is to be done. */
final class Decisions {
  /** A dataset to bring up to date. */
  record Task(DatasetId id, Offer offer, List<OfferedFile> files, Optional<Summary> known) {}

  /** What a batch comes to. */
  record Batch(long offers, long skipped, List<Task> tasks) {}

  private final Parts parts;
  private final Job job;

  Decisions(Parts parts, Job job) {
    this.parts = parts;
    this.job = job;
  }

  /** The offers that the job is about, each dataset once, with the selector's keys. */
  static Map<Keys, Offer> admitted(Job job, List<Offer> offers) {
    Map<Keys, Offer> admitted = new LinkedHashMap<>();
    for (Offer offer : offers) {
      Offer whole = offer.under(job.selector().keys());
      if (job.admits(whole.keys())) {
        admitted.put(whole.keys(), whole);
      }
    }
    return admitted;
  }

  Batch decide(List<Offer> offers) {
    Map<Keys, Offer> admitted = admitted(job, offers);
    List<Keys> keys = List.copyOf(admitted.keySet());
    Map<Keys, Summary> known =
        parts.catalog().summaries().of(job.source(), job.datasetType(), keys);
    Set<Keys> deleted =
        parts.catalog().datasets().tombstones(job.source(), job.datasetType(), keys);
    var tasks = new ArrayList<Task>();
    long skipped = 0;
    Instant now = parts.now();
    for (Offer offer : admitted.values()) {
      Optional<Summary> summary = Optional.ofNullable(known.get(offer.keys()));
      Optional<List<OfferedFile>> files =
          deleted.contains(offer.keys()) ? Optional.empty() : files(summary, offer, now);
      var id = new DatasetId(job.source(), job.datasetType(), offer.keys());
      if (files.isPresent()) {
        tasks.add(new Task(id, offer, files.get(), summary));
      } else {
        skipped++;
        parts.tell(new LeatEvent.DatasetSkipped(now, id));
      }
    }
    return new Batch(admitted.size(), skipped, tasks);
  }

  /** The files to ask for; empty where there is nothing to do. */
  private Optional<List<OfferedFile>> files(Optional<Summary> known, Offer offer, Instant now) {
    return switch (Decision.of(job.policy(), known, offer, now)) {
      case Decision.Skip skip -> Optional.empty();
      case Decision.Decline decline -> Optional.empty();
      case Decision.Leave leave ->
          known.orElseThrow().state() == offer.state() ? Optional.empty() : Optional.of(List.of());
      case Decision.Create create -> Optional.of(create.files());
      case Decision.Update update -> Optional.of(update.files());
    };
  }
}
