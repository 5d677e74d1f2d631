package dev.leat.core.store;

import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.api.KnownFile;
import dev.leat.core.catalog.FileRecord;
import dev.leat.core.catalog.FileRow;
import dev.leat.core.catalog.Provenance;
import dev.leat.core.catalog.SetAside;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of a committed revision.
 *
 * @param id unique in the catalog; a newer file has a higher one
 * @param revision that it came with
 * @param setAside why nothing reads it, or null
 */
public record StoredFile(
    long id,
    DatasetId dataset,
    int revision,
    FeedVersion feed,
    String format,
    StoredBytes bytes,
    Provenance from,
    SetAside.@Nullable Mark setAside) {
  public StoredFile {
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(feed);
    Objects.requireNonNull(format);
    Objects.requireNonNull(bytes);
    Objects.requireNonNull(from);
  }

  /** What makes a request for it conditional. */
  public KnownFile known() {
    return new KnownFile(
        feed,
        bytes.sha256(),
        bytes.size(),
        from.etag(),
        from.lastModified(),
        from.modified(),
        from.cursor());
  }

  static StoredFile of(FileRow row) {
    FileRecord file = row.file();
    return new StoredFile(
        row.id(),
        row.dataset().id(),
        row.revision(),
        file.id(),
        file.format(),
        bytes(file),
        file.from(),
        row.setAside());
  }

  static StoredBytes bytes(FileRecord file) {
    Codec codec =
        Codec.of(file.codec())
            .orElseThrow(() -> new IllegalStateException("codec " + file.codec()));
    return new StoredBytes(
        file.path(), codec, file.sha256(), file.size(), file.storedSha256(), file.storedSize());
  }

  static FileRecord record(FeedVersion feed, String format, StoredBytes bytes, Provenance from) {
    return new FileRecord(
        feed,
        format,
        bytes.codec().id(),
        bytes.sha256(),
        bytes.size(),
        bytes.storedSha256(),
        bytes.storedSize(),
        bytes.path(),
        from);
  }
}
