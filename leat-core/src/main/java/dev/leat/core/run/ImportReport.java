package dev.leat.core.run;

import java.util.List;

/**
 * What an import took over.
 *
 * @param datasets with something new
 * @param files new in the store, superseded ones included
 * @param bytes of those files as they lie in the store
 * @param current datasets that were here already
 * @param failures files that are missing or damaged there; everything else was taken over
 * @param notes what a person should know and that stopped nothing
 */
public record ImportReport(
    long datasets,
    long revisions,
    long files,
    long bytes,
    long current,
    List<Failure> failures,
    List<String> notes) {
  public ImportReport {
    failures = List.copyOf(failures);
    notes = List.copyOf(notes);
  }

  /** 0 when all is well; 1 when something was taken over and something failed; else the blame. */
  public int exitCode() {
    if (failures.isEmpty()) {
      return 0;
    }
    return datasets > 0 ? 1 : failures.getFirst().error().blame().exitCode();
  }
}
