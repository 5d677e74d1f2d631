package dev.leat.connect.duckdb;

import dev.leat.api.Destination;
import dev.leat.api.DestinationType;
import dev.leat.api.LeatException;
import dev.leat.connect.duckdb.DuckDbDestination.Limits;
import java.nio.file.Path;

/** Destinations of the form {@code duckdb:file.duckdb}. */
public final class DuckDbDestinationType implements DestinationType {
  @Override
  public String scheme() {
    return "duckdb";
  }

  @Override
  public Destination open(String url, Path project) {
    String place = url.startsWith("duckdb:") ? url.substring("duckdb:".length()) : "";
    if (place.isBlank()) {
      throw new LeatException(
          DuckDbError.DUCKDB_URL,
          "The destination '" + url + "' names no DuckDB file.",
          "Write it as duckdb:file.duckdb, relative to the project's folder.");
    }
    Path path = project.resolve(place).toAbsolutePath().normalize();
    return new DuckDbDestination("duckdb:" + place, path, Limits.USUAL, Thread::sleep);
  }
}
