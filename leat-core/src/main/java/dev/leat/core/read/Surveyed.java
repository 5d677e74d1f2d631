package dev.leat.core.read;

import java.util.List;

/**
 * What one pass over a file found.
 *
 * @param records that can be read, or -1 where nobody counted
 */
record Surveyed(
    Node record, long records, Access access, List<Rejection> rejections, List<String> oddities) {
  /** How DuckDB can get at the records of a JSON file. */
  enum Access {
    /** They are the elements of the file's only array. */
    ARRAY("array"),
    /** One document after the other. */
    DOCUMENTS("unstructured"),
    /** One document per line. */
    LINES("newline_delimited"),
    /** Only after the file was cut into records one by one. */
    CUT("newline_delimited"),
    /** Only after the file was rewritten, however plain it seems. */
    REWRITTEN(""),
    /** Not at all: they are not records of the table. */
    NONE("");

    private final String format;

    Access(String format) {
      this.format = format;
    }

    /** As {@code read_json_objects} names it. */
    String format() {
      return format;
    }
  }

  Surveyed {
    rejections = List.copyOf(rejections);
    oddities = List.copyOf(oddities);
  }

  /** Of a CSV file that can be read from the first line to the last. */
  static Surveyed plain(Node record, long records) {
    return new Surveyed(record, records, Access.LINES, List.of(), List.of());
  }

  /** Of a file that must be rewritten first. */
  static Surveyed rewritten() {
    return new Surveyed(Node.NONE, -1, Access.REWRITTEN, List.of(), List.of());
  }

  boolean isToBeRewritten() {
    return access == Access.REWRITTEN;
  }

  /** Whether every record was counted, so that all of them can be read. */
  boolean isCounted() {
    return records >= 0;
  }

  /** The same without what has been merged into a shape. */
  Surveyed withoutEvidence() {
    return new Surveyed(Node.NONE, records, access, List.of(), List.of());
  }
}
