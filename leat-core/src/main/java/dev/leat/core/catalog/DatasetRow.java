package dev.leat.core.catalog;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.Validation;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dataset without its files.
 *
 * @param revisions how many there are
 * @param latest number of the newest revision, 0 where there is none
 * @param validation FAILED where any revision that contributes a current file has failed
 */
public record DatasetRow(
    DatasetRef ref,
    String name,
    DatasetState state,
    Map<String, String> metadata,
    int revisions,
    int latest,
    Validation validation,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastModifiedAt,
    Instant checkedAt) {
  static final String COLUMNS =
      "d.id, d.source, d.type, d.keys, d.name, d.state, d.metadata, d.revisions, d.latest,"
          + " d.validation, d.created_at, d.updated_at, d.last_modified_at, d.checked_at";

  public DatasetRow {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
    metadata = Map.copyOf(metadata);
    Objects.requireNonNull(validation);
    Objects.requireNonNull(createdAt);
    Objects.requireNonNull(updatedAt);
    Objects.requireNonNull(checkedAt);
  }

  public DatasetId id() {
    return ref.id();
  }

  static DatasetRow read(Row row) throws SQLException {
    return new DatasetRow(
        new DatasetRef(
            row.number(), new DatasetId(row.text(), row.text(), KeysJson.read(row.text()))),
        row.text(),
        DatasetState.valueOf(row.text()),
        texts(row.text()),
        row.whole(),
        row.whole(),
        Validation.valueOf(row.text()),
        row.instant(),
        row.instant(),
        row.instantOrNull(),
        row.instant());
  }

  private static Map<String, String> texts(String json) {
    var texts = new LinkedHashMap<String, String>();
    Json.object(json).forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }
}
