package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.store.GarbageCollector;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Removes what nothing refers to. */
final class GcCommand implements Command {
  static final String SUMMARY = "Removes files that nothing refers to.";

  private static final String GRACE = "1h";

  @Override
  public Usage usage() {
    return Usage.of("gc", SUMMARY)
        .when(
            "Now and then, after crashes or deletions. Files of the catalog are never touched, and"
                + " drafts that a run may resume are spared. Events of more than 90 days ago that"
                + " every reader has seen are forgotten.")
        .folder()
        .bucket()
        .option(
            "--grace",
            "TIME",
            "Spares files that are younger, such as 30m or 1h: a run may be writing them. Default: "
                + GRACE
                + ".")
        .flag(
            "--damaged",
            "Also removes damaged files of older revisions that no table reads; for that it reads"
                + " every file.")
        .flag("--dry-run", "Says what is there to remove, and removes nothing.")
        .example("leat gc football --dry-run", "Looks first.")
        .example("leat gc football", "Removes what crashed runs have left.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    Duration grace = grace(arguments, arguments.text("--grace").orElse(GRACE));
    try (Leat leat = invocation.open()) {
      if (arguments.has("--dry-run")) {
        print("Would remove", leat.administration().garbage(grace), invocation.terminal());
        return 0;
      }
      if (arguments.has("--damaged")) {
        int damaged = leat.administration().removeDamaged();
        invocation
            .terminal()
            .out()
            .println("Removed " + Amount.of(damaged, "damaged file") + " of older revisions.");
      }
      print("Removed", leat.administration().collectGarbage(grace), invocation.terminal());
    }
    return 0;
  }

  private static void print(String did, GarbageCollector.Removed what, Terminal terminal) {
    terminal
        .out()
        .println(
            "%s %s, %s, %s."
                .formatted(
                    did,
                    Amount.of(what.files(), "file"),
                    Amount.bytes(what.bytes()),
                    Amount.of(what.drafts(), "draft")));
  }

  private static Duration grace(Arguments arguments, String text) {
    try {
      Duration grace = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      if (!grace.isNegative()) {
        return grace;
      }
    } catch (DateTimeParseException unreadable) {
      // Said below, as for a negative time.
    }
    throw arguments.usage("'" + text + "' is no time.", "Write it like 30m or 1h.");
  }
}
