package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the records of a JSON document are.
 *
 * <p>Without a path they are the elements of an array, or each of the documents that follow one
 * another.
 *
 * @param steps from the top of the document to a record; empty for the document itself
 */
public record RecordsPath(boolean automatic, List<Step> steps) {
  /** Elements where the document is an array, else each document. */
  public static final RecordsPath AUTOMATIC = new RecordsPath(true, List.of());

  private static final Pattern STEP =
      Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_-]*)|\\['([^']+)'\\]|(\\[\\*\\])");

  /** One step down. */
  sealed interface Step {
    /** Into a field of an object. */
    record Field(String name) implements Step {}

    /** Into each element of an array. */
    record Each() implements Step {}
  }

  public RecordsPath {
    steps = List.copyOf(steps);
  }

  /** Reads {@code $}, {@code $[*]}, {@code $.items[*]}, {@code $['a b'].rows[*]}. */
  public static RecordsPath parse(String text) {
    if (!text.startsWith("$")) {
      throw invalid(text);
    }
    var steps = new ArrayList<Step>();
    Matcher matcher = STEP.matcher(text).region(1, text.length());
    int end = 1;
    while (matcher.lookingAt()) {
      steps.add(step(matcher));
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (end != text.length()) {
      throw invalid(text);
    }
    return text.equals("$[*]") ? AUTOMATIC : new RecordsPath(false, steps);
  }

  private static Step step(Matcher matcher) {
    if (matcher.group(3) != null) {
      return new Step.Each();
    }
    return new Step.Field(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
  }

  private static LeatException invalid(String text) {
    return new LeatException(
        ReadError.RECORDS_PATH_INVALID,
        "'" + text + "' is not a path to records",
        "write $[*] for the elements of an array, $.items[*] for those of a field, or $ for the"
            + " whole document");
  }
}
