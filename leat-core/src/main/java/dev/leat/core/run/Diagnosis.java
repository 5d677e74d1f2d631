package dev.leat.core.run;

import dev.leat.api.Blame;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a look at every part of a project found; nothing was changed. */
public record Diagnosis(List<Check> checks) {
  /** How a part is. */
  public enum Verdict {
    GOOD,
    /** It works, and somebody should have a look. */
    WATCH,
    /** It does not work. */
    BAD
  }

  /**
   * One part.
   *
   * @param finding what was found, one sentence
   * @param remedy what to do; empty where all is well
   * @param blame whose move it is, where it does not work
   */
  public record Check(
      String part, Verdict verdict, String finding, String remedy, Optional<Blame> blame) {
    public Check {
      Objects.requireNonNull(part);
      Objects.requireNonNull(verdict);
      Objects.requireNonNull(finding);
      Objects.requireNonNull(remedy);
      Objects.requireNonNull(blame);
    }
  }

  public Diagnosis {
    checks = List.copyOf(checks);
  }

  /** 0 where everything works, else by whose move the first part is that does not. */
  public int exitCode() {
    return checks.stream()
        .flatMap(check -> check.blame().stream())
        .findFirst()
        .map(Blame::exitCode)
        .orElse(0);
  }
}
