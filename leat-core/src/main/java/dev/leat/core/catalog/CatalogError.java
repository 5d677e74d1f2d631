package dev.leat.core.catalog;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong with the catalog. */
public enum CatalogError implements ErrorCode {
  /** Its URL cannot be understood. */
  CATALOG_URL(Blame.OPERATOR),
  /** Another program holds it for too long. */
  CATALOG_LOCKED(Blame.OPERATOR),
  /** The server does not answer. */
  CATALOG_UNREACHABLE(Blame.OPERATOR),
  /** The server refuses the user or the password. */
  CATALOG_CREDENTIALS(Blame.OPERATOR),
  /** The file is not a catalog, or is damaged. */
  CATALOG_UNREADABLE(Blame.OPERATOR),
  /** The file or its folder, or the schema of a server, cannot be written. */
  CATALOG_READ_ONLY(Blame.OPERATOR),
  /** A newer program wrote it. */
  CATALOG_NEWER(Blame.OPERATOR),
  /** An older program wrote it, and this command must not change it. */
  CATALOG_OLDER(Blame.OPERATOR),
  /** SQLite's locks do not work where it lies. */
  CATALOG_ON_NETWORK_DISK(Blame.OPERATOR),
  /** The disk is full. */
  CATALOG_FULL(Blame.CAPACITY),
  /** Its tables could not be brought up to date. */
  CATALOG_MIGRATION(Blame.OPERATOR),
  /** It was closed while somebody still used it. */
  CATALOG_CLOSED(Blame.BUG),
  /** A statement failed that should not. */
  CATALOG_STATEMENT(Blame.BUG),
  /** Another run took over the work that this one was doing. */
  LEASE_LOST(Blame.OPERATOR),
  /** The dataset was deleted on purpose. */
  DATASET_DELETED(Blame.OPERATOR),
  /** What was being fetched was removed meanwhile as something that nobody came back for. */
  DRAFT_GONE(Blame.OPERATOR),
  /** A filter names something that does not exist. */
  FILTER_INVALID(Blame.OPERATOR);

  private final Blame blame;

  CatalogError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
