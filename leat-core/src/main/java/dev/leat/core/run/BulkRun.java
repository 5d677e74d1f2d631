package dev.leat.core.run;

import dev.leat.api.BulkSource;
import dev.leat.api.BulkSource.Collected;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.core.fetch.Pause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Submits tasks to a provider that prepares datasets, and takes each when it is ready. */
final class BulkRun {
  private static final Duration COLLECT_WAIT = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMillis(100);

  /** How long a provider may be silent about everything that it was asked for. */
  private static final Duration SILENCE_MAX = Duration.ofHours(24);

  private final Parts parts;
  private final BulkSource source;
  private final BatchRun batch;
  private final Map<Keys, Decisions.Task> pending = new LinkedHashMap<>();

  BulkRun(Parts parts, BulkSource source, BatchRun batch) {
    this.parts = parts;
    this.source = source;
    this.batch = batch;
  }

  /** What was submitted is collected also after a stop: somebody may have paid for it. */
  boolean run(List<Decisions.Task> tasks) throws IOException, InterruptedException {
    Thread collecting = Thread.currentThread();
    try (var watch = parts.stop().watch(collecting::interrupt)) {
      var waiting = new ArrayDeque<>(tasks);
      Instant moved = parts.now();
      while (!pending.isEmpty() || (!waiting.isEmpty() && !parts.stop().asked())) {
        int steps = stepsLeft(waiting);
        submit(waiting);
        collect();
        if (stepsLeft(waiting) != steps) {
          moved = parts.now();
        } else if (moved.plus(SILENCE_MAX).isBefore(parts.now())) {
          giveUp(waiting);
        }
      }
      return waiting.isEmpty();
    }
  }

  /** A task is submitted, then collected. */
  private int stepsLeft(Deque<Decisions.Task> waiting) {
    return 2 * waiting.size() + pending.size();
  }

  private void giveUp(Deque<Decisions.Task> waiting) {
    var left = new ArrayList<>(pending.values());
    left.addAll(waiting);
    pending.clear();
    waiting.clear();
    for (Decisions.Task task : left) {
      String problem = "nothing was heard of it for " + SILENCE_MAX.toHours() + " hours";
      batch.failed(task, parts.error(task.id().toString(), RunError.bulk(task.id(), problem)));
    }
  }

  private void submit(Deque<Decisions.Task> waiting) throws InterruptedException {
    while (!waiting.isEmpty() && source.capacity() > 0 && !parts.stop().asked()) {
      Decisions.Task task = waiting.remove();
      try {
        source.submit(task.offer());
        pending.put(task.offer().keys(), task);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        // The source is code that is not ours.
        batch.failed(task, parts.error(task.id().toString(), e));
      }
    }
  }

  private void collect() throws IOException, InterruptedException {
    List<Collected> collected = source.collect(COLLECT_WAIT);
    if (collected.isEmpty()) {
      // A source that does not wait must not make this loop spin.
      Pause.SLEEP.pause(IDLE);
    }
    var ready = new ArrayList<Decisions.Task>();
    for (Collected each : collected) {
      Decisions.Task task = pending.remove(each.keys());
      if (task == null) {
        parts.tell(new Progress.Warned(stray(each)));
        continue;
      }
      switch (each) {
        case Collected.Ready it -> ready.add(joined(task, it.offer()));
        case Collected.Failed it -> batch.failed(task, failure(task, it));
      }
    }
    batch.runAll(ready);
  }

  private LeatException failure(Decisions.Task task, Collected.Failed failed) {
    return parts.error(task.id().toString(), RunError.bulk(task.id(), failed.problem()));
  }

  private static String stray(Collected collected) {
    return "The source prepared " + collected.keys() + ", which nobody had submitted.";
  }

  /** What was listed and what was collected, as one task; the collected files win. */
  private static Decisions.Task joined(Decisions.Task task, Offer collected) {
    Map<Object, OfferedFile> files = new LinkedHashMap<>();
    task.files().forEach(file -> files.put(file.id(), file));
    collected.files().forEach(file -> files.put(file.id(), file));
    return new Decisions.Task(task.id(), collected, List.copyOf(files.values()), task.known());
  }
}
