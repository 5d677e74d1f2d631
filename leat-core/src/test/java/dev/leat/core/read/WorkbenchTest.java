package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs on a workbench ends when somebody ends it. */
@Timeout(20)
final class WorkbenchTest {
  @TempDir private Path folder;

  /** A file of rows without end, as a format's own reader writes them. */
  private Callable<String> endless(CountDownLatch running, Path target) {
    return () -> {
      try (var lines = new RecordLines(1, target)) {
        for (long row = 0; ; row++) {
          lines.row(new Place("line", row), List.of("a"), List.of("x"));
          running.countDown();
        }
      }
    };
  }

  @Test
  void endsTheScansThatRunAndThoseThatWait() throws Exception {
    try (var workbench = Workbench.open(new Workbench.Settings(folder, 64L << 20, 1))) {
      var running = new CountDownLatch(1);
      var tasks = new ArrayList<Callable<String>>();
      tasks.add(endless(running, folder.resolve("endless")));
      tasks.add(() -> "never begun");
      var outcome = new AtomicReference<Throwable>();
      Thread load =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      workbench.scan(tasks);
                    } catch (InterruptedException | RuntimeException e) {
                      outcome.set(e);
                    }
                  });
      running.await();

      workbench.end();
      load.join();

      assertThat(outcome.get()).isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> workbench.scan(tasks)).isInstanceOf(CancellationException.class);
    }
  }
}
