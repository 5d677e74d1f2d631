package dev.leat.connect.ingestify;

import static dev.leat.connect.ingestify.IngestifyError.INGESTIFY_UNREADABLE;

import dev.leat.api.DatasetId;
import dev.leat.api.LeatException;
import dev.leat.api.PastDataset;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The catalog of an Ingestify store, in SQLite or PostgreSQL; read, never written.
 *
 * <p>Datasets come in order of their ids, some hundred in memory at a time. For one thread.
 */
public final class IngestifyCatalog implements AutoCloseable {
  /** Reads a row of a result. */
  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private record RevisionKey(String dataset, int number) {}

  /** Fetches a page when the one before has been taken. */
  private final class Datasets implements Iterator<PastDataset> {
    private final Deque<PastDataset> page = new ArrayDeque<>();
    private String last = "";
    private boolean ended;

    @Override
    public boolean hasNext() {
      if (page.isEmpty() && !ended) {
        String next = page(last, page);
        ended = next.equals(last);
        last = next;
      }
      return !page.isEmpty();
    }

    @Override
    public PastDataset next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.remove();
    }
  }

  private static final int PAGE = 500;

  private final CatalogAddress address;
  private final Connection connection;
  private final String prefix;
  private final Map<String, String> sources;

  private IngestifyCatalog(
      CatalogAddress address, Connection connection, String prefix, Map<String, String> sources) {
    this.address = address;
    this.connection = connection;
    this.prefix = prefix;
    this.sources = Map.copyOf(sources);
  }

  /**
   * Opens a catalog.
   *
   * @param url as {@code metadata_url} of Ingestify's configuration
   * @param folder where a relative path in the URL begins
   * @param prefix its {@code table_prefix}, or empty
   * @param sources names of sources by provider; a provider that is not there keeps its name
   */
  public static IngestifyCatalog open(
      String url, Path folder, String prefix, Map<String, String> sources) {
    if (!prefix.matches("[A-Za-z0-9_]*")) {
      throw new LeatException(
          IngestifyError.INGESTIFY_URL,
          "The table prefix '" + prefix + "' cannot be part of a table's name.",
          "Copy table_prefix from Ingestify's configuration.");
    }
    CatalogAddress address = CatalogAddress.parse(url, folder);
    return new IngestifyCatalog(address, address.connect(), prefix, sources);
  }

  /** How many datasets there are. */
  public long count() {
    long[] count = new long[1];
    query("select count(*) from {dataset}", row -> count[0] = row.getLong(1));
    return count[0];
  }

  /** The namespaces of its datasets. */
  public List<String> buckets() {
    List<String> buckets = new ArrayList<>();
    query(
        "select distinct coalesce(bucket, '') as bucket from {dataset} order by bucket",
        row -> buckets.add(row.getString(1)));
    return buckets;
  }

  /** Every dataset with its history; each call begins anew. */
  public Iterator<PastDataset> datasets() {
    return new Datasets();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing was written that could be lost.
    }
  }

  /** Adds the datasets after an id and answers the id of the last, the same where there is none. */
  private String page(String after, Deque<PastDataset> into) {
    List<String> ids = new ArrayList<>();
    query(
        "select dataset_id from {dataset} where dataset_id > ? order by dataset_id limit " + PAGE,
        row -> ids.add(row.getString(1)),
        after);
    if (ids.isEmpty()) {
      return after;
    }
    String last = ids.getLast();
    var files = files(after, last);
    var revisions = revisions(after, last, files);
    query(
        "select dataset_id, provider, dataset_type, identifier, bucket, name, state, metadata,"
            + " created_at from {dataset} where dataset_id > ? and dataset_id <= ?"
            + " order by dataset_id",
        row -> into.add(dataset(row, revisions)),
        after,
        last);
    return last;
  }

  private PastDataset dataset(ResultSet row, Map<String, List<PastDataset.Revision>> revisions)
      throws SQLException {
    String provider = row.getString(2);
    return new PastDataset(
        new DatasetId(
            sources.getOrDefault(provider, provider),
            row.getString(3),
            CatalogText.keys(row.getString(4))),
        orEmpty(row.getString(5)),
        orEmpty(row.getString(6)),
        CatalogText.state(row.getString(7)),
        CatalogText.metadata(row.getString(8)),
        orEpoch(CatalogText.time(row.getString(9))),
        revisions.getOrDefault(row.getString(1), List.of()));
  }

  private Map<String, List<PastDataset.Revision>> revisions(
      String after, String last, Map<RevisionKey, List<PastDataset.File>> files) {
    Map<String, List<PastDataset.Revision>> revisions = new HashMap<>();
    query(
        "select dataset_id, revision_id, description, created_at, state from {revision}"
            + " where dataset_id > ? and dataset_id <= ? order by dataset_id, revision_id",
        row -> {
          var key = new RevisionKey(row.getString(1), row.getInt(2));
          revisions
              .computeIfAbsent(key.dataset(), dataset -> new ArrayList<>())
              .add(
                  new PastDataset.Revision(
                      key.number(),
                      orEmpty(row.getString(3)),
                      orEpoch(CatalogText.time(row.getString(4))),
                      CatalogText.validation(row.getString(5)),
                      files.getOrDefault(key, List.of())));
        },
        after,
        last);
    return revisions;
  }

  private Map<RevisionKey, List<PastDataset.File>> files(String after, String last) {
    Map<RevisionKey, List<PastDataset.File>> files = new HashMap<>();
    query(
        "select dataset_id, revision_id, data_feed_key, data_spec_version,"
            + " data_serialization_format, storage_path, storage_compression_method, size,"
            + " storage_size, created_at, modified_at, tag, content_type from {file}"
            + " where dataset_id > ? and dataset_id <= ?"
            + " order by dataset_id, revision_id, file_id",
        row ->
            files
                .computeIfAbsent(
                    new RevisionKey(row.getString(1), row.getInt(2)), key -> new ArrayList<>())
                .add(file(row)),
        after,
        last);
    return files;
  }

  private static PastDataset.File file(ResultSet row) throws SQLException {
    return new PastDataset.File(
        CatalogText.file(row.getString(3), row.getString(4)),
        CatalogText.format(row.getString(5)),
        row.getString(6),
        CatalogText.codec(row.getString(7)),
        row.getLong(8),
        row.getLong(9),
        orEpoch(CatalogText.time(row.getString(10))),
        CatalogText.time(row.getString(11)),
        row.getString(12),
        row.getString(13));
  }

  private void query(String sql, RowReader reader, String... values) {
    String named = sql.replaceAll("\\{(\\w+)}", prefix + "$1");
    try (PreparedStatement statement = connection.prepareStatement(named)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    } catch (SQLException broken) {
      throw unreadable(broken, "Check that it is Ingestify's, and its table_prefix.");
    } catch (JacksonException | DateTimeException | IllegalArgumentException odd) {
      throw unreadable(odd, "A row holds what Ingestify does not write: correct it there.");
    }
  }

  private LeatException unreadable(Exception cause, String remedy) {
    return new LeatException(
        INGESTIFY_UNREADABLE,
        "The catalog " + address.place() + " cannot be read: " + cause.getMessage(),
        remedy,
        cause);
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static Instant orEpoch(@Nullable Instant at) {
    return Objects.requireNonNullElse(at, Instant.EPOCH);
  }
}
