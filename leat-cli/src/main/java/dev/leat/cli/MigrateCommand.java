package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.catalog.Catalog;

/** Brings the catalog's tables up to date. */
final class MigrateCommand implements Command {
  static final String SUMMARY = "Brings the catalog's tables up to date.";

  @Override
  public Usage usage() {
    return Usage.of("migrate", SUMMARY)
        .when(
            "After an update of Leat, when you want to choose the moment: every other command"
                + " migrates by itself. Data stays as it is; an older Leat then refuses the"
                + " catalog.")
        .folder()
        .example("leat migrate football", "Says from which version to which.");
  }

  @Override
  public int run(Invocation invocation) {
    try (Leat leat = invocation.open()) {
      Catalog.Migrated migrated = leat.administration().migrate();
      invocation
          .terminal()
          .out()
          .println(
              migrated.from() == migrated.to()
                  ? "The catalog is at version " + migrated.to() + " already."
                  : "Migrated the catalog from version %d to version %d."
                      .formatted(migrated.from(), migrated.to()));
    }
    return 0;
  }
}
