package dev.leat.cli;

import dev.leat.api.DatasetId;
import dev.leat.api.KeyValue;
import dev.leat.api.LeatEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes an event as JSON, its kind under {@code event}. */
final class EventText {
  private EventText() {}

  static JsonText json(LeatEvent event) {
    return switch (event) {
      case LeatEvent.DatasetCreated it -> of("dataset_created", it);
      case LeatEvent.RevisionAdded it ->
          of("revision_added", it).with("revision", it.revision()).with("files", it.files());
      case LeatEvent.MetadataUpdated it -> of("metadata_updated", it);
      case LeatEvent.RevisionInvalidated it ->
          of("revision_invalidated", it)
              .with("revision", it.revision())
              .with("reason", it.reason());
      case LeatEvent.DatasetDeleted it -> of("dataset_deleted", it);
      case LeatEvent.LoadCommitted it ->
          JsonText.event("load_committed")
              .with("at", it.at())
              .with("destination", it.destination())
              .with("table", it.table())
              .with("load", it.load())
              .with("counts", counts(it.counts()));
      case LeatEvent.DatasetSkipped it -> of("dataset_skipped", it);
      case LeatEvent.SelectorSkipped it ->
          JsonText.event("selector_skipped")
              .with("at", it.at())
              .with("source", it.source())
              .with("dataset_type", it.datasetType())
              .with("selector", it.selector());
    };
  }

  static Map<String, Object> counts(LeatEvent.Counts counts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("inserted", counts.inserted());
    map.put("updated", counts.updated());
    map.put("unchanged", counts.unchanged());
    map.put("deleted", counts.deleted());
    map.put("quarantined", counts.quarantined());
    return map;
  }

  /** The keys of a dataset with their types. */
  static Map<String, Object> keys(DatasetId dataset) {
    Map<String, Object> keys = new LinkedHashMap<>();
    dataset
        .keys()
        .values()
        .forEach(
            (name, value) ->
                keys.put(
                    name, value instanceof KeyValue.Whole whole ? whole.value() : value.text()));
    return keys;
  }

  private static JsonText of(String name, LeatEvent.OfDataset event) {
    return JsonText.event(name)
        .with("at", event.at())
        .with("dataset", event.dataset())
        .with("source", event.dataset().source())
        .with("dataset_type", event.dataset().type())
        .with("keys", keys(event.dataset()));
  }
}
