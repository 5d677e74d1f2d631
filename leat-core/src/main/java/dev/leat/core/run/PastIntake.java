package dev.leat.core.run;

import dev.leat.api.Cursor;
import dev.leat.api.DatasetId;
import dev.leat.api.LeatException;
import dev.leat.api.PastDataset;
import dev.leat.api.PastStore;
import dev.leat.api.Validation;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.DatasetRow;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.Origin;
import dev.leat.core.catalog.Provenance;
import dev.leat.core.catalog.RevisionRow;
import dev.leat.core.store.Codec;
import dev.leat.core.store.Draft;
import dev.leat.core.store.DraftOutcome;
import dev.leat.core.store.RawStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Takes over one dataset, revision by revision in their order; thread-safe.
 *
 * <p>A revision bears the bucket and the number that it had as the id of its origin, so that an
 * import that was cut short goes on where it stopped. A dataset that Leat has fetched into, or that
 * was deleted here, keeps the history that it has here.
 */
final class PastIntake {
  private static final int EVERYTHING = Integer.MAX_VALUE;
  private static final int NOTHING = -1;

  private final RawStore store;
  private final PastStore past;
  private final ImportRequest request;
  private final Lease lease;
  private final ImportTally tally;

  PastIntake(
      RawStore store, PastStore past, ImportRequest request, Lease lease, ImportTally tally) {
    this.store = store;
    this.past = past;
    this.request = request;
    this.lease = lease;
    this.tally = tally;
  }

  void take(DatasetId id, PastDataset dataset) {
    int taken = newestTaken(id, dataset.bucket());
    int added = 0;
    for (PastDataset.Revision revision : revisions(dataset)) {
      if (revision.number() > taken && take(id, dataset, revision)) {
        added++;
      }
    }
    tally.dataset(added);
  }

  /** A dataset that was only announced becomes one whose first revision has no files. */
  private static List<PastDataset.Revision> revisions(PastDataset dataset) {
    return dataset.revisions().isEmpty()
        ? List.of(new PastDataset.Revision(0, "", dataset.created(), Validation.PENDING, List.of()))
        : dataset.revisions();
  }

  private int newestTaken(DatasetId id, String bucket) {
    Optional<DatasetRow> row = store.catalog().datasets().find(id);
    if (row.isEmpty()) {
      boolean deleted =
          store
              .catalog()
              .datasets()
              .tombstones(id.source(), id.type(), List.of(id.keys()))
              .contains(id.keys());
      return deleted ? EVERYTHING : NOTHING;
    }
    int newest = NOTHING;
    for (RevisionRow revision : store.catalog().datasets().revisions(row.get().ref().row())) {
      newest = Math.max(newest, numberThere(revision.origin(), bucket));
    }
    return newest;
  }

  /** Its number there; what came from another bucket there stands in the way of nothing. */
  private int numberThere(Origin origin, String bucket) {
    String program = request.program() + " ";
    if (origin.kind() != Origin.Kind.IMPORT || !origin.id().startsWith(program)) {
      return EVERYTHING;
    }
    String rest = origin.id().substring(program.length());
    int space = rest.lastIndexOf(' ');
    // Without a bucket where an earlier version of this program took it over.
    boolean same = space < 0 || rest.substring(0, space).equals(bucket);
    return same ? Integer.parseInt(rest.substring(space + 1)) : NOTHING;
  }

  /** Whether it made a revision here. */
  private boolean take(DatasetId id, PastDataset dataset, PastDataset.Revision revision) {
    Draft draft = store.draft(id, lease);
    for (PastDataset.File file : revision.files()) {
      try {
        take(draft, file, past.find(file));
      } catch (LeatException e) {
        if (!isOfFile(e)) {
          throw e;
        }
        tally.failed(id + " revision " + revision.number() + " " + file.id(), e);
      }
    }
    var description = new Description(dataset.name(), dataset.state(), dataset.metadata());
    var origin =
        new Origin(
            Origin.Kind.IMPORT,
            request.program() + " " + dataset.bucket() + " " + revision.number(),
            revision.created());
    return switch (draft.commit(description, origin)) {
      case DraftOutcome.Created created -> judged(id, created.revision(), revision);
      case DraftOutcome.Updated updated -> judged(id, updated.revision(), revision);
      case DraftOutcome.Described described -> false;
      case DraftOutcome.Unchanged unchanged -> false;
    };
  }

  /** What is wrong with one file there stops no other; a full disk here stops all. */
  private static boolean isOfFile(LeatException error) {
    return switch (error.blame()) {
      case DATA, SOURCE -> true;
      case OPERATOR, DESTINATION, CAPACITY, BUG -> false;
    };
  }

  private boolean judged(DatasetId id, int number, PastDataset.Revision revision) {
    if (revision.validation() != Validation.PENDING) {
      store
          .catalog()
          .datasets()
          .find(id)
          .ifPresent(
              row ->
                  store
                      .catalog()
                      .datasets()
                      .judge(row, number, revision.validation(), "the verdict there"));
    }
    return true;
  }

  private void take(Draft draft, PastDataset.File file, PastStore.Found found) {
    String tag = file.tag();
    boolean hash = tag != null && tag.matches("[0-9a-f]{40}");
    var from =
        new Provenance(
            null,
            hash ? null : tag,
            null,
            file.modified(),
            file.contentType(),
            file.created(),
            Cursor.START);
    Codec codec = Codec.of(file.codec()).orElse(Codec.NONE);
    Draft.Adopted adopted =
        request.mode() == ImportRequest.Mode.COPY
            ? Draft.Adopted.UNFIT
            : draft.adopt(file.id(), file.format(), codec, found, from);
    boolean isNew =
        switch (adopted) {
          case NEW -> true;
          case SAME -> false;
          case UNFIT -> copy(draft, file, found, from);
        };
    if (isNew) {
      tally.file(found.storedSize());
    }
  }

  private static boolean copy(
      Draft draft, PastDataset.File file, PastStore.Found found, Provenance from) {
    try (Draft.Incoming incoming = draft.receive(file.id(), file.format())) {
      if (file.codec().equals(Codec.GZIP.id())) {
        incoming.gzippedInTransit();
      }
      Files.copy(found.path(), incoming.sink());
      return incoming.land(found, from);
    } catch (IOException e) {
      throw new LeatException(
          RunError.IMPORT_UNREADABLE,
          found.path() + " cannot be read: " + e.getMessage(),
          "Check the disk; what is not taken over is fetched by the next run.",
          e);
    }
  }
}
