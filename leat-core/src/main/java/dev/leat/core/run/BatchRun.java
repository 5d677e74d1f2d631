package dev.leat.core.run;

import dev.leat.api.BulkSource;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.fetch.Fanout;
import dev.leat.core.fetch.FetchSettings;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Runs the tasks of one batch; a task's failure is recorded and stops no other. */
final class BatchRun {
  /** Brings one dataset up to date. */
  @FunctionalInterface
  interface Way {
    DatasetTask.Result run(Decisions.Task task) throws IOException, InterruptedException;
  }

  private final Parts parts;
  private final FetchSettings settings;
  private final LiveJob live;
  private final Denials denials;
  private final Way way;

  BatchRun(SourceRun.Opened opened, LiveJob live, Way way) {
    this.parts = opened.parts();
    this.settings = opened.settings();
    this.live = live;
    this.denials = opened.denials();
    this.way = way;
  }

  /** Whether every task was started: nobody asked to stop. */
  boolean run(List<Decisions.Task> tasks) throws InterruptedException {
    return tasks.isEmpty() || run(tasks, () -> !parts.stop().asked());
  }

  /** What a provider has prepared is taken in also after a stop. */
  void runAll(List<Decisions.Task> tasks) throws InterruptedException {
    if (!tasks.isEmpty()) {
      run(tasks, () -> true);
    }
  }

  private boolean run(List<Decisions.Task> tasks, BooleanSupplier wanted)
      throws InterruptedException {
    try (var fanout = new Fanout("leat-task", settings.concurrencyMax());
        var watch = parts.stop().watch(fanout::abandon)) {
      boolean all = true;
      for (Iterator<Decisions.Task> it = tasks.iterator(); all && it.hasNext(); ) {
        Decisions.Task task = it.next();
        all = wanted.getAsBoolean() && fanout.start(() -> run(task));
      }
      fanout.join();
      return all;
    }
  }

  /** The task boundary: callbacks of sources run in there. */
  private void run(Decisions.Task task) throws InterruptedException {
    DatasetTask.Result result;
    try {
      result = way.run(task);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | LinkageError | StackOverflowError e) {
      if (Thread.interrupted() || parts.stop().isAbandoned()) {
        throw new InterruptedException(task.id() + " was abandoned");
      }
      failed(task, parts.error(task.id().toString(), e));
      return;
    }
    denials.end();
    result.events().forEach(parts::tell);
    live.done(task.id(), result.outcome(), result.bytes());
  }

  void failed(Decisions.Task task, LeatException error) {
    boolean isNew = task.known().map(known -> known.revisions() == 0).orElse(true);
    live.failed(task.id(), isNew ? Jobs.Operation.CREATE : Jobs.Operation.UPDATE, error);
    if (denials.endSource(error)) {
      parts.stop().ask(error.problem());
    }
  }

  /** Submits the tasks to a provider that prepares datasets, and takes each when it is ready. */
  boolean runBulk(BulkSource source, List<Decisions.Task> tasks)
      throws IOException, InterruptedException {
    return new BulkRun(parts, source, this).run(tasks);
  }
}
