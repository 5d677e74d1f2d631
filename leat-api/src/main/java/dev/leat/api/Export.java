package dev.leat.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What to write from a destination into files.
 *
 * @param sql a SELECT in the destination's own words
 * @param folder exists and is empty
 * @param partitionBy columns that become folders {@code column=value}, none where there are no
 *     rows; empty writes one file {@code data.ENDING}, also where there are no rows
 */
public record Export(String sql, Path folder, Format format, List<String> partitionBy) {
  /** How the files are written. */
  public enum Format {
    PARQUET,
    CSV,
    /** One JSON object per line. */
    JSON;

    /**
     * What the ending of a name tells: csv, json, jsonl, ndjson or parquet.
     *
     * @return empty for a folder's name
     */
    public static Optional<Format> named(String name) {
      return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
        case "csv" -> Optional.of(CSV);
        case "json", "jsonl", "ndjson" -> Optional.of(JSON);
        case "parquet" -> Optional.of(PARQUET);
        default -> Optional.empty();
      };
    }

    /** The name ending of a file, without the dot. */
    public String ending() {
      return switch (this) {
        case PARQUET -> "parquet";
        case CSV -> "csv";
        case JSON -> "json";
      };
    }
  }

  public Export {
    Objects.requireNonNull(sql);
    Objects.requireNonNull(folder);
    Objects.requireNonNull(format);
    partitionBy = List.copyOf(partitionBy);
  }

  /**
   * What was written.
   *
   * @param rows in all files together
   * @param origins the stored files of every table that the statement reads
   */
  public record Exported(long rows, List<LoadFile> origins) {
    public Exported {
      origins = List.copyOf(origins);
    }
  }
}
