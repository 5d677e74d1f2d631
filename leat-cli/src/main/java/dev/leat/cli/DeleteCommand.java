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
                + " deleted is never fetched again, whatever changes upstream, until --restore"
                + " lifts the mark that a deletion leaves.",
            "On a terminal it asks first; elsewhere it needs --yes.")
        .folder()
        .scope()
        .flag("--yes", "Does not ask.")
        .flag("--restore", "Deletes nothing: lets the next run fetch again what was deleted.")
        .flag("--all", "Allows to name everything, where neither source nor key is named.")
        .example(
            "leat delete football --select competition_id=11/season_id=42",
            "Deletes one season, after a question.")
        .example("leat delete football --source statsbomb --yes", "Deletes all of a source.")
        .example(
            "leat delete football --restore --select season_id=42",
            "Wants the season back: the next run fetches it.");
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
      if (arguments.has("--restore")) {
        return restore(leat, invocation);
      }
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
      invocation.terminal().out().println("Next: " + Shell.leat("load", arguments));
      return 0;
    }
  }

  private static int restore(Leat leat, Invocation invocation) {
    long restored = leat.administration().restore(invocation.arguments().scope());
    if (restored == 0) {
      invocation.terminal().out().println("Nothing to restore: none of it was deleted.");
      return 0;
    }
    invocation
        .terminal()
        .out()
        .println("The next run may fetch " + Amount.of(restored, "dataset") + " again.");
    invocation.terminal().out().println("Next: " + Shell.leat("run", invocation.arguments()));
    return 0;
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
