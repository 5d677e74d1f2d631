package dev.leat.core.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source answered when a few of its records were looked at.
 *
 * @param answers to every request, in order
 * @param paging how the pages of each dataset type are walked, in one line
 */
public record TrialReport(
    List<Progress.Answered> answers,
    Map<String, String> paging,
    List<Sample> samples,
    RunReport run) {
  public TrialReport {
    answers = List.copyOf(answers);
    paging = Collections.unmodifiableMap(new LinkedHashMap<>(paging));
    samples = List.copyOf(samples);
    Objects.requireNonNull(run);
  }

  /**
   * A table as it would be, and its first rows.
   *
   * @param parent the table whose rows this one's are parts of, or null
   * @param rows values in the order of the columns
   * @param rowsInAll how many rows the fetched pages made, more than are shown
   */
  public record Sample(
      String table,
      @Nullable String parent,
      List<Column> columns,
      List<List<@Nullable Object>> rows,
      long rowsInAll) {
    public Sample {
      Objects.requireNonNull(table);
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** A column, and whether it is part of the key. */
  public record Column(String name, String type, boolean isKey) {}
}
