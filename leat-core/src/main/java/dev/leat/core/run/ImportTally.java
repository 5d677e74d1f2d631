package dev.leat.core.run;

import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.List;

/** Counts what an import does; thread-safe. */
final class ImportTally {
  private long datasets;
  private long revisions;
  private long files;
  private long bytes;
  private long current;
  private final List<Failure> failures = new ArrayList<>();

  synchronized void file(long size) {
    files++;
    bytes += size;
  }

  synchronized void dataset(int newRevisions) {
    if (newRevisions == 0) {
      current++;
    } else {
      datasets++;
      revisions += newRevisions;
    }
  }

  synchronized void failed(String where, LeatException error) {
    failures.add(new Failure(where, error));
  }

  synchronized long done() {
    return datasets + current;
  }

  synchronized ImportReport report(List<String> notes) {
    return new ImportReport(datasets, revisions, files, bytes, current, failures, notes);
  }
}
