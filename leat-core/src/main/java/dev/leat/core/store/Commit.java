package dev.leat.core.store;

import dev.leat.api.FeedVersion;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.CommitRequest;
import dev.leat.core.catalog.CommitRequest.Check;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.CommitRequest.Outcome;
import dev.leat.core.catalog.DatasetRow;
import dev.leat.core.catalog.Drafts.DraftRow;
import dev.leat.core.catalog.FileRecord;
import dev.leat.core.catalog.Origin;
import dev.leat.core.catalog.RevisionRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Turns a draft into a revision; prepares again where another commit came first. */
final class Commit {
  private static final int ATTEMPTS_MAX = 20;

  private final RawStore store;
  private final Draft draft;
  private final Said said;

  /** The manifest and the catalog tell the same time, so that a rebuild restores it. */
  private final Instant made;

  private int base;
  private List<FileRecord> changed;
  private final List<FileRecord> same = new ArrayList<>();

  /** What is said of the revision beside its files. */
  record Said(Description description, Origin origin, List<RevisionRef> lineage) {
    Said {
      Objects.requireNonNull(description);
      Objects.requireNonNull(origin);
      lineage = List.copyOf(lineage);
    }
  }

  Commit(RawStore store, Draft draft, Said said) {
    this.store = store;
    this.draft = draft;
    this.said = said;
    this.made = said.origin().at(store.catalog().clock().instant());
    this.base = draft.base();
    this.changed = draft.landed();
  }

  DraftOutcome run() {
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      CommitRequest request = request();
      if (base == 0 || !changed.isEmpty()) {
        manifest(request).write(store.files(), request.folder());
      }
      Outcome outcome = store.catalog().commits().commit(request);
      switch (outcome) {
        case Outcome.Overtaken overtaken -> prepareAgain();
        case Outcome.Created created -> {
          draft.told(created.events());
          return finished(new DraftOutcome.Created(created.revision(), feeds()));
        }
        case Outcome.Updated updated -> {
          draft.told(updated.events());
          return finished(new DraftOutcome.Updated(updated.revision(), feeds()));
        }
        case Outcome.Described described -> {
          draft.told(described.events());
          return withoutRevision(request, new DraftOutcome.Described());
        }
        case Outcome.Unchanged unchanged -> {
          return withoutRevision(request, new DraftOutcome.Unchanged());
        }
      }
    }
    throw new LeatException(
        StoreError.DATASET_CONTENDED,
        draft.dataset() + " is being changed by other runs all the time",
        "run again when they are done");
  }

  /** A first revision may be without files, but not without a folder of its own. */
  private CommitRequest request() {
    Optional<DraftRow> row = base == 0 ? Optional.of(draft.reserved()) : draft.row();
    int number = Math.max(row.map(DraftRow::number).orElse(0), base + 1);
    return new CommitRequest(
        draft.dataset(),
        draft.lease(),
        row.map(DraftRow::id).orElse(null),
        base,
        number,
        row.map(DraftRow::folder).orElse(""),
        changed,
        checks(),
        said.description(),
        new Origin(said.origin().kind(), said.origin().id(), made),
        said.lineage());
  }

  private List<Check> checks() {
    var checks = new ArrayList<>(draft.checks());
    for (FileRecord file : same) {
      checks.add(
          new Check(
              file.id(),
              file.from().modified(),
              file.from().etag(),
              file.from().lastModified(),
              null));
    }
    return checks;
  }

  private Manifest manifest(CommitRequest request) {
    return new Manifest(
        store.catalog().bucket(),
        draft.dataset(),
        said.description().name(),
        said.description().state(),
        said.description().metadata(),
        request.number(),
        made,
        notes(request.checks()),
        changed.stream().map(Commit::entry).toList());
  }

  private Map<String, String> notes(List<Check> checks) {
    Map<String, String> notes = CheckNotes.of(checks);
    notes.put("origin", said.origin().kind().name());
    notes.put("origin_id", said.origin().id());
    return notes;
  }

  private static Manifest.FileEntry entry(FileRecord file) {
    var notes = new HashMap<String, String>();
    String type = file.from().contentType();
    if (type != null) {
      notes.put("content_type", type);
    }
    if (!file.from().cursor().isStart()) {
      notes.put("cursor", file.from().cursor().text());
    }
    return new Manifest.FileEntry(
        file.id(),
        file.format(),
        StoredFile.bytes(file),
        file.from().url(),
        file.from().etag(),
        file.from().lastModified(),
        file.from().modified(),
        file.from().fetchedAt(),
        notes);
  }

  /** Another commit came first: what it brought too is no change any more. */
  private void prepareAgain() {
    base = store.catalog().datasets().find(draft.dataset()).map(DatasetRow::latest).orElse(0);
    Map<FeedVersion, KnownFile> now = store.catalog().files().known(draft.dataset());
    same.clear();
    var different = new ArrayList<FileRecord>();
    for (FileRecord file : draft.landed()) {
      KnownFile current = now.get(file.id());
      boolean equal = current != null && current.sha256().equals(file.sha256());
      (equal ? same : different).add(file);
    }
    changed = different;
  }

  private List<FeedVersion> feeds() {
    return changed.stream().map(FileRecord::id).toList();
  }

  /** Only now may bytes go that no revision needs. */
  private DraftOutcome finished(DraftOutcome outcome) {
    same.forEach(file -> store.remove(file.path()));
    return outcome;
  }

  private DraftOutcome withoutRevision(CommitRequest request, DraftOutcome outcome) {
    if (!same.isEmpty()) {
      store.remove(request.folder() + "/" + Manifest.FILE);
    }
    return finished(outcome);
  }
}
