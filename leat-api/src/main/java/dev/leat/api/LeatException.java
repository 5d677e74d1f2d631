package dev.leat.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends a task or a run with a code, the problem and its remedy.
 *
 * <p>Neither text may hold a secret.
 */
public final class LeatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;
  private final String remedy;

  public LeatException(ErrorCode code, String problem, String remedy) {
    this(code, problem, remedy, null);
  }

  public LeatException(ErrorCode code, String problem, String remedy, @Nullable Throwable cause) {
    super(Objects.requireNonNull(problem), cause);
    this.code = Objects.requireNonNull(code);
    this.remedy = Objects.requireNonNull(remedy);
  }

  public ErrorCode code() {
    return code;
  }

  public Blame blame() {
    return code.blame();
  }

  /** What happened, one sentence. */
  public String problem() {
    return Objects.requireNonNull(getMessage());
  }

  /** How to fix it, one sentence. */
  public String remedy() {
    return remedy;
  }
}
