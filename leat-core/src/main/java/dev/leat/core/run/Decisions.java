package dev.leat.core.run;

import static java.util.Comparator.naturalOrder;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.Keys;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Summary;
import dev.leat.api.Summary.FileSummary;
import dev.leat.api.Validation;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.plan.Decision;
import dev.leat.core.plan.Job;
import dev.leat.core.plan.Preview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds a batch of offers against the store and says what is to be done. */
final class Decisions {
  /** A dataset to bring up to date. */
  record Task(DatasetId id, Offer offer, List<OfferedFile> files, Optional<Summary> known) {
    /** Whether something of the offer is here, whatever comes of the files to ask for. */
    boolean isThere() {
      return known.map(it -> Decisions.isThere(it, offer, files)).orElse(files.isEmpty());
    }
  }

  /**
   * What a batch comes to.
   *
   * @param settled whether those skipped are current for good
   * @param until when the first of them is not current any more, whatever upstream does
   */
  record Batch(
      long offers,
      List<DatasetId> skipped,
      List<Task> tasks,
      boolean settled,
      @Nullable Instant until) {}

  /** One offer and what to do about it. */
  private record Decided(DatasetId id, Offer offer, Optional<Summary> known, Decision decision) {
    boolean waits() {
      return decision instanceof Decision.Decline
          || known.map(it -> it.validation() == Validation.FAILED).orElse(false);
    }

    Stream<Instant> ends() {
      return known.stream()
          .flatMap(it -> it.files().values().stream())
          .flatMap(file -> Stream.ofNullable(file.absentUntil()));
    }
  }

  private final Catalog catalog;
  private final Job job;

  Decisions(Catalog catalog, Job job) {
    this.catalog = catalog;
    this.job = job;
  }

  Batch decide(List<Offer> offers, Instant now) {
    var tasks = new ArrayList<Task>();
    var skipped = new ArrayList<DatasetId>();
    List<Decided> all = all(offers, now);
    boolean settled = true;
    Instant until = null;
    for (Decided each : all) {
      settled &= !each.waits();
      until = Stream.concat(Stream.ofNullable(until), each.ends()).min(naturalOrder()).orElse(null);
      switch (each.decision()) {
        case Decision.Skip skip -> skipped.add(each.id());
        case Decision.Decline decline -> skipped.add(each.id());
        case Decision.Leave leave -> skipped.add(each.id());
        case Decision.Create create -> tasks.add(task(each, create.files()));
        case Decision.Update update -> tasks.add(task(each, update.files()));
      }
    }
    return new Batch(all.size(), skipped, tasks, settled, until);
  }

  private static Task task(Decided decided, List<OfferedFile> files) {
    return new Task(decided.id(), decided.offer(), files, decided.known());
  }

  /** For a dry run: tells each dataset and what would be done. */
  Preview preview(Preview sofar, List<Offer> offers, Instant now) {
    Preview preview = sofar;
    for (Decided decided : all(offers, now)) {
      preview = preview.and(decided.id(), decided.decision());
    }
    return preview;
  }

  private List<Decided> all(List<Offer> offers, Instant now) {
    Map<Keys, Offer> admitted = admitted(offers);
    List<Keys> keys = List.copyOf(admitted.keySet());
    Map<Keys, Summary> known = catalog.summaries().of(job.source(), job.datasetType(), keys);
    Set<Keys> deleted = catalog.datasets().tombstones(job.source(), job.datasetType(), keys);
    var all = new ArrayList<Decided>();
    for (Offer offer : admitted.values()) {
      Optional<Summary> summary = Optional.ofNullable(known.get(offer.keys()));
      Decision decision =
          deleted.contains(offer.keys()) ? new Decision.Decline() : decision(summary, offer, now);
      var id = new DatasetId(job.source(), job.datasetType(), offer.keys());
      all.add(new Decided(id, offer, summary, decision));
    }
    return all;
  }

  /** The offers that the job is about, each dataset once, with the selector's keys. */
  private Map<Keys, Offer> admitted(List<Offer> offers) {
    Map<Keys, Offer> admitted = new LinkedHashMap<>();
    for (Offer offer : offers) {
      Offer whole = offer.under(job.selector().keys());
      if (job.admits(whole.keys())) {
        admitted.put(whole.keys(), whole);
      }
    }
    return admitted;
  }

  /** What the policy says; without a file to ask for there may still be something to record. */
  private Decision decision(Optional<Summary> known, Offer offer, Instant now) {
    Decision decision = Decision.of(job.policy(), known, offer, now);
    if (!(decision instanceof Decision.Leave)) {
      return decision;
    }
    Summary summary = known.orElseThrow();
    if (summary.revisions() == 0) {
      return new Decision.Create(List.of());
    }
    Offer here = isThere(summary, offer, List.of()) ? offer : offer.in(DatasetState.MISSING);
    boolean due = summary.failed() || summary.state() != here.state();
    return due ? new Decision.Update(List.of()) : decision;
  }

  /** An offer none of whose files upstream turned out to have is missing. */
  private static boolean isThere(Summary known, Offer offer, List<OfferedFile> asked) {
    List<FileSummary> others =
        offer.files().stream()
            .filter(file -> !asked.contains(file))
            .flatMap(file -> Stream.ofNullable(known.files().get(file.id())))
            .toList();
    return others.isEmpty()
        ? asked.isEmpty()
        : others.stream().anyMatch(file -> file.absentUntil() == null);
  }
}
