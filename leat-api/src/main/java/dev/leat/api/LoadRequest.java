package dev.leat.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One set of files to bring into, and to take out of, one table and its children.
 *
 * @param id computed, never random: the same work on the same state has the same id
 * @param previous the table's newest load when this one was planned, 0 where there was none; a
 *     destination that finds another one rejects the load
 * @param table the root table
 * @param configuration a hash of all settings that shape the table's rows
 * @param at when the newest of the added files was fetched, the only time that a load knows; null
 *     where it only removes
 * @param run which run loads; not part of the id
 * @param references of the table's rows to others, and of others' rows to the table's, which the
 *     load must leave whole; a destination that cannot see to it refuses the load
 */
public record LoadRequest(
    long id,
    long previous,
    String table,
    Scope scope,
    Disposition disposition,
    List<LoadFile> add,
    FileIds remove,
    String configuration,
    @Nullable Instant at,
    String run,
    List<Reference> references) {
  /** How much of the table the load computes. */
  public enum Scope {
    /** The files added and removed. */
    CHANGES,
    /** All of it, from all wanted files: what is there is replaced in one step. */
    REBUILD
  }

  public LoadRequest {
    Objects.requireNonNull(table);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(disposition);
    add = List.copyOf(add);
    Objects.requireNonNull(remove);
    Objects.requireNonNull(configuration);
    Objects.requireNonNull(run);
    references = List.copyOf(references);
  }

  /** The same for a table that has these columns alone. */
  public LoadRequest among(Set<String> columns) {
    return new LoadRequest(
        id,
        previous,
        table,
        scope,
        disposition.among(columns),
        add,
        remove,
        configuration,
        at,
        run,
        references);
  }

  /** Those by which the table's own rows refer to others. */
  public List<Reference> outgoing() {
    return references.stream().filter(each -> each.table().equals(table)).toList();
  }

  /** Those by which other tables' rows refer to this one's. */
  public List<Reference> incoming() {
    return references.stream().filter(each -> each.parent().equals(table)).toList();
  }
}
