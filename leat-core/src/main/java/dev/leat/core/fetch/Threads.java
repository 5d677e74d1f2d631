package dev.leat.core.fetch;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes every thread of Leat: virtual ones for sockets, a few of the platform's for native calls.
 *
 * <p>A native call (DuckDB, SQLite, a pipe) holds the thread that carries it; on a virtual thread
 * it would hold a carrier that all sockets share. So it is handed to a small pool of platform
 * threads, and the caller waits. The pool starts with its first call.
 */
public final class Threads implements AutoCloseable {
  /** A native call. */
  @FunctionalInterface
  public interface NativeCall<T, E extends Exception> {
    T call() throws E;
  }

  private static final class Native extends Thread {
    Native(Runnable task, String name) {
      super(task, name);
      setDaemon(true);
    }
  }

  private final int nativesMax;
  private @Nullable ExecutorService natives;

  /** Runs at most so many native calls at once; others wait their turn. */
  public Threads(int nativesMax) {
    if (nativesMax < 1) {
      throw new IllegalArgumentException("there is at least one native thread");
    }
    this.nativesMax = nativesMax;
  }

  /** Starts a virtual thread: may block on sockets, must not call native code for long. */
  public static Thread startVirtual(String name, Runnable task) {
    return Thread.ofVirtual().name(name).start(task);
  }

  /**
   * Makes a native call and waits for its end.
   *
   * <p>An interrupt does not cut it short: what native code holds cannot be taken from it safely.
   * The interrupt is kept for the caller. A call within a call runs on the same thread.
   */
  public <T, E extends Exception> T onNative(NativeCall<T, E> call) throws E {
    if (Thread.currentThread() instanceof Native) {
      return call.call();
    }
    Future<T> future = natives().submit(call::call);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw Threads.<E>sneak(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Makes a native call that nobody waits for; what it throws is lost. */
  public void startNative(Runnable call) {
    Future<?> unused = natives().submit(call);
  }

  /** The call's own exception: {@code E}, or unchecked. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E sneak(@Nullable Throwable thrown) throws E {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (E) (Exception) thrown;
  }

  private synchronized ExecutorService natives() {
    if (natives == null) {
      natives = Executors.newFixedThreadPool(nativesMax, task -> new Native(task, "leat-native"));
    }
    return natives;
  }

  /** Waits for native calls to end; there must be none after it. */
  @Override
  public synchronized void close() {
    if (natives != null) {
      natives.close();
    }
  }
}
