package dev.leat.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the records of one file as they are read; slow sinks slow the reading. */
public interface RecordSink {
  /**
   * A record of texts that say nothing of their types: those are found as in CSV, from all values.
   *
   * @param names of the columns; blank and repeated ones get names of their own
   * @param values by column, null where there is none; fewer than names, the rest has none
   */
  void row(Place place, List<String> names, List<@Nullable String> values) throws IOException;

  /**
   * A record of values within values.
   *
   * @param fields texts as in {@link #row}, maps from names to values, lists of values, null
   */
  void tree(Place place, Map<String, ?> fields) throws IOException;

  /**
   * A record whose values have types.
   *
   * @param json an object
   */
  void document(Place place, String json) throws IOException;

  /**
   * A record that cannot be read.
   *
   * @param column to blame, where one is
   * @param value the beginning of what was found
   */
  void reject(Place place, @Nullable String column, @Nullable String value, String reason)
      throws IOException;
}
