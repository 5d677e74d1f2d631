package dev.leat.core.run;

import dev.leat.api.LeatException;
import dev.leat.core.fetch.FetchError;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells one file that a provider keeps back from a provider that keeps back all; thread-safe.
 *
 * <p>Of one source, in one run. A listing that is denied ends the source at once.
 */
final class Denials {
  private static final int IN_A_ROW_MAX = 5;

  private final AtomicInteger row = new AtomicInteger();

  /** Something was given. */
  void end() {
    row.set(0);
  }

  /** Whether the source is not worth asking any more after this failure. */
  boolean endSource(LeatException error) {
    boolean denied = error.code() == FetchError.ACCESS_DENIED;
    return error.code().endsSource() || (denied && row.incrementAndGet() >= IN_A_ROW_MAX);
  }

  /** What a failure means that kept a listing back. */
  static LeatException ofListing(LeatException error) {
    return error.code() == FetchError.ACCESS_DENIED
        ? new LeatException(FetchError.CREDENTIALS_REJECTED, error.problem(), error.remedy(), error)
        : error;
  }
}
