package dev.leat.core.run;

import dev.leat.api.LeatException;
import java.util.Objects;

/**
 * One thing that went wrong, ready to be shown; holds no secret.
 *
 * @param where the source, dataset, table or export
 */
public record Failure(String where, LeatException error) {
  public Failure {
    Objects.requireNonNull(where);
    Objects.requireNonNull(error);
  }
}
