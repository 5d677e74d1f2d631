package dev.leat.core.catalog;

import dev.leat.api.LeatException;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the catalog is and how to use it.
 *
 * @param url a SQLite file, or {@code postgresql://user:password@host:port/database}; the password
 *     raw or percent-encoded
 * @param prefix put before the name of every table and index; empty or lower-case letters, digits
 *     and underscores
 * @param bucket the namespace within the catalog
 * @param busyMax how long to wait for another program's lock
 * @param connectionsMax connections to a PostgreSQL server at once
 */
public record CatalogSettings(
    String url, String prefix, String bucket, Duration busyMax, int connectionsMax) {
  public CatalogSettings {
    Objects.requireNonNull(url);
    Objects.requireNonNull(bucket);
    Objects.requireNonNull(busyMax);
    if (!prefix.matches("([a-z_][a-z0-9_]{0,19})?")) {
      throw new LeatException(
          CatalogError.CATALOG_URL,
          "the table prefix '" + prefix + "' cannot be part of a table's name",
          "use at most 20 lower-case letters, digits and underscores");
    }
    if (connectionsMax < 2) {
      throw new IllegalArgumentException("at least two connections");
    }
  }

  /** Waits 30 seconds for locks and opens at most 8 connections. */
  public static CatalogSettings of(String url, String prefix, String bucket) {
    return new CatalogSettings(url, prefix, bucket, Duration.ofSeconds(30), 8);
  }

  public CatalogSettings busyMax(Duration longest) {
    return new CatalogSettings(url, prefix, bucket, longest, connectionsMax);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return CatalogUrl.parse(url) + (prefix.isEmpty() ? "" : " with prefix " + prefix);
  }
}
