package dev.leat.core.store;

import dev.leat.api.Blame;
import dev.leat.api.DatasetId;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.Drafts;
import dev.leat.core.catalog.Drafts.DraftRow;
import dev.leat.core.catalog.FileRecord;
import dev.leat.core.catalog.Files;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes bytes that no revision and no living draft needs.
 *
 * <p>A manifest of a revision that the catalog does not have, and that nobody deleted, means that
 * the catalog is lost, older than the files, or another one. Then nothing is an orphan.
 */
public final class GarbageCollector {
  private static final int BATCH = 500;
  private static final Removed NOTHING = new Removed(0, 0, 0);

  private final RawStore store;
  private final Limits limits;

  /**
   * How old something must be.
   *
   * @param orphan a file that no row names; longer than any upload takes to get its row
   * @param draft a draft that nobody has touched; a run within that time may resume it
   */
  public record Limits(Duration orphan, Duration draft) {
    /** An hour, and a week. */
    public static final Limits USUAL = new Limits(Duration.ofHours(1), Duration.ofDays(7));

    public Limits {
      Objects.requireNonNull(orphan);
      Objects.requireNonNull(draft);
    }
  }

  /** What was removed. */
  public record Removed(long files, long bytes, long drafts) {
    public Removed plus(Removed more) {
      return new Removed(files + more.files, bytes + more.bytes, drafts + more.drafts);
    }
  }

  public GarbageCollector(RawStore store, Limits limits) {
    this.store = store;
    this.limits = limits;
  }

  /**
   * @throws dev.leat.api.LeatException where the catalog lacks revisions; then nothing is removed
   */
  public Removed run() {
    Instant now = store.catalog().clock().instant();
    orphans();
    Removed ofDrafts = drafts(now.minus(limits.draft()));
    Removed orphans = orphans(now.minus(limits.orphan()), store::remove);
    return ofDrafts.plus(orphans);
  }

  /**
   * The files that a run would find to belong to nothing; removes none.
   *
   * @throws dev.leat.api.LeatException where the catalog lacks revisions
   */
  public Removed orphans() {
    Instant now = store.catalog().clock().instant();
    return orphans(now.minus(limits.orphan()), path -> {});
  }

  /**
   * What a run would remove; removes nothing.
   *
   * @throws dev.leat.api.LeatException where the catalog lacks revisions
   */
  public Removed look() {
    Drafts drafts = store.catalog().drafts();
    Instant untouchedSince = store.catalog().clock().instant().minus(limits.draft());
    Removed all = orphans();
    for (DraftRow draft : drafts.stale(untouchedSince, Integer.MAX_VALUE)) {
      all = all.plus(of(drafts.files(draft.id())));
    }
    return all;
  }

  private static Removed of(List<FileRecord> landed) {
    return new Removed(landed.size(), landed.stream().mapToLong(FileRecord::storedSize).sum(), 1);
  }

  private Removed drafts(Instant untouchedSince) {
    Drafts drafts = store.catalog().drafts();
    Removed removed = NOTHING;
    List<DraftRow> stale = drafts.stale(untouchedSince, BATCH);
    while (!stale.isEmpty()) {
      for (DraftRow draft : stale) {
        List<FileRecord> landed = drafts.files(draft.id());
        if (drafts.abandonStale(draft.id(), untouchedSince)) {
          // Without its manifest it cannot be taken for a revision that the catalog has lost.
          store.remove(draft.folder() + "/" + Manifest.FILE);
          landed.forEach(file -> store.remove(file.path()));
          removed = removed.plus(of(landed));
        }
      }
      stale = drafts.stale(untouchedSince, BATCH);
    }
    return removed;
  }

  private Removed orphans(Instant untouchedSince, Consumer<String> act) {
    String root = bucketFolder();
    var batch = new ArrayList<Entry>();
    var removed = new ArrayList<Removed>();
    try (Stream<Entry> entries = store.files().list(root)) {
      entries
          .filter(entry -> entry.modified().isBefore(untouchedSince))
          .forEach(
              entry -> {
                batch.add(entry);
                if (batch.size() == BATCH) {
                  removed.add(orphans(batch, act));
                  batch.clear();
                }
              });
    } catch (IOException e) {
      throw FileError.reading(store.files(), root, e);
    }
    removed.add(orphans(batch, act));
    return new Removed(
        removed.stream().mapToLong(Removed::files).sum(),
        removed.stream().mapToLong(Removed::bytes).sum(),
        0);
  }

  /** The folder that holds everything of this bucket, and nothing else. */
  private String bucketFolder() {
    String any =
        store.rules().folder(store.catalog().bucket(), new DatasetId("any", "any", Keys.NONE), 1);
    return any.substring(0, any.indexOf('/'));
  }

  private Removed orphans(List<Entry> candidates, Consumer<String> act) {
    Files rows = store.catalog().files();
    Set<String> folders =
        candidates.stream()
            .map(entry -> folder(entry.path()))
            .collect(Collectors.toCollection(HashSet::new));
    // Drafts are asked first: one that is committed meanwhile is then found among the others.
    Set<String> drafts = rows.draftFolders(folders);
    Set<String> paths = rows.pathsInUse(candidates.stream().map(Entry::path).toList());
    Set<String> revisions = rows.revisionFolders(folders);
    folders.removeAll(drafts);
    folders.removeAll(revisions);
    // What is left of them is spared.
    folders.removeIf(this::isExplained);
    long files = 0;
    long bytes = 0;
    for (Entry entry : candidates) {
      String folder = folder(entry.path());
      boolean manifest = entry.path().equals(folder + "/" + Manifest.FILE);
      boolean needed =
          paths.contains(entry.path())
              || drafts.contains(folder)
              || folders.contains(folder)
              || (manifest && revisions.contains(folder));
      if (!needed) {
        act.accept(entry.path());
        files++;
        bytes += entry.size();
      }
    }
    return new Removed(files, bytes, 0);
  }

  /**
   * That no row names a folder is explained by a deletion, or by a draft that was overtaken; false
   * where its manifest is damaged, which tells nothing.
   */
  private boolean isExplained(String folder) {
    Optional<Manifest> manifest;
    try {
      manifest = Manifest.find(store.files(), folder + "/" + Manifest.FILE);
    } catch (LeatException e) {
      if (e.blame() == Blame.DATA) {
        return false;
      }
      throw e;
    }
    manifest.ifPresent(each -> each.requireKnown(store.catalog().datasets()));
    return true;
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
