package dev.leat.core.catalog;

import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LeatEvent.DatasetCreated;
import dev.leat.api.LeatEvent.DatasetDeleted;
import dev.leat.api.LeatEvent.DatasetRestored;
import dev.leat.api.LeatEvent.DatasetSkipped;
import dev.leat.api.LeatEvent.LoadCommitted;
import dev.leat.api.LeatEvent.MetadataUpdated;
import dev.leat.api.LeatEvent.RevisionAdded;
import dev.leat.api.LeatEvent.RevisionInvalidated;
import dev.leat.api.LeatEvent.RevisionSetAside;
import dev.leat.api.LeatEvent.RevisionTakenBack;
import dev.leat.api.LeatEvent.SelectorSkipped;
import dev.leat.api.Selector;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events as JSON objects, and back. */
public final class EventJson {
  private EventJson() {}

  /** The event's type: {@code DatasetCreated}, {@code RevisionAdded} and so on. */
  public static String type(LeatEvent event) {
    return event.getClass().getSimpleName();
  }

  /** One line of JSON; its first member is {@code type}. */
  public static String write(LeatEvent event) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("type", type(event));
    tree.put("at", event.at());
    if (event instanceof LeatEvent.OfDataset of) {
      dataset(tree, of.dataset());
    }
    switch (event) {
      case DatasetCreated e -> {}
      case MetadataUpdated e -> {}
      case DatasetDeleted e -> {}
      case DatasetRestored e -> {}
      case DatasetSkipped e -> {}
      case RevisionAdded e -> {
        tree.put("revision", e.revision());
        tree.put("files", e.files());
      }
      case RevisionInvalidated e -> {
        tree.put("revision", e.revision());
        tree.put("reason", e.reason());
      }
      case RevisionSetAside e -> {
        tree.put("revision", e.revision());
        tree.put("files", e.files());
        tree.put("reason", e.reason());
      }
      case RevisionTakenBack e -> {
        tree.put("revision", e.revision());
        tree.put("files", e.files());
      }
      case SelectorSkipped e -> selector(tree, e);
      case LoadCommitted e -> load(tree, e);
    }
    return Json.write(tree);
  }

  private static void dataset(Map<String, @Nullable Object> tree, DatasetId id) {
    tree.put("source", id.source());
    tree.put("dataset_type", id.type());
    tree.put("keys", KeysJson.tree(id.keys()));
  }

  private static void selector(Map<String, @Nullable Object> tree, SelectorSkipped event) {
    tree.put("source", event.source());
    tree.put("dataset_type", event.datasetType());
    tree.put("selector", KeysJson.tree(event.selector().keys()));
    tree.put("modified", event.selector().modified());
    tree.put("attributes", KeysJson.tree(event.selector().attributes()));
  }

  private static void load(Map<String, @Nullable Object> tree, LoadCommitted event) {
    tree.put("destination", event.destination());
    tree.put("table", event.table());
    tree.put("load", event.load());
    tree.put("inserted", event.counts().inserted());
    tree.put("updated", event.counts().updated());
    tree.put("unchanged", event.counts().unchanged());
    tree.put("deleted", event.counts().deleted());
    tree.put("quarantined", event.counts().quarantined());
  }

  /** Reads an event; empty where its type is not known, as with one of a newer program. */
  public static Optional<LeatEvent> read(String json) {
    var members = new Members(Json.object(json));
    Instant at = members.at();
    return switch (members.text("type")) {
      case "DatasetCreated" -> Optional.of(new DatasetCreated(at, members.dataset()));
      case "MetadataUpdated" -> Optional.of(new MetadataUpdated(at, members.dataset()));
      case "DatasetDeleted" -> Optional.of(new DatasetDeleted(at, members.dataset()));
      case "DatasetRestored" -> Optional.of(new DatasetRestored(at, members.dataset()));
      case "DatasetSkipped" -> Optional.of(new DatasetSkipped(at, members.dataset()));
      case "RevisionAdded" ->
          Optional.of(
              new RevisionAdded(at, members.dataset(), members.revision(), members.files()));
      case "RevisionInvalidated" ->
          Optional.of(
              new RevisionInvalidated(
                  at, members.dataset(), members.revision(), members.text("reason")));
      case "RevisionSetAside" ->
          Optional.of(
              new RevisionSetAside(
                  at,
                  members.dataset(),
                  members.revision(),
                  members.files(),
                  members.text("reason")));
      case "RevisionTakenBack" ->
          Optional.of(
              new RevisionTakenBack(at, members.dataset(), members.revision(), members.files()));
      case "SelectorSkipped" -> Optional.of(members.selectorSkipped(at));
      case "LoadCommitted" -> Optional.of(members.loadCommitted(at));
      default -> Optional.empty();
    };
  }

  /** What an event's JSON holds. */
  private record Members(Map<String, @Nullable Object> tree) {
    String text(String name) {
      return Objects.requireNonNull(tree.get(name), name).toString();
    }

    /** Every event of ours has it. */
    Instant at() {
      return tree.get("at") instanceof String at ? Instant.parse(at) : Instant.EPOCH;
    }

    long number(String name) {
      return tree.get(name) instanceof Long number ? number : 0;
    }

    int revision() {
      return Math.toIntExact(number("revision"));
    }

    Keys keys(String name) {
      return tree.get(name) instanceof Map<?, ?> map ? KeysJson.keys(map) : Keys.NONE;
    }

    DatasetId dataset() {
      return new DatasetId(text("source"), text("dataset_type"), keys("keys"));
    }

    List<FeedVersion> files() {
      return tree.get("files") instanceof List<?> list
          ? list.stream().map(file -> FeedVersion.parse(String.valueOf(file))).toList()
          : List.of();
    }

    SelectorSkipped selectorSkipped(Instant at) {
      Instant modified = tree.get("modified") == null ? null : Instant.parse(text("modified"));
      var selector = new Selector(keys("selector"), modified, keys("attributes"));
      return new SelectorSkipped(at, text("source"), text("dataset_type"), selector);
    }

    LoadCommitted loadCommitted(Instant at) {
      var counts =
          new Counts(
              number("inserted"),
              number("updated"),
              number("unchanged"),
              number("deleted"),
              number("quarantined"));
      return new LoadCommitted(at, text("destination"), text("table"), text("load"), counts);
    }
  }
}
