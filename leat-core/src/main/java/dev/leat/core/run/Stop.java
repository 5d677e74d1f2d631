package dev.leat.core.run;

import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a run to start nothing more; what is in flight may finish. */
public final class Stop {
  private final AtomicBoolean asked = new AtomicBoolean();

  /** Thread-safe; may be called from a signal handler. */
  public void ask() {
    asked.set(true);
  }

  public boolean asked() {
    return asked.get();
  }
}
