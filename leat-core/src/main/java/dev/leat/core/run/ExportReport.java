package dev.leat.core.run;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Files that an export wrote. */
public record ExportReport(String name, List<String> files, long rows, @Nullable Failure failure) {
  public ExportReport {
    Objects.requireNonNull(name);
    files = List.copyOf(files);
  }
}
