package dev.leat.core.observe;

import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.Outbox;
import dev.leat.core.catalog.Outbox.Entry;
import dev.leat.core.catalog.Outbox.Position;
import dev.leat.core.catalog.Readers;
import java.util.List;
import java.util.Objects;

/**
 * Hands the outbox's events to one named reader, each at least once and in order.
 *
 * <p>Readers are independent: each has a cursor of its own in the catalog. Two processes must not
 * use the same name at once.
 */
public final class EventReader {
  private final Outbox outbox;
  private final Readers readers;
  private final String name;

  public EventReader(Catalog catalog, String name) {
    this.outbox = catalog.outbox();
    this.readers = catalog.readers();
    this.name = Objects.requireNonNull(name);
  }

  /** Takes one event; an exception means that it wants to see it again. */
  @FunctionalInterface
  public interface Handler {
    void handle(Entry entry);
  }

  /** Takes several events at once; an exception means that it wants to see them all again. */
  @FunctionalInterface
  public interface BatchHandler {
    void handle(List<Entry> entries);
  }

  /** The next events without moving on, those of unknown types included. */
  public List<Entry> peek(int max) {
    return outbox.page(readers.position(name), max);
  }

  /** Moves on behind an event. */
  public void advance(Position to) {
    readers.advance(name, to);
  }

  /**
   * Hands over every event that waits, moving on after each; returns how many were handled.
   *
   * <p>Events of types that this program does not know are passed over. What the handler throws
   * comes out here, and the next call starts with the same event.
   */
  public int drain(Handler handler) {
    return drainBatches(1, 200, entries -> entries.forEach(handler::handle));
  }

  /** As {@link #drain}, moving on after each batch. */
  public int drainBatches(int batchMax, BatchHandler handler) {
    return drainBatches(batchMax, batchMax, handler);
  }

  private int drainBatches(int batchMax, int pageMax, BatchHandler handler) {
    int handled = 0;
    List<Entry> page = peek(pageMax);
    while (!page.isEmpty()) {
      for (int from = 0; from < page.size(); from += batchMax) {
        List<Entry> batch = page.subList(from, Math.min(page.size(), from + batchMax));
        List<Entry> known = batch.stream().filter(entry -> entry.event().isPresent()).toList();
        if (!known.isEmpty()) {
          handler.handle(known);
          handled += known.size();
        }
        advance(batch.getLast().position());
      }
      page = peek(pageMax);
    }
    return handled;
  }
}
