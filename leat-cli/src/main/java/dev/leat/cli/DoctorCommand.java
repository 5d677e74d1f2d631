package dev.leat.cli;

import dev.leat.api.LeatException;
import dev.leat.api.RowSink;
import dev.leat.core.Leat;
import dev.leat.core.plan.Scope;
import dev.leat.core.run.Administration;
import dev.leat.core.store.Doctor;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks a project's parts, and mends its catalog. */
final class DoctorCommand implements Command {
  static final String SUMMARY =
      "Checks the project's parts; verifies files, rebuilds a lost catalog.";

  @Override
  public Usage usage() {
    return Usage.of("doctor", SUMMARY)
        .when(
            "When something is wrong and you do not know what, or after a restore from a backup."
                + " Without options it looks at leat.yaml, catalog, store and destination.")
        .folder()
        .bucket()
        .flag("--verify", "Reads every stored file and compares its hash with the catalog's.")
        .flag(
            "--rebuild", "Adds to the catalog what it does not know, from manifests in the store.")
        .example("leat doctor football", "Says what works.")
        .example("leat doctor football --verify", "Finds files that are damaged or gone.")
        .example("leat doctor football --rebuild", "Restores a lost catalog.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    Terminal terminal = invocation.terminal();
    try (Leat leat = invocation.open()) {
      Administration administration = leat.administration();
      if (arguments.has("--rebuild")) {
        Doctor.Rebuilt rebuilt = administration.rebuild();
        terminal
            .out()
            .println(
                "Restored %s with %s."
                    .formatted(
                        Amount.of(rebuilt.revisions(), "revision"),
                        Amount.of(rebuilt.files(), "file")));
      }
      if (arguments.has("--verify")) {
        return verify(administration.damaged(), invocation);
      }
      return arguments.has("--rebuild") ? 0 : check(leat, invocation);
    }
  }

  private static int check(Leat leat, Invocation invocation) {
    Terminal terminal = invocation.terminal();
    var checkup = new Checkup(invocation);
    checkup.look("leat.yaml", () -> Amount.of(leat.project().sources().size(), "source"));
    checkup.look(
        "catalog " + leat.project().catalog(),
        () -> Amount.of(leat.administration().count(Scope.ALL), "dataset"));
    checkup.look(
        "destination " + leat.project().destination(),
        () -> {
          leat.query("select 1", new Forgetful());
          return "answers";
        });
    terminal.flush();
    return checkup.exitCode;
  }

  /** Takes an answer and forgets it. */
  private static final class Forgetful implements RowSink {
    @Override
    public void columns(List<ResultColumn> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {}
  }

  private static int verify(List<Doctor.Damaged> damaged, Invocation invocation) {
    if (damaged.isEmpty()) {
      invocation.terminal().out().println("Every file is what the catalog says.");
      return 0;
    }
    for (Doctor.Damaged each : damaged) {
      invocation
          .terminal()
          .out()
          .println(
              each.file().dataset() + " " + each.file().feed() + " " + each.file().bytes().path());
      invocation.errors().print(each.problem());
    }
    return damaged.getFirst().problem().blame().exitCode();
  }

  /** Goes on after a part that is out of order. */
  private static final class Checkup {
    private final Invocation invocation;
    private int exitCode;

    Checkup(Invocation invocation) {
      this.invocation = invocation;
    }

    void look(String part, Supplier<String> look) {
      Terminal terminal = invocation.terminal();
      try {
        String found = look.get();
        terminal.out().println(terminal.paint().good("ok     ") + part + ": " + found);
      } catch (LeatException failure) {
        terminal.out().println(terminal.paint().bad("failed ") + part);
        terminal.out().flush();
        invocation.errors().print(failure);
        exitCode = exitCode == 0 ? failure.blame().exitCode() : exitCode;
      }
    }
  }
}
