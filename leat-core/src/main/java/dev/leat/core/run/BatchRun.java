package dev.leat.core.run;

import dev.leat.api.BulkSource;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.Lease;
import dev.leat.core.fetch.Fanout;
import dev.leat.core.fetch.FetchSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the tasks of one batch; a task's failure is recorded and stops no other. */
final class BatchRun {
  private static final Duration COLLECT_WAIT = Duration.ofSeconds(1);

  private final Parts parts;
  private final FetchSettings settings;
  private final LiveJob live;
  private final DatasetTask datasets;

  BatchRun(Parts parts, FetchSettings settings, Lease lease, LiveJob live) {
    this.parts = parts;
    this.settings = settings;
    this.live = live;
    this.datasets = new DatasetTask(parts, settings, lease);
  }

  void run(List<Decisions.Task> tasks) throws InterruptedException {
    if (tasks.isEmpty()) {
      return;
    }
    live.started(tasks.size());
    try (var fanout = new Fanout("leat-task", settings.concurrencyMax())) {
      for (Decisions.Task task : tasks) {
        if (parts.stop().asked() || !fanout.start(() -> run(task))) {
          break;
        }
      }
      fanout.join();
    }
  }

  private void run(Decisions.Task task) throws InterruptedException {
    try {
      DatasetTask.Result result = datasets.run(task);
      live.done(task.id(), result.outcome(), result.bytes());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // The task boundary: sources' callbacks run in there.
      failed(task, RunError.unexpected(task.id().toString(), e));
    }
  }

  private void failed(Decisions.Task task, LeatException error) {
    boolean isNew = task.known().isEmpty();
    live.failed(task.id(), isNew ? Jobs.Operation.CREATE : Jobs.Operation.UPDATE, error);
  }

  /** Submits the tasks to a provider that prepares datasets, and takes each when it is ready. */
  void runBulk(BulkSource source, List<Decisions.Task> tasks)
      throws IOException, InterruptedException {
    live.started(tasks.size());
    var waiting = new ArrayDeque<>(tasks);
    Map<Keys, Decisions.Task> pending = new LinkedHashMap<>();
    while (!pending.isEmpty() || (!waiting.isEmpty() && !parts.stop().asked())) {
      while (!waiting.isEmpty() && source.capacity() > 0 && !parts.stop().asked()) {
        Decisions.Task task = waiting.remove();
        source.submit(task.offer());
        pending.put(task.offer().keys(), task);
      }
      var ready = new ArrayList<Decisions.Task>();
      for (BulkSource.Collected collected : source.collect(COLLECT_WAIT)) {
        Decisions.Task task = pending.remove(collected.keys());
        if (task == null) {
          continue;
        }
        switch (collected) {
          case BulkSource.Collected.Ready it -> ready.add(joined(task, it.offer()));
          case BulkSource.Collected.Failed it ->
              failed(task, RunError.bulk(task.id(), it.problem()));
        }
      }
      runReady(ready);
    }
  }

  private void runReady(List<Decisions.Task> ready) throws InterruptedException {
    try (var fanout = new Fanout("leat-task", settings.concurrencyMax())) {
      for (Decisions.Task task : ready) {
        fanout.start(() -> run(task));
      }
      fanout.join();
    }
  }

  /** What was listed and what was collected, as one task; the collected files win. */
  private static Decisions.Task joined(Decisions.Task task, Offer collected) {
    Map<Object, OfferedFile> files = new LinkedHashMap<>();
    task.files().forEach(file -> files.put(file.id(), file));
    collected.files().forEach(file -> files.put(file.id(), file));
    return new Decisions.Task(task.id(), collected, List.copyOf(files.values()), task.known());
  }
}
