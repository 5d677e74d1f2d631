package dev.leat.core.catalog;

import dev.leat.api.Cursor;
import dev.leat.api.FeedVersion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file's identity within its revision, its bytes and its origin.
 *
 * @param sha256 of the decoded content
 * @param storedSha256 of the bytes as they lie in the store
 * @param path within the file store
 */
public record FileRecord(
    FeedVersion id,
    String format,
    String codec,
    String sha256,
    long size,
    String storedSha256,
    long storedSize,
    String path,
    Provenance from) {
  static final String COLUMNS =
      "feed, version, format, codec, sha256, size, stored_sha256, stored_size, path, url, etag,"
          + " last_modified, modified, content_type, fetched_at, read_to";
  static final String MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  public FileRecord {
    Objects.requireNonNull(id);
    Objects.requireNonNull(format);
    Objects.requireNonNull(codec);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(storedSha256);
    Objects.requireNonNull(path);
    Objects.requireNonNull(from);
  }

  static FileRecord read(Row row) throws SQLException {
    return new FileRecord(
        new FeedVersion(row.text(), row.text()),
        row.text(),
        row.text(),
        row.text(),
        row.number(),
        row.text(),
        row.number(),
        row.text(),
        new Provenance(
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            row.instantOrNull(),
            row.textOrNull(),
            row.instant(),
            new Cursor(row.text())));
  }

  /** The columns' values behind those given. */
  @Nullable Object[] valuesAfter(@Nullable Object... first) {
    List<@Nullable Object> values = new ArrayList<>(Arrays.asList(first));
    values.add(id.feed());
    values.add(id.version());
    values.add(format);
    values.add(codec);
    values.add(sha256);
    values.add(size);
    values.add(storedSha256);
    values.add(storedSize);
    values.add(path);
    values.add(from.url());
    values.add(from.etag());
    values.add(from.lastModified());
    values.add(from.modified());
    values.add(from.contentType());
    values.add(from.fetchedAt());
    values.add(from.cursor().text());
    return values.toArray();
  }
}
