package dev.leat.core.run;

import dev.leat.api.LeatException;
import java.util.Objects;

/**
 * One thing that went wrong, ready to be shown; holds no secret.
 *
 * @param where the source, dataset, table or export
 */
public record Failure(String where, LeatException error) {
  private static final String SOURCE = "source '";

  public Failure {
    Objects.requireNonNull(where);
    Objects.requireNonNull(error);
  }

  /** What went wrong, without the name of the source where {@link #where} has said it. */
  public String problem() {
    return unnamed(where, error.problem());
  }

  /** A problem that begins with the name of its source, told behind that name. */
  public static String unnamed(String where, String problem) {
    int end = problem.startsWith(SOURCE) ? problem.indexOf("': ") : -1;
    if (end < 0) {
      return problem;
    }
    String source = problem.substring(SOURCE.length(), end);
    boolean named =
        where.equals(source)
            || where.startsWith(source + "/")
            || where.startsWith(SOURCE + source + "'");
    return named ? problem.substring(end + 3) : problem;
  }
}
