package dev.leat.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The typed rows of some files, for a table and all its children.
 *
 * @param files whose rows these are, whether or not they have any
 * @param tables the root first, parents before children
 * @param quarantine rows that could not be read or typed: a SELECT of {@code file BIGINT,
 *     row_number BIGINT, column_name, value, reason}, text the last three; row -1 stands for a
 *     whole file
 */
public record Batch(
    FileIds files, List<Relation> tables, Optional<Quarantine> quarantine, Lifetime lifetime) {
  /** How long the relations can be read. */
  public enum Lifetime {
    /** Until the load is told of the next batch. */
    NEXT_BATCH,
    /** Until the load is closed, so that it need not copy the rows. */
    LOAD
  }

  public Batch {
    Objects.requireNonNull(files);
    tables = List.copyOf(tables);
    Objects.requireNonNull(quarantine);
    Objects.requireNonNull(lifetime);
  }

  /** A batch that is gone with the next one. */
  public Batch(FileIds files, List<Relation> tables, Optional<Quarantine> quarantine) {
    this(files, tables, quarantine, Lifetime.NEXT_BATCH);
  }

  /** A SELECT on the same connection as the batch's relations. */
  public record Quarantine(String sql) {
    public Quarantine {
      Objects.requireNonNull(sql);
    }
  }
}
