package dev.leat.cli;

import dev.leat.api.LeatException;
import dev.leat.core.Leat;
import dev.leat.core.store.RawStore;
import java.io.IOException;

/** Deletes datasets with their files. */
final class DeleteCommand implements Command {
  static final String SUMMARY = "Deletes datasets with all their files and rows.";

  @Override
  public Usage usage() {
    return Usage.of("delete", SUMMARY)
        .when(
            "When data must not be kept. Files go at once, rows with the next load. What was"
                + " deleted is not fetched again unless upstream changes it.",
            "On a terminal it asks first; elsewhere it needs --yes.")
        .folder()
        .scope()
        .flag("--yes", "Does not ask.")
        .flag("--all", "Allows to delete everything, where neither source nor key is named.")
        .example(
            "leat delete football --select competition_id=11/season_id=42",
            "Deletes one season, after a question.")
        .example("leat delete football --source statsbomb --yes", "Deletes all of a source.");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    if (arguments.texts("--source").isEmpty()
        && arguments.texts("--select").isEmpty()
        && !arguments.has("--all")) {
      throw arguments.usage(
          "leat delete does not know what to delete.",
          "Name it by --source or --select, or add --all.");
    }
    try (Leat leat = invocation.open()) {
      long datasets = leat.administration().count(arguments.scope());
      if (datasets == 0) {
        invocation.terminal().out().println("Nothing to delete.");
        return 0;
      }
      if (!arguments.has("--yes") && !consent(invocation, datasets)) {
        invocation.terminal().out().println("Nothing was deleted.");
        return 0;
      }
      RawStore.Deletion deletion = leat.administration().delete(arguments.scope());
      invocation
          .terminal()
          .out()
          .println(
              "Deleted %s, %s, %s."
                  .formatted(
                      Amount.of(deletion.datasets(), "dataset"),
                      Amount.of(deletion.files(), "file"),
                      Amount.bytes(deletion.bytes())));
      invocation.terminal().out().println("Next: leat load" + arguments.projectOption());
      return 0;
    }
  }

  private static boolean consent(Invocation invocation, long datasets) throws IOException {
    return invocation
        .terminal()
        .consents("Delete " + Amount.of(datasets, "dataset") + " with all their files?")
        .orElseThrow(
            () ->
                new LeatException(
                    CommandError.CONSENT_MISSING,
                    Amount.of(datasets, "dataset")
                        + " would be deleted, and nobody is there to be asked.",
                    "Look at them with leat list, then add --yes."));
  }
}
