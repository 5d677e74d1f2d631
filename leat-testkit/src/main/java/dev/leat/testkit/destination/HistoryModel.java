package dev.leat.testkit.destination;

import dev.leat.api.Disposition.Absence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a history must be, told file by file in memory: the plainest program that does it.
 *
 * <p>Rows are lists of texts, the key first, and last what tells rows apart that look the same;
 * null is the text NULL.
 */
public final class HistoryModel {
  /** What a file says. */
  public record Told(long file, String dataset, Instant at, List<List<String>> rows) {}

  /** A version and the row that it is. */
  record Version(List<String> row, Instant since, String until, long file, int place) {
    /**
     * As the destination's columns: the row without what only tells it apart, its times, whether it
     * is current, its origin.
     */
    List<String> columns() {
      var columns = new ArrayList<>(row.subList(0, row.size() - 1));
      columns.addAll(
          List.of(
              since.toString(),
              until,
              String.valueOf(until.equals("NULL")),
              String.valueOf(file),
              String.valueOf(place)));
      return columns;
    }
  }

  private record Held(List<String> row, Instant since, long file, int place, String dataset) {}

  private final Absence absence;
  private final Map<String, Held> current = new LinkedHashMap<>();
  private final List<Version> ended = new ArrayList<>();

  private HistoryModel(Absence absence) {
    this.absence = absence;
  }

  /**
   * The versions that some files make, as the destination's columns, in the order of their text.
   */
  public static List<List<String>> versions(List<Told> files, Absence absence) {
    var model = new HistoryModel(absence);
    files.stream()
        .sorted(Comparator.comparing(Told::at).thenComparingLong(Told::file))
        .forEach(model::tell);
    model.current.forEach(
        (key, held) ->
            model.ended.add(
                new Version(held.row(), held.since(), "NULL", held.file(), held.place())));
    return model.ended.stream()
        .map(Version::columns)
        .sorted(Comparator.comparing(List::toString))
        .toList();
  }

  private void tell(Told file) {
    var last = new LinkedHashMap<String, Integer>();
    for (int place = 0; place < file.rows().size(); place++) {
      last.put(file.rows().get(place).get(0), place);
    }
    last.forEach((key, place) -> state(file, key, place));
    if (absence == Absence.CLOSES) {
      List<String> gone =
          current.entrySet().stream()
              .filter(each -> each.getValue().dataset().equals(file.dataset()))
              .map(Map.Entry::getKey)
              .filter(key -> !last.containsKey(key))
              .toList();
      gone.forEach(key -> end(key, file.at()));
    }
  }

  private void state(Told file, String key, int place) {
    List<String> row = file.rows().get(place);
    Held held = current.get(key);
    if (held != null && held.row().equals(row)) {
      if (!held.dataset().equals(file.dataset())) {
        current.put(key, new Held(row, held.since(), file.file(), place, file.dataset()));
      }
      return;
    }
    if (held != null) {
      end(key, file.at());
    }
    current.put(key, new Held(row, file.at(), file.file(), place, file.dataset()));
  }

  private void end(String key, Instant at) {
    Held held = Objects.requireNonNull(current.remove(key));
    ended.add(new Version(held.row(), held.since(), at.toString(), held.file(), held.place()));
  }
}
