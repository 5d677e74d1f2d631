package dev.leat.core.project;

import dev.leat.api.ErrorCode;
import dev.leat.api.LeatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects what is wrong with a file, so that all of it is said at once. */
final class Mistakes {
  /** One of them; problem and remedy are whole sentences. */
  record Mistake(ErrorCode code, Position at, String problem, String remedy) {
    @Override
    public String toString() {
      return at + ": " + problem + " " + remedy;
    }
  }

  /** An error of {@link dev.leat.api.Settings#invalid} begins with its place. */
  private static final Pattern PLACE =
      Pattern.compile("^" + Pattern.quote(Project.FILE) + ":([0-9]+):([0-9]+): ");

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

  /** Adds what a connector refused; the place is in its problem, or else the one given. */
  void add(LeatException refused, Position otherwise) {
    Matcher place = PLACE.matcher(refused.problem());
    Position at =
        place.find()
            ? new Position(
                Project.FILE, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)))
            : otherwise;
    add(refused.code(), at, place.replaceFirst(""), refused.remedy());
  }

  /** Where files go, if files can go there. */
  Optional<FilePlace> place(Position at, String text, Path folder) {
    try {
      return Optional.of(FilePlace.of(text, folder));
    } catch (LeatException refused) {
      add(refused, at);
      return Optional.empty();
    }
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
