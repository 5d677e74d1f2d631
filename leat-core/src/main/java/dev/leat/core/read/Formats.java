package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.util.Locale;
import java.util.Optional;

/** The formats that DuckDB reads with little help; others are rewritten first. */
enum Formats {
  JSON,
  JSON_LINES,
  CSV,
  PARQUET;

  static Optional<Formats> named(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "json", "geojson" -> Optional.of(JSON);
      case "jsonl", "ndjson" -> Optional.of(JSON_LINES);
      case "csv", "tsv", "tab", "txt" -> Optional.of(CSV);
      case "parquet" -> Optional.of(PARQUET);
      default -> Optional.empty();
    };
  }

  static Formats of(InputFile file, TableRequest request) {
    String word = request.reading().word(file);
    return named(word).orElseThrow(() -> unknown(word, request));
  }

  static LeatException unknown(String word, TableRequest request) {
    return new LeatException(
        ReadError.FORMAT_UNKNOWN,
        "table " + request.name() + " cannot be read from files of format '" + word + "'",
        "set format: of the table to json, jsonl, csv, parquet, or another that `leat schema`"
            + " lists");
  }
}
