package dev.leat.core.run;

import dev.leat.api.Column;
import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What some files would become, and nothing was written.
 *
 * @param columns of the root table
 * @param first its first rows, each value as text
 * @param rejected the first of what would be quarantined
 * @param rows how many rows there would be
 * @param quarantined how many would be quarantined
 * @param formats by column, how its dates are written where they are not ISO's
 * @param problems by column of the table's tag, what its files do not bring as the tag needs it
 * @param notes what was decided without certainty, in sentences
 */
public record FilePreview(
    List<Column> columns,
    List<List<@Nullable String>> first,
    List<Rejected> rejected,
    long rows,
    long quarantined,
    List<String> notes,
    Map<String, String> formats,
    Map<String, LeatException> problems) {
  /** Of no files at all. */
  public static final FilePreview NOTHING =
      new FilePreview(List.of(), List.of(), List.of(), 0, 0, List.of(), Map.of(), Map.of());

  /**
   * A record that would be no row.
   *
   * @param file its name
   * @param row its position, -1 for the whole file
   */
  public record Rejected(
      String file, long row, @Nullable String column, @Nullable String value, String reason) {}

  public FilePreview {
    columns = List.copyOf(columns);
    first = first.stream().map(row -> Collections.unmodifiableList(new ArrayList<>(row))).toList();
    rejected = List.copyOf(rejected);
    notes = List.copyOf(notes);
    formats = Map.copyOf(formats);
    problems = Collections.unmodifiableMap(new LinkedHashMap<>(problems));
  }
}
