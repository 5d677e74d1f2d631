package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.util.Locale;

/** The formats that tables are made of. */
enum Formats {
  JSON,
  JSON_LINES,
  CSV,
  PARQUET;

  static Formats of(InputFile file, TableRequest request) {
    String name = request.format() == null ? file.format() : request.format();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "json", "geojson" -> JSON;
      case "jsonl", "ndjson" -> JSON_LINES;
      case "csv", "tsv", "txt" -> CSV;
      case "parquet" -> PARQUET;
      default ->
          throw new LeatException(
              ReadError.FORMAT_UNKNOWN,
              "table " + request.name() + " cannot be read from files of format '" + name + "'",
              "set format: of the table to json, jsonl, csv or parquet");
    };
  }
}
