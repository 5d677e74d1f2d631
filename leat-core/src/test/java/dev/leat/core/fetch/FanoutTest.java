package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class FanoutTest {
  @Test
  void runsEveryTaskNeverMoreThanItsBoundAtOnce() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new AtomicInteger();

    try (var fanout = new Fanout("test", 4)) {
      for (int i = 0; i < 500; i++) {
        assertThat(
                fanout.start(
                    () -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      Thread.onSpinWait();
                      running.decrementAndGet();
                      done.incrementAndGet();
                    }))
            .isTrue();
      }
      fanout.join();
    }

    assertThat(done).hasValue(500);
    assertThat(most.get()).isBetween(1, 4);
  }

  @Test
  void theFirstFailureStopsTheMakerAndReachesTheOwner() throws Exception {
    var finished = new CountDownLatch(1);
    var gate = new CountDownLatch(1);

    try (var fanout = new Fanout("test", 2)) {
      fanout.start(
          () -> {
            gate.await();
            finished.countDown();
          });
      fanout.start(
          () -> {
            throw new IllegalStateException("the disk is full");
          });
      // The bound is reached until the failure makes room, and then nothing starts any more.
      while (fanout.start(() -> {})) {
        Thread.onSpinWait();
      }
      gate.countDown();

      assertThatThrownBy(fanout::join)
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("the disk is full");
      assertThat(finished.getCount()).isZero();
    }
  }

  @Test
  void laterFailuresAreAttachedToTheFirst() throws Exception {
    var gate = new CountDownLatch(2);
    try (var fanout = new Fanout("test", 2)) {
      for (int i = 0; i < 2; i++) {
        fanout.start(
            () -> {
              gate.countDown();
              gate.await();
              throw new IllegalStateException("broken");
            });
      }

      assertThatThrownBy(fanout::join)
          .hasMessage("broken")
          .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }
  }

  @Test
  void closeThrowsAFailureThatNobodyJoined() {
    assertThatThrownBy(
            () -> {
              try (var fanout = new Fanout("test", 2)) {
                fanout.start(
                    () -> {
                      throw new AssertionError("a bug");
                    });
              }
            })
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage("a bug");
  }

  @Test
  void stopLetsTasksFinish() throws Exception {
    var gate = new CountDownLatch(1);
    var done = new AtomicInteger();

    try (var fanout = new Fanout("test", 2)) {
      fanout.start(
          () -> {
            gate.await();
            done.incrementAndGet();
          });
      fanout.stop();
      assertThat(fanout.start(done::incrementAndGet)).isFalse();
      gate.countDown();
      fanout.join();
    }

    assertThat(done).hasValue(1);
  }

  @Test
  void abandonInterruptsTasksAndIsNoFailure() throws Exception {
    var interrupted = new AtomicInteger();
    try (var fanout = new Fanout("test", 2)) {
      fanout.start(
          () -> {
            try {
              new CountDownLatch(1).await();
            } finally {
              interrupted.incrementAndGet();
            }
          });
      fanout.abandon();
      fanout.join();
    }

    assertThat(interrupted).hasValue(1);
  }

  @Test
  void anInterruptedOwnerStartsNothingAndWaitsForWhatRuns() throws Exception {
    var done = new AtomicInteger();
    var gate = new CountDownLatch(1);
    var thrown = new AtomicReference<Throwable>();
    Thread owner =
        Threads.startVirtual(
            "owner",
            () -> {
              try (var fanout = new Fanout("test", 1)) {
                fanout.start(
                    () -> {
                      gate.await();
                      done.incrementAndGet();
                    });
                fanout.start(done::incrementAndGet);
              } catch (InterruptedException e) {
                thrown.set(e);
              }
            });
    while (owner.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    owner.interrupt();
    gate.countDown();
    owner.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(done).hasValue(1);
  }

  @Test
  void aSecondInterruptAbandonsWhatRuns() throws Exception {
    var started = new CountDownLatch(1);
    var interrupted = new AtomicInteger();
    var kept = new AtomicReference<Boolean>();
    Thread owner =
        Threads.startVirtual(
            "owner",
            () -> {
              try (var fanout = new Fanout("test", 1)) {
                fanout.start(
                    () -> {
                      started.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } finally {
                        interrupted.incrementAndGet();
                      }
                    });
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              kept.set(Thread.currentThread().isInterrupted());
            });
    started.await();
    owner.interrupt();
    owner.join();

    assertThat(interrupted).hasValue(1);
    assertThat(kept.get()).isTrue();
  }

  @Test
  void refusesABoundThatRunsNothing() {
    assertThatThrownBy(() -> new Fanout("test", 0))
        .hasMessage("a fan-out runs at least one task at once");
  }
}
