package dev.leat.cli;

import dev.leat.core.Leat;

/** Marks datasets as wrong. */
final class InvalidateCommand implements Command {
  static final String SUMMARY = "Marks datasets as wrong, so that the next run fetches them again.";

  @Override
  public Usage usage() {
    return Usage.of("invalidate", SUMMARY)
        .when(
            "When files turned out to be broken. They stay until better ones are there; the reason"
                + " is kept with them.")
        .folder()
        .scope()
        .option("--reason", "TEXT", "Why; shown wherever the revision is shown.")
        .flag("--all", "Allows to invalidate everything, where neither source nor key is named.")
        .example(
            "leat invalidate football --select match_id=3773369 --reason \"events are cut off\"",
            "Fetches one match anew with the next run.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String reason =
        arguments
            .text("--reason")
            .orElseThrow(
                () ->
                    arguments.usage(
                        "leat invalidate needs a reason.", "Add --reason \"what is wrong\"."));
    if (arguments.texts("--source").isEmpty()
        && arguments.texts("--select").isEmpty()
        && !arguments.has("--all")) {
      throw arguments.usage(
          "leat invalidate does not know what is wrong.",
          "Name it by --source or --select, or add --all.");
    }
    try (Leat leat = invocation.open()) {
      long revisions = leat.administration().invalidate(arguments.scope(), reason);
      invocation.terminal().out().println("Marked " + Amount.of(revisions, "revision") + ".");
      if (revisions > 0) {
        invocation.terminal().out().println("Next: " + Shell.leat("run", arguments));
      }
    }
    return 0;
  }
}
