package dev.leat.core.project;

import dev.leat.api.ErrorCode;
import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a file, so that all of it is said at once. */
final class Mistakes {
  /** One of them; problem and remedy are whole sentences. */
  record Mistake(ErrorCode code, Position at, String problem, String remedy) {
    @Override
    public String toString() {
      return at + ": " + problem + " " + remedy;
    }
  }

  private final List<Mistake> mistakes = new ArrayList<>();

  void add(ErrorCode code, Position at, String problem, String remedy) {
    var mistake = new Mistake(code, at, problem, remedy);
    if (!mistakes.contains(mistake)) {
      mistakes.add(mistake);
    }
  }

  boolean isEmpty() {
    return mistakes.isEmpty();
  }

  void addAll(Mistakes others) {
    others.mistakes.forEach(each -> add(each.code(), each.at(), each.problem(), each.remedy()));
  }

  /** Ends the reading where anything is wrong. */
  void raise(String file, Redactor redactor) {
    if (mistakes.isEmpty()) {
      return;
    }
    mistakes.sort(
        Comparator.comparingInt((Mistake mistake) -> mistake.at().line())
            .thenComparingInt(mistake -> mistake.at().column()));
    Mistake first = mistakes.getFirst();
    if (mistakes.size() == 1) {
      throw new LeatException(
          first.code(),
          redactor.redact(first.at() + ": " + first.problem()),
          redactor.redact(first.remedy()));
    }
    var text = new StringBuilder(file + " has " + mistakes.size() + " mistakes:");
    mistakes.forEach(mistake -> text.append("\n  ").append(mistake));
    boolean alike = mistakes.stream().allMatch(mistake -> mistake.code().equals(first.code()));
    throw new LeatException(
        alike ? first.code() : ProjectError.PROJECT_INVALID,
        redactor.redact(text.toString()),
        "Correct them, then run the command again.");
  }
}
