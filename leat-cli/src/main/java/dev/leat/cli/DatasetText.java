package dev.leat.cli;

import dev.leat.api.DatasetId;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.SetAside;
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
        .with("files", dataset.files().stream().map(DatasetText::json).toList())
        .with("set_aside", dataset.setAside().stream().map(DatasetText::json).toList());
  }

  static JsonText json(StoredFile file) {
    JsonText json =
        new JsonText()
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
    SetAside.Mark mark = file.setAside();
    return mark == null ? json : json.with("reason", mark.reason()).with("set_aside_at", mark.at());
  }

  /** A dataset by the name that commands print. */
  static DatasetId id(String name) {
    int first = name.indexOf('/');
    int second = name.indexOf('/', first + 1);
    try {
      if (first < 0) {
        throw new IllegalArgumentException("it has no dataset type");
      }
      String type = second < 0 ? name.substring(first + 1) : name.substring(first + 1, second);
      Keys keys = second < 0 ? Keys.NONE : Keys.parse(name.substring(second + 1));
      return new DatasetId(name.substring(0, first), type, keys);
    } catch (IllegalArgumentException unreadable) {
      throw new LeatException(
          CommandError.USAGE,
          "'" + name + "' is no dataset: " + unreadable.getMessage() + ".",
          "Write SOURCE/TYPE/KEY=VALUE/KEY=VALUE, as leat list does.");
    }
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
