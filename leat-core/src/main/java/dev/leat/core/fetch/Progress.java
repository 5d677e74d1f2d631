package dev.leat.core.fetch;

import java.time.Duration;

/** Hears how fetching goes on; called from many threads, must not block. */
public interface Progress {
  /** Nobody listens. */
  Progress NONE = new Progress() {};

  /** Bytes that have come in just now, as they came: compressed ones count compressed. */
  default void received(String source, long bytes) {}

  /** A request that is no file of its own is about to be sent; the text holds no secret. */
  default void asking(String source, String request) {}

  /** An answer has come and was read, whatever it said; the request holds no secret. */
  default void answered(String source, String request, int status, long bytes) {}

  /** A try came to nothing and another follows after a pause; the text holds no secret. */
  default void retrying(String source, String problem, Duration pause) {}
}
