package dev.leat.core.store;

import dev.leat.api.Cursor;
import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.FileStore;
import dev.leat.api.Keys;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.CatalogSettings;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.Holder;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.MovingClock;
import dev.leat.core.catalog.Origin;
import dev.leat.core.catalog.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A raw store and the acts that tests repeat. */
final class StoreFixture implements AutoCloseable {
  static final FeedVersion EVENTS = new FeedVersion("events", "v1");
  static final FeedVersion LINEUPS = new FeedVersion("lineups", "v1");
  static final Instant MONDAY = Instant.parse("2025-12-01T00:00:00Z");
  static final Origin RUN = new Origin(Origin.Kind.TASK, "run-1");

  final MovingClock clock = new MovingClock();
  final CatalogSettings settings;
  final FileStore files;
  final Catalog catalog;
  final RawStore store;

  StoreFixture(CatalogSettings settings, FileStore files) {
    this.settings = settings;
    this.files = files;
    this.catalog = Catalog.open(settings, clock);
    this.store = new RawStore(catalog, files, PathRules.PLAIN, Codec.ZSTD);
  }

  static DatasetId match(long id) {
    return new DatasetId(
        "statsbomb",
        "match",
        Keys.of("competition_id", 11).with("season_id", 42).with("match_id", id));
  }

  static Description complete(String name) {
    return new Description(name, DatasetState.COMPLETE, Map.of("home", name));
  }

  Lease lease(String name) {
    return catalog
        .leases()
        .acquire(name, new Holder("elsewhere", 1, 1, "run"), Duration.ofMinutes(5))
        .orElseThrow();
  }

  boolean land(Draft draft, FeedVersion feed, String content, @Nullable Instant modified) {
    try (Draft.Incoming incoming = draft.receive(feed, "json")) {
      incoming.sink().write(content.getBytes(StandardCharsets.UTF_8));
      return incoming.land(
          new Provenance(
              "http://localhost/" + feed,
              "etag-" + content.hashCode(),
              null,
              modified,
              "application/json",
              clock.instant(),
              Cursor.START));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One dataset with one events file, fetched and committed. */
  DraftOutcome put(DatasetId id, Lease lease, String events, @Nullable Instant modified) {
    Draft draft = store.draft(id, lease);
    land(draft, EVENTS, events, modified);
    return draft.commit(complete("a match"), RUN);
  }

  String content(DatasetId id, FeedVersion feed) {
    StoredFile file = store.dataset(id).orElseThrow().file(feed).orElseThrow();
    return text(store.open(file));
  }

  static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long stored() {
    try (var entries = files.list("")) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    catalog.close();
  }
}
