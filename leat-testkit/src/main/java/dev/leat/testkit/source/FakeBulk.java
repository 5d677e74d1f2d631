package dev.leat.testkit.source;

import dev.leat.api.BulkSource.Collected;
import dev.leat.api.Offer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * How a provider prepares datasets: so many at a time, one per look. Thread-safe.
 *
 * <p>Everything that was submitted is ready at the next look, unless {@link #answers} says
 * otherwise.
 */
public final class FakeBulk {
  /** What comes of a submitted offer. */
  @FunctionalInterface
  public interface Answering {
    Collected answer(Offer offer) throws IOException;
  }

  private final int capacity;
  private final List<Offer> pending = new ArrayList<>();
  private final List<Offer> submitted = new ArrayList<>();
  private final List<Collected> strays = new ArrayList<>();
  private int pendingMax;
  private Predicate<Offer> refused = offer -> false;
  private Answering answering = Collected.Ready::new;

  private FakeBulk(int capacity) {
    this.capacity = capacity;
  }

  public static FakeBulk ofCapacity(int datasets) {
    return new FakeBulk(datasets);
  }

  public synchronized FakeBulk answers(Answering script) {
    answering = Objects.requireNonNull(script);
    return this;
  }

  /** Does not take these. */
  public synchronized FakeBulk refuses(Predicate<Offer> offers) {
    refused = offers;
    return this;
  }

  /** Says this too at the next look, whoever had asked for it. */
  public synchronized FakeBulk also(Collected answer) {
    strays.add(answer);
    return this;
  }

  /** Everything that was ever submitted, in order. */
  public synchronized List<Offer> submitted() {
    return List.copyOf(submitted);
  }

  /** The most that waited at one time. */
  public synchronized int pendingMax() {
    return pendingMax;
  }

  synchronized int room() {
    return capacity - pending.size();
  }

  synchronized void submit(Offer offer) throws IOException {
    if (refused.test(offer)) {
      throw new IOException("refused " + offer.keys());
    }
    submitted.add(offer);
    pending.add(offer);
    pendingMax = Math.max(pendingMax, pending.size());
  }

  synchronized List<Collected> collect() throws IOException {
    var answers = new ArrayList<>(strays);
    strays.clear();
    if (!pending.isEmpty()) {
      answers.add(answering.answer(pending.removeFirst()));
    }
    return answers;
  }
}
