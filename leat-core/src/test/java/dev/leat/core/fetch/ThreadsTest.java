package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ThreadsTest {
  private final Threads threads = new Threads(2);

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void nativeCallsRunOnAFewPlatformThreads() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    try (var fanout = new Fanout("test", 20)) {
      for (int i = 0; i < 100; i++) {
        fanout.start(
            () ->
                threads.onNative(
                    () -> {
                      assertThat(Thread.currentThread().isVirtual()).isFalse();
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      Thread.onSpinWait();
                      return running.decrementAndGet();
                    }));
      }
      fanout.join();
    }

    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void aCallReturnsItsValueOrThrowsItsOwnException() throws IOException {
    int value = threads.onNative(() -> 7);

    assertThat(value).isEqualTo(7);
    assertThatThrownBy(
            () ->
                threads.onNative(
                    () -> {
                      throw new IOException("locked");
                    }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("locked");
    assertThatThrownBy(
            () ->
                threads.onNative(
                    () -> {
                      throw new AssertionError("a bug");
                    }))
        .isExactlyInstanceOf(AssertionError.class);
  }

  @Test
  void aCallWithinACallNeedsNoSecondThread() {
    int value = threads.onNative(() -> threads.onNative(() -> threads.onNative(() -> 3)));

    assertThat(value).isEqualTo(3);
  }

  @Test
  void anInterruptWaitsForTheCallAndIsKept() throws Exception {
    var started = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    var kept = new AtomicReference<Boolean>();
    Thread caller =
        Threads.startVirtual(
            "caller",
            () -> {
              int value =
                  threads.onNative(
                      () -> {
                        started.countDown();
                        awaitUninterruptibly(gate);
                        return 1;
                      });
              kept.set(value == 1 && Thread.currentThread().isInterrupted());
            });
    started.await();
    caller.interrupt();
    gate.countDown();
    caller.join();

    assertThat(kept.get()).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
