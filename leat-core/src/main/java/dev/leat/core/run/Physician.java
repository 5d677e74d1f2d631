package dev.leat.core.run;

import dev.leat.api.FileStore;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.Lease;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.run.Diagnosis.Check;
import dev.leat.core.run.Diagnosis.Verdict;
import dev.leat.core.store.FileError;
import dev.leat.core.store.GarbageCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Looks at every part of a project, goes on after one that is out of order, changes nothing. */
final class Physician {
  private static final int JDK_BUILT_FOR = 25;
  private static final int DRAFTS_MAX = 1_000;
  private static final long SPACE_LOW = 1L << 30;
  private static final String PROBES = "_leat_probe/";

  private final Workshop workshop;
  private final List<Check> checks = new ArrayList<>();

  Physician(Workshop workshop) {
    this.workshop = workshop;
  }

  Diagnosis examine() {
    look("java", Physician::java);
    if (look("catalog", this::catalog)) {
      look("store", this::store);
      look("orphans", this::orphans);
      look("drafts", this::drafts);
      look("leases", this::leases);
      look("jobs", this::jobs);
    }
    look("disk", this::disk);
    look("destination", this::destination);
    return new Diagnosis(checks);
  }

  /** Whether the part works. */
  private boolean look(String part, Supplier<Found> look) {
    try {
      Found found = look.get();
      Verdict verdict = found.remedy().isEmpty() ? Verdict.GOOD : Verdict.WATCH;
      checks.add(new Check(part, verdict, found.finding(), found.remedy(), Optional.empty()));
      return true;
    } catch (LeatException e) {
      String problem = workshop.project().redactor().redact(e.problem());
      checks.add(new Check(part, Verdict.BAD, problem, e.remedy(), Optional.of(e.blame())));
      return false;
    }
  }

  private record Found(String finding, String remedy) {
    static Found good(String finding) {
      return new Found(finding, "");
    }
  }

  private static Found java() {
    String version = Runtime.version().toString();
    return Runtime.version().feature() < JDK_BUILT_FOR
        ? new Found(
            "Java " + version + ", older than the one Leat is built for.",
            "Use a JDK " + JDK_BUILT_FOR + " or newer: set JAVA_HOME.")
        : Found.good("Java " + version + ".");
  }

  private Found catalog() {
    Catalog catalog = workshop.catalog();
    if (workshop.lacksCatalog()) {
      return Found.good(
          "There is none yet at " + workshop.project().catalog() + "; the first run makes it.");
    }
    return Found.good(
        workshop.project().catalog() + " answers, tables of version " + catalog.version() + ".");
  }

  private Found store() {
    FileStore files = workshop.store().files();
    String probe = PROBES + UUID.randomUUID();
    try {
      try (FileStore.Upload upload = files.create(probe)) {
        upload.write(0);
        upload.commit();
      }
      files.delete(probe);
    } catch (IOException e) {
      throw FileError.writing(files, probe, e);
    }
    return Found.good(files.root() + " can be written.");
  }

  private Found orphans() {
    GarbageCollector.Limits usual = GarbageCollector.Limits.USUAL;
    // Where there is no catalog nobody is writing: whatever is there was its own.
    var limits =
        workshop.lacksCatalog() ? new GarbageCollector.Limits(Duration.ZERO, usual.draft()) : usual;
    var orphans = new GarbageCollector(workshop.store(), limits).orphans();
    return orphans.files() == 0
        ? Found.good("Every file of the store belongs to something.")
        : new Found(
            orphans.files() + " files with " + orphans.bytes() + " bytes belong to nothing.",
            "Run `leat gc` to remove them.");
  }

  private Found drafts() {
    int left =
        workshop.catalog().drafts().stale(workshop.catalog().clock().instant(), DRAFTS_MAX).size();
    return left == 0
        ? Found.good("No revision was left unfinished.")
        : new Found(
            left + (left == DRAFTS_MAX ? " or more" : "") + " revisions were left unfinished.",
            "Run again to resume them; `leat gc` removes those that nobody resumes in a week.");
  }

  private Found leases() {
    List<String> held = workshop.catalog().leases().held().stream().map(Lease::name).toList();
    return held.isEmpty()
        ? Found.good("Nobody is working on this project now.")
        : Found.good("Somebody is working now: " + String.join(", ", held) + ".");
  }

  private Found jobs() {
    int dead = workshop.catalog().jobs().dead().size();
    return dead == 0
        ? Found.good("No job runs without a process.")
        : new Found(
            dead + " jobs are recorded as running, and their process is gone.",
            "The next run marks them as abandoned and does their work.");
  }

  private Found disk() {
    Path place = workshop.project().folder().toAbsolutePath();
    try {
      long free = Files.getFileStore(place).getUsableSpace();
      String finding = free / (1 << 20) + " MB are free at " + place + ".";
      return free < SPACE_LOW
          ? new Found(finding, "Make room, or move `store` in leat.yaml to a larger disk.")
          : Found.good(finding);
    } catch (IOException e) {
      return new Found(
          "How much is free at " + place + " is unknown: " + e.getMessage() + ".",
          "Check the disk.");
    }
  }

  private Found destination() {
    List<String> tables = workshop.project().tables().stream().map(TableDefinition::name).toList();
    long loaded =
        workshop
            .threads()
            .onNative(
                () ->
                    workshop.destination().states(tables).values().stream()
                        .filter(state -> state.load() != 0)
                        .count());
    return Found.good(
        workshop.destination().name()
            + " answers, "
            + loaded
            + " of "
            + tables.size()
            + " tables are loaded.");
  }
}
