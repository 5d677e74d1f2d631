package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.LeatException;
import dev.leat.api.PastDataset;
import dev.leat.api.PastStore;
import dev.leat.api.PastStoreType;
import dev.leat.core.catalog.Holder;
import dev.leat.core.catalog.Lease;
import dev.leat.core.fetch.Fanout;
import dev.leat.core.fetch.Pause;
import dev.leat.core.project.Project;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Takes over another program's store, dataset by dataset, several side by side. */
final class ImportStage {
  private static final int DATASETS_MAX = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Workshop workshop;
  private final ImportRequest request;
  private final ImportTally tally = new ImportTally();

  ImportStage(Workshop workshop, ImportRequest request) {
    this.workshop = workshop;
    this.request = request;
  }

  /**
   * @param progress told after each dataset how many are done
   */
  ImportReport run(LongConsumer progress) throws InterruptedException {
    Project project = workshop.project();
    var names = new ImportNames(project, request.names());
    var place =
        new PastStoreType.Place(
            request.catalog(), request.files(), request.prefix(), project.folder());
    var holder = Holder.here("import");
    try (PastStore past = type().open(place);
        var keeper = new LeaseKeeper(workshop.catalog().leases(), holder, Pause.SLEEP)) {
      Lease lease = keeper.acquire("import").orElseThrow(ImportStage::busy);
      var one = new PastIntake(workshop.store(), past, request, lease, tally);
      takeAll(past, one, names, progress);
      return tally.report(names.notes());
    }
  }

  private PastStoreType type() {
    return workshop
        .project()
        .connectors()
        .find(PastStoreType.class, PastStoreType::name, request.program())
        .orElseThrow(
            () ->
                new LeatException(
                    RunError.UNKNOWN_NAME,
                    "There is nothing here that reads stores of '" + request.program() + "'.",
                    "Name ingestify, or add the plug-in that reads such stores."));
  }

  private static LeatException busy() {
    return new LeatException(
        RunError.LISTING_BUSY,
        "Another process is importing into this catalog.",
        "Wait for it to end, then run again: what is here already is not taken over twice.");
  }

  private void takeAll(PastStore past, PastIntake one, ImportNames names, LongConsumer progress)
      throws InterruptedException {
    Optional<String> bucket = bucket(past.buckets());
    try (var fanout = new Fanout("leat-import", DATASETS_MAX)) {
      boolean going = true;
      for (Iterator<PastDataset> it = past.datasets(); going && it.hasNext(); ) {
        PastDataset dataset = it.next();
        if (bucket.equals(Optional.of(dataset.bucket()))) {
          DatasetId id = names.of(dataset.id());
          going =
              fanout.start(
                  () -> {
                    one.take(id, dataset);
                    progress.accept(tally.done());
                  });
        }
      }
      fanout.join();
    }
  }

  /** The only one, or the one that was named; empty where there is nothing at all. */
  private Optional<String> bucket(List<String> there) {
    Optional<String> named = request.bucket();
    if (named.isPresent() && !there.contains(named.get())) {
      throw new LeatException(
          RunError.IMPORT_AMBIGUOUS,
          "The store has no bucket '" + named.get() + "'.",
          there.isEmpty()
              ? "It has no dataset at all: check the URL of its catalog and the table prefix."
              : "Name one that it has: " + String.join(", ", there) + ".");
    }
    if (named.isEmpty() && there.size() > 1) {
      throw new LeatException(
          RunError.IMPORT_AMBIGUOUS,
          "The store has several buckets: " + String.join(", ", there) + ".",
          "Name the one to take over: --from-bucket " + there.getFirst());
    }
    return named.or(() -> there.stream().findFirst());
  }
}
