package dev.leat.cli;

import dev.leat.api.Blame;
import dev.leat.api.DatasetId;
import dev.leat.core.Leat;
import dev.leat.core.run.Administration;
import dev.leat.core.run.Damage;
import dev.leat.core.run.Diagnosis;
import dev.leat.core.store.Doctor;
import java.io.PrintStream;
import java.util.List;

/** Checks a project's parts, and mends its catalog. */
final class DoctorCommand implements Command {
  static final String SUMMARY =
      "Checks the project's parts; verifies files, rebuilds a lost catalog.";

  @Override
  public Usage usage() {
    return Usage.of("doctor", SUMMARY)
        .when(
            "When something is wrong and you do not know what, or after a restore from a backup."
                + " Without options it looks at every part and changes nothing.")
        .folder()
        .bucket()
        .flag("--verify", "Reads every stored file and compares its hash with the catalog's.")
        .flag(
            "--rebuild", "Adds to the catalog what it does not know, from manifests in the store.")
        .example("leat doctor football", "Says what works.")
        .example(
            "leat doctor football --verify",
            "Finds files that are damaged or gone, and says how to get them back.")
        .example("leat doctor football --rebuild", "Restores a lost catalog.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    Terminal terminal = invocation.terminal();
    try (Leat leat = invocation.open()) {
      Administration administration = leat.administration();
      int rebuilt = arguments.has("--rebuild") ? rebuild(administration, terminal) : 0;
      if (arguments.has("--verify")) {
        return Math.max(rebuilt, verify(administration.damaged(), invocation));
      }
      return arguments.has("--rebuild") ? rebuilt : check(leat, invocation);
    }
  }

  private static int rebuild(Administration administration, Terminal terminal) {
    Doctor.Rebuilt rebuilt = administration.rebuild();
    terminal
        .out()
        .println(
            "Restored %s with %s."
                .formatted(
                    Amount.of(rebuilt.revisions(), "revision"),
                    Amount.of(rebuilt.files(), "file")));
    for (String problem : rebuilt.unreadable()) {
      terminal.out().println(terminal.paint().bad("broken") + "  " + problem);
      terminal.out().println("        fix: Restore it from a backup; the next run fetches anew.");
    }
    return rebuilt.unreadable().isEmpty() ? 0 : Blame.DATA.exitCode();
  }

  private static int check(Leat leat, Invocation invocation) {
    Diagnosis diagnosis = leat.administration().diagnose();
    Terminal terminal = invocation.terminal();
    Paint paint = terminal.paint();
    for (Diagnosis.Check check : diagnosis.checks()) {
      String verdict =
          switch (check.verdict()) {
            case GOOD -> paint.good("ok    ");
            case WATCH -> paint.doubtful("look  ");
            case BAD -> paint.bad("broken");
          };
      terminal.out().println(verdict + "  " + check.part() + ": " + check.finding());
      if (!check.remedy().isEmpty()) {
        terminal.out().println("        fix: " + check.remedy());
      }
    }
    return diagnosis.exitCode();
  }

  private static int verify(List<Damage> damaged, Invocation invocation) {
    PrintStream out = invocation.terminal().out();
    Paint paint = invocation.terminal().paint();
    if (damaged.isEmpty()) {
      out.println("Every file is what the catalog says.");
    }
    for (Damage each : damaged) {
      boolean needed = each.use() != Damage.Use.NONE;
      out.println(
          (needed ? paint.bad("broken") : paint.doubtful("look  "))
              + "  "
              + each.found().file().dataset()
              + ", revision "
              + each.found().file().revision()
              + ": "
              + each.found().problem().problem());
      out.println("        fix: " + remedy(each, invocation.arguments()));
    }
    return damaged.stream()
        .filter(each -> each.use() != Damage.Use.NONE)
        .findFirst()
        .map(each -> each.found().problem().blame().exitCode())
        .orElse(0);
  }

  private static String remedy(Damage damage, Arguments arguments) {
    return switch (damage.use()) {
      case CURRENT -> invalidation(damage, arguments) + Shell.leat("run", arguments);
      case EXPORT -> invalidation(damage, arguments) + Shell.leat("report", arguments);
      case HISTORY ->
          "Restore it from a backup: a newer file is there, and a table of all files reads both; or"
              + " go on without it: "
              + Shell.leat("set-aside " + damage.found().file().dataset(), arguments)
              + " --revision "
              + damage.found().file().revision()
              + " --reason damaged";
      case NONE -> Shell.leat("gc --damaged", arguments) + " (no table needs it any more)";
    };
  }

  /** With the reason, so that the commands can be pasted. */
  private static String invalidation(Damage damage, Arguments arguments) {
    DatasetId id = damage.found().file().dataset();
    String keys = id.keys().isEmpty() ? "" : " --select " + Shell.quote(id.keys().canonical());
    return Shell.leat("invalidate", arguments)
        + " --source "
        + Shell.quote(id.source())
        + keys
        + " --reason damaged && ";
  }
}
