package dev.leat.cli;

import dev.leat.api.DatasetId;
import dev.leat.api.KeyValue;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.StoredFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what the catalog knows of a dataset. */
final class DatasetText {
  private DatasetText() {}

  static JsonText json(Dataset dataset) {
    DatasetId id = dataset.id();
    return new JsonText()
        .with("dataset", id)
        .with("source", id.source())
        .with("dataset_type", id.type())
        .with("keys", keys(id))
        .with("name", dataset.row().name())
        .with("state", state(dataset))
        .with("validation", dataset.row().validation().name().toLowerCase(Locale.ROOT))
        .with("revisions", dataset.row().revisions())
        .with("metadata", dataset.row().metadata())
        .with("created_at", dataset.row().createdAt())
        .with("updated_at", dataset.row().updatedAt())
        .with("last_modified_at", dataset.row().lastModifiedAt())
        .with("checked_at", dataset.row().checkedAt())
        .with("files", dataset.files().stream().map(DatasetText::json).toList());
  }

  static JsonText json(StoredFile file) {
    return new JsonText()
        .with("id", file.id())
        .with("revision", file.revision())
        .with("feed", file.feed())
        .with("format", file.format())
        .with("size", file.bytes().size())
        .with("stored_size", file.bytes().storedSize())
        .with("sha256", file.bytes().sha256())
        .with("path", file.bytes().path())
        .with("url", file.from().url())
        .with("fetched_at", file.from().fetchedAt());
  }

  static String state(Dataset dataset) {
    return dataset.row().state().name().toLowerCase(Locale.ROOT);
  }

  /** Bytes of all current files as they are stored. */
  static long storedSize(Dataset dataset) {
    return dataset.files().stream().mapToLong(file -> file.bytes().storedSize()).sum();
  }

  /** To the second, empty where there is none. */
  static String time(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Map<String, Object> keys(DatasetId id) {
    Map<String, Object> keys = new LinkedHashMap<>();
    id.keys()
        .values()
        .forEach(
            (name, value) ->
                keys.put(name, value instanceof KeyValue.Whole it ? it.value() : value.text()));
    return keys;
  }
}
