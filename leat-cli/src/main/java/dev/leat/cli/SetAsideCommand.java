package dev.leat.cli;

import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.api.LeatException;
import dev.leat.core.Leat;
import dev.leat.core.run.Administration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets tables go on without a revision that can never be read. */
final class SetAsideCommand implements Command {
  static final String SUMMARY = "Sets a stored revision aside, so that no table reads it.";

  @Override
  public Usage usage() {
    return Usage.of("set-aside", SUMMARY)
        .when(
            "When a file came that should not have, such as a maintenance page, and stops a table."
                + " The next load computes tables as if it had never come; the revision before it"
                + " is the newest again. Its files stay in the store, leat show lists them, and"
                + " --restore takes them back. The same bytes are not fetched again; what comes"
                + " next is a revision of its own.")
        .argument("DATASET", "As leat list writes it, such as shop/file/path=orders.csv.")
        .folder()
        .option("--revision", "N", "Which revision of it.")
        .option("--feed", "FEED", "Only this feed's file. Default: all files of the revision.")
        .option("--reason", "TEXT", "Why; shown wherever the revision is shown.")
        .flag("--restore", "Takes back what was set aside.")
        .example(
            "leat set-aside shop/file/path=orders.csv football --revision 3 --reason maintenance",
            "Loads go on without the third revision of a file.")
        .example(
            "leat set-aside shop/file/path=orders.csv football --revision 3 --restore",
            "Loads read it again.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    DatasetId dataset = DatasetText.id(arguments.required(0, "a dataset"));
    int revision =
        arguments
            .count("--revision")
            .orElseThrow(
                missing(
                    arguments, "a revision", "Add --revision N; leat show DATASET lists them."));
    Optional<String> feed = arguments.text("--feed");
    Optional<String> reason = arguments.text("--reason").filter(text -> !text.isBlank());
    boolean back = arguments.has("--restore");
    try (Leat leat = invocation.open()) {
      Administration administration = leat.administration();
      List<FeedVersion> files =
          back
              ? administration.takeBack(dataset, revision, feed)
              : administration.setAside(
                  dataset,
                  revision,
                  feed,
                  reason.orElseThrow(
                      missing(arguments, "a reason", "Add --reason \"what is wrong\".")));
      tell(invocation, files, back, "revision " + revision + " of " + dataset);
    }
    return 0;
  }

  private static Supplier<LeatException> missing(Arguments arguments, String what, String remedy) {
    return () -> arguments.usage("leat set-aside needs " + what + ".", remedy);
  }

  private static void tell(
      Invocation invocation, List<FeedVersion> files, boolean back, String revision) {
    Terminal terminal = invocation.terminal();
    if (files.isEmpty()) {
      terminal
          .out()
          .println(
              back
                  ? "Nothing to take back: no file of " + revision + " is set aside."
                  : "Nothing to set aside: no file of " + revision + " is read.");
      return;
    }
    terminal
        .out()
        .println(
            (back ? "Took back " : "Set aside ")
                + Amount.of(files.size(), "file")
                + " of "
                + revision
                + ".");
    terminal.out().println("Next: " + Shell.leat("load", invocation.arguments()));
  }
}
