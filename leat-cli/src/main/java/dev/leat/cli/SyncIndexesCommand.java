package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.catalog.KeyIndexes;

/** Makes the catalog's indexes on keys. */
final class SyncIndexesCommand implements Command {
  static final String SUMMARY = "Makes the catalog's indexes on keys of large dataset types.";

  @Override
  public Usage usage() {
    return Usage.of("sync-indexes", SUMMARY)
        .when(
            "On PostgreSQL, when a dataset type has grown large: set 'index: true' for it under"
                + " 'dataset_types', then run this. Doing it again changes nothing; on SQLite keys"
                + " are always indexed.")
        .folder()
        .example("leat sync-indexes football", "Names the indexes that it makes.");
  }

  @Override
  public int run(Invocation invocation) {
    try (Leat leat = invocation.open()) {
      KeyIndexes.Synced synced = leat.administration().syncIndexes();
      Terminal terminal = invocation.terminal();
      synced.created().forEach(name -> terminal.out().println("created  " + name));
      synced.kept().forEach(name -> terminal.out().println("kept     " + name));
      if (synced.created().isEmpty() && synced.kept().isEmpty()) {
        terminal.out().println("No index is needed.");
      }
    }
    return 0;
  }
}
