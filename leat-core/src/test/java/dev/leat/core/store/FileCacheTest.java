package dev.leat.core.store;

import static dev.leat.core.store.StoreFixture.EVENTS;
import static dev.leat.core.store.StoreFixture.match;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.catalog.MovingClock;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.testkit.store.FaultyFileStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileCacheTest {
  private final FaultyFileStore files =
      FaultyFileStore.counting(new MemoryFileStore(new MovingClock()));

  private StoreFixture on;

  @BeforeEach
  void open(@TempDir Path folder) {
    on = new StoreFixture(TestCatalogs.Kind.SQLITE.settings(folder), files);
    for (int i = 1; i <= 4; i++) {
      on.put(match(i), on.lease("lease " + i), "[" + i + "]", null);
    }
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void aFileIsReadOnceWhileTheCacheIsOpen() throws IOException {
    StoredFile file = file(1);
    var cache = new FileCache(on.store, 1000);

    assertThat(StoreFixture.text(cache.open(file))).isEqualTo("[1]");
    int once = files.operations();
    assertThat(StoreFixture.text(cache.open(file))).isEqualTo("[1]");
    assertThat(files.operations()).isEqualTo(once);

    cache.close();
    assertThat(StoreFixture.text(cache.open(file))).isEqualTo("[1]");
    assertThat(files.operations()).isGreaterThan(once);
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() throws IOException {
    try (var cache = new FileCache(on.store, 12)) {
      for (int i : new int[] {1, 2, 3, 4, 1}) {
        StoreFixture.text(cache.open(file(i)));
      }
      int before = files.operations();
      on.put(match(5), on.lease("lease 5"), "[5]", null);
      StoreFixture.text(cache.open(file(5)));
      int added = files.operations();
      assertThat(added).isGreaterThan(before);

      StoreFixture.text(cache.open(file(1)));
      assertThat(files.operations()).isEqualTo(added);
      StoreFixture.text(cache.open(file(2)));
      assertThat(files.operations()).isGreaterThan(added);
    }
  }

  @Test
  void aLargeFileStreamsPastIt() throws IOException {
    try (var cache = new FileCache(on.store, 8)) {
      StoreFixture.text(cache.open(file(1)));
      int once = files.operations();
      assertThat(StoreFixture.text(cache.open(file(1)))).isEqualTo("[1]");
      assertThat(files.operations()).isGreaterThan(once);
    }
  }

  private StoredFile file(int match) {
    return on.store.dataset(match(match)).orElseThrow().file(EVENTS).orElseThrow();
  }
}
