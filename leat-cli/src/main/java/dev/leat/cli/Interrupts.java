package dev.leat.cli;

import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command in order when the process is told to end (SIGINT, SIGTERM).
 *
 * <p>The JVM itself knows the exit code of a signal, 130 or 143: it runs shutdown hooks, then ends
 * with that code. So a hook asks the command to stop and waits for it; a second signal ends the
 * process at once.
 */
final class Interrupts {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final CountDownLatch FINISHED = new CountDownLatch(1);

  private Interrupts() {}

  /** Asks for a stop, in words and by this act, when a signal comes. */
  static void onSignal(Runnable stop, PrintStream err) {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> wind(stop, err)));
  }

  /** The command has come to its end: nothing is left to wait for. */
  static void finished() {
    FINISHED.countDown();
  }

  private static void wind(Runnable stop, PrintStream err) {
    if (FINISHED.getCount() == 0) {
      return;
    }
    endOnNextSignal("INT", 130);
    endOnNextSignal("TERM", 143);
    err.println("Stopping: what is in flight may finish. Once more ends at once.");
    stop.run();
    try {
      if (!FINISHED.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        err.println("Gave up waiting after " + PATIENCE.toSeconds() + " s; the next run goes on.");
      }
    } catch (InterruptedException nobody) {
      Thread.currentThread().interrupt();
    }
  }

  /** By reflection, because the JDK's only signal API may not be compiled against. */
  private static void endOnNextSignal(String name, int code) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler end =
          (proxy, method, arguments) -> {
            Runtime.getRuntime().halt(code);
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handler}, end);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException unsupported) {
      // Then a second signal waits with the first.
    }
  }
}
