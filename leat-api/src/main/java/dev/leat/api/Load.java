package dev.leat.api;

/**
 * An all-or-nothing load: stage every batch, apply, commit.
 *
 * <p>Nothing that was staged can be seen before {@link #commit()} and nothing of it stays after
 * {@link #close()} without one. Not thread-safe; called on a platform thread.
 */
public interface Load extends AutoCloseable {
  /** Takes the rows of some files; schemas may have grown since the batch before. */
  Staged stage(Batch batch);

  /**
   * Files that are loaded already and whose rows are needed once more, because a row that hid
   * theirs is about to go. Called when all added files are staged; the files are then staged too.
   */
  FileIds lacking();

  /**
   * Opens the destination's transaction and does everything in it but commit.
   *
   * @return whether there is something to commit; false where {@link #commit()} has another answer
   * @throws LeatException where rows would refer to rows that are not there
   */
  boolean apply();

  /**
   * Asks what the load would leave, after it was applied: tables by their names alone.
   *
   * @throws LeatException where the destination cannot answer before the commit
   */
  default void ask(String sql, RowSink sink) {
    throw new LeatException(
        DestinationError.CHECKS_UNSUPPORTED,
        "The destination cannot say what a load would leave, so nothing can be checked.",
        "Leave out the checks, or choose a destination that can, such as duckdb:FILE.");
  }

  CommitOutcome commit();

  /**
   * Ends what runs before the commit, from another thread: it fails, and the load is closed. May
   * meet nothing that runs, and may come again.
   */
  default void end() {}

  /** Rolls back what was not committed. */
  @Override
  void close();

  /**
   * What a batch brought.
   *
   * @param rows of the root table
   * @param quarantined rows, of any table, and files that could not be taken
   */
  record Staged(long rows, long quarantined) {
    public static final Staged NONE = new Staged(0, 0);

    public Staged plus(Staged more) {
      return new Staged(rows + more.rows, quarantined + more.quarantined);
    }
  }
}
