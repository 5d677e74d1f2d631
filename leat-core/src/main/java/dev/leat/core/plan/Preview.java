package dev.leat.core.plan;

import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.api.OfferedFile;
import dev.leat.api.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job would do, for {@code leat plan}; nothing is fetched or written for it.
 *
 * @param skipped datasets that are current, after the first look or the second
 * @param first the first tasks
 * @param paging how the first of its files is walked page by page, empty where none is
 */
public record Preview(
    String source,
    String datasetType,
    Selector selector,
    long creates,
    long updates,
    long skipped,
    long files,
    List<Task> first,
    String paging) {
  /** What a task does to its dataset. */
  public enum Operation {
    CREATE,
    UPDATE
  }

  /** One dataset and the files to ask for. */
  public record Task(DatasetId dataset, Operation operation, List<FeedVersion> files) {
    public Task {
      files = List.copyOf(files);
    }
  }

  private static final int FIRST_MAX = 10;

  public Preview {
    first = List.copyOf(first);
  }

  public static Preview of(Job job) {
    return new Preview(job.source(), job.datasetType(), job.selector(), 0, 0, 0, 0, List.of(), "");
  }

  /** With one dataset more. */
  public Preview and(DatasetId dataset, Decision decision) {
    return switch (decision) {
      case Decision.Skip skip -> oneMoreSkipped();
      case Decision.Leave leave -> oneMoreSkipped();
      case Decision.Decline decline -> oneMoreSkipped();
      case Decision.Create create -> and(task(dataset, Operation.CREATE, create.files()));
      case Decision.Update update -> and(task(dataset, Operation.UPDATE, update.files()));
    };
  }

  /** With so many more current datasets. */
  public Preview skipped(long datasets) {
    return new Preview(
        source, datasetType, selector, creates, updates, skipped + datasets, files, first, paging);
  }

  /** With a line on how pages are walked. */
  public Preview paged(String how) {
    return new Preview(source, datasetType, selector, creates, updates, skipped, files, first, how);
  }

  /** All tasks. */
  public long tasks() {
    return creates + updates;
  }

  private static Task task(DatasetId dataset, Operation operation, List<OfferedFile> files) {
    return new Task(dataset, operation, files.stream().map(OfferedFile::id).toList());
  }

  private Preview oneMoreSkipped() {
    return skipped(1);
  }

  private Preview and(Task task) {
    List<Task> tasks = new ArrayList<>(first);
    if (tasks.size() < FIRST_MAX) {
      tasks.add(task);
    }
    boolean creates = task.operation() == Operation.CREATE;
    return new Preview(
        source,
        datasetType,
        selector,
        this.creates + (creates ? 1 : 0),
        updates + (creates ? 0 : 1),
        skipped,
        files + task.files().size(),
        tasks,
        paging);
  }
}
