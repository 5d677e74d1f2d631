package dev.leat.core.run;

import dev.leat.core.store.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a source brought when it was tried out apart from everything else.
 *
 * @param folder holds catalog and store of the trial; whoever reads this may remove it
 * @param datasets that came, in order, no more than was asked for
 * @param bytes of their files as they were decoded
 */
public record DebugReport(Path folder, RunReport run, List<Dataset> datasets, long bytes) {
  public DebugReport {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(run);
    datasets = List.copyOf(datasets);
  }
}
