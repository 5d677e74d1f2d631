package dev.leat.core.catalog;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.Summary;
import dev.leat.api.Summary.FileSummary;
import dev.leat.api.Validation;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks up what is known of many datasets at once; thread-safe. */
public final class Summaries {
  static final int BATCH = 512;

  private final Database database;
  private final String bucket;

  Summaries(Database database, String bucket) {
    this.database = database;
    this.bucket = bucket;
  }

  /**
   * The summaries of those datasets that exist or whose last task failed.
   *
   * <p>Any number of keys; 500 to 1,000 at a time are fastest. A dataset that failed before it was
   * ever stored has no revisions and is marked as failed.
   */
  public Map<Keys, Summary> of(String source, String type, Collection<Keys> keys) {
    var byCanonical = new HashMap<String, Keys>();
    keys.forEach(each -> byCanonical.put(each.canonical(), each));
    List<String> wanted = List.copyOf(byCanonical.keySet());
    return database.read(
        session -> {
          var found = new HashMap<Keys, Summary>();
          for (int from = 0; from < wanted.size(); from += BATCH) {
            List<String> part = wanted.subList(from, Math.min(wanted.size(), from + BATCH));
            new Batch(session, source, type, byCanonical).collect(part, found);
          }
          return found;
        });
  }

  /** A dataset's row, waiting for its files. */
  private record Head(
      long row,
      Keys keys,
      DatasetState state,
      int revisions,
      Validation validation,
      @Nullable Instant recheckAt,
      @Nullable Instant modified,
      Instant checked) {}

  /** One round of lookups. */
  private final class Batch {
    private final Session session;
    private final String source;
    private final String type;
    private final Map<String, Keys> byCanonical;
    private final Map<String, FeedVersion> feeds = new HashMap<>();

    Batch(Session session, String source, String type, Map<String, Keys> byCanonical) {
      this.session = session;
      this.source = source;
      this.type = type;
      this.byCanonical = byCanonical;
    }

    void collect(List<String> canonical, Map<Keys, Summary> into) throws SQLException {
      List<Head> heads = heads(canonical);
      Map<Long, Map<FeedVersion, FileSummary>> files = files(heads);
      Set<Keys> failed = failed(canonical);
      for (Head head : heads) {
        into.put(head.keys(), summary(head, files, failed.remove(head.keys())));
      }
      for (Keys keys : failed) {
        into.put(keys, failedOnly(keys));
      }
    }

    private List<Head> heads(List<String> canonical) throws SQLException {
      List<@Nullable Object> marked = Condition.padded(canonical);
      return session.list(
          "SELECT id, canonical, state, revisions, validation, recheck_at, last_modified_at,"
              + " checked_at"
              + " FROM {dataset} WHERE bucket = ? AND source = ? AND type = ? AND canonical IN ("
              + Condition.marks(marked.size())
              + ")",
          this::head,
          behind(marked));
    }

    private Head head(Row row) throws SQLException {
      return new Head(
          row.number(),
          known(row.text()),
          DatasetState.valueOf(row.text()),
          row.whole(),
          Validation.valueOf(row.text()),
          row.instantOrNull(),
          row.instantOrNull(),
          row.instant());
    }

    private Keys known(String canonical) {
      Keys keys = byCanonical.get(canonical);
      if (keys == null) {
        throw new IllegalStateException(canonical);
      }
      return keys;
    }

    private Map<Long, Map<FeedVersion, FileSummary>> files(List<Head> heads) throws SQLException {
      var files = new HashMap<Long, Map<FeedVersion, FileSummary>>();
      if (heads.isEmpty()) {
        return files;
      }
      List<@Nullable Object> marked = Condition.padded(heads.stream().map(Head::row).toList());
      session.list(
          "SELECT dataset, feed, version, modified, absent_until FROM {file_check}"
              + " WHERE dataset IN ("
              + Condition.marks(marked.size())
              + ")",
          row ->
              files
                  .computeIfAbsent(row.number(), dataset -> HashMap.newHashMap(4))
                  .put(feed(row), new FileSummary(row.instantOrNull(), row.instantOrNull())),
          marked.toArray());
      return files;
    }

    private FeedVersion feed(Row row) throws SQLException {
      String feed = row.text();
      String version = row.text();
      return feeds.computeIfAbsent(feed + "__" + version, name -> new FeedVersion(feed, version));
    }

    private Set<Keys> failed(List<String> canonical) throws SQLException {
      List<@Nullable Object> marked = Condition.padded(canonical);
      return new HashSet<>(
          session.list(
              "SELECT canonical FROM {failure} WHERE bucket = ? AND source = ? AND type = ?"
                  + " AND canonical IN ("
                  + Condition.marks(marked.size())
                  + ")",
              row -> known(row.text()),
              behind(marked)));
    }

    private @Nullable Object[] behind(List<@Nullable Object> marked) {
      var values = new ArrayList<@Nullable Object>(List.of(bucket, source, type));
      values.addAll(marked);
      return values.toArray();
    }

    private Summary summary(
        Head head, Map<Long, Map<FeedVersion, FileSummary>> files, boolean failed) {
      return new Summary(
          new DatasetId(source, type, head.keys()),
          head.state(),
          head.revisions(),
          head.modified(),
          head.checked(),
          head.validation(),
          head.recheckAt(),
          failed,
          files.getOrDefault(head.row(), Map.of()));
    }

    private Summary failedOnly(Keys keys) {
      return new Summary(
          new DatasetId(source, type, keys),
          DatasetState.SCHEDULED,
          0,
          null,
          null,
          Validation.PENDING,
          null,
          true,
          Map.of());
    }
  }
}
