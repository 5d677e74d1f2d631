package dev.leat.api;

import java.nio.file.Path;

/** A kind of destination, chosen by the scheme of its URL. */
public interface DestinationType {
  /** Such as {@code duckdb} or {@code postgresql}. */
  String scheme();

  /**
   * Names a destination; connects to nothing yet.
   *
   * @param url as configured, scheme included
   * @param project the folder against which relative paths are resolved
   */
  Destination open(String url, Path project);
}
