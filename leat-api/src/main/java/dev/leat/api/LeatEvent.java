package dev.leat.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What happened, told after its transaction has committed. */
public sealed interface LeatEvent {
  Instant at();

  /** An event about one dataset. */
  sealed interface OfDataset extends LeatEvent {
    DatasetId dataset();
  }

  record DatasetCreated(Instant at, DatasetId dataset) implements OfDataset {}

  record RevisionAdded(Instant at, DatasetId dataset, int revision, List<FeedVersion> files)
      implements OfDataset {
    public RevisionAdded {
      files = List.copyOf(files);
    }
  }

  record MetadataUpdated(Instant at, DatasetId dataset) implements OfDataset {}

  record RevisionInvalidated(Instant at, DatasetId dataset, int revision, String reason)
      implements OfDataset {}

  /** Nothing reads these files of it from now on; they are still stored. */
  record RevisionSetAside(
      Instant at, DatasetId dataset, int revision, List<FeedVersion> files, String reason)
      implements OfDataset {
    public RevisionSetAside {
      files = List.copyOf(files);
    }
  }

  /** Files that were set aside are read again. */
  record RevisionTakenBack(Instant at, DatasetId dataset, int revision, List<FeedVersion> files)
      implements OfDataset {
    public RevisionTakenBack {
      files = List.copyOf(files);
    }
  }

  record DatasetDeleted(Instant at, DatasetId dataset) implements OfDataset {}

  /** It may be fetched again; what was deleted is not back by that. */
  record DatasetRestored(Instant at, DatasetId dataset) implements OfDataset {}

  record LoadCommitted(Instant at, String destination, String table, String load, Counts counts)
      implements LeatEvent {}

  /** In process only: the dataset was found current. */
  record DatasetSkipped(Instant at, DatasetId dataset) implements OfDataset {}

  /** In process only: nothing in this selector is newer than the store. */
  record SelectorSkipped(Instant at, String source, String datasetType, Selector selector)
      implements LeatEvent {
    public SelectorSkipped {
      Objects.requireNonNull(selector);
    }
  }

  /** Rows by what a load did to them. */
  record Counts(long inserted, long updated, long unchanged, long deleted, long quarantined) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts plus(Counts more) {
      return new Counts(
          inserted + more.inserted,
          updated + more.updated,
          unchanged + more.unchanged,
          deleted + more.deleted,
          quarantined + more.quarantined);
    }
  }
}
