package dev.leat.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.FileStore;
import dev.leat.testkit.store.FileStoreConformance;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class MemoryFileStoreTest implements FileStoreConformance {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

  private final FileStore store = new MemoryFileStore(InstantSource.fixed(NOON));

  @Override
  public FileStore store() {
    return store;
  }

  @Test
  void tellsWhenAFileWasWritten() throws IOException {
    put("a", new byte[3]);

    try (var entries = store.list("")) {
      assertThat(entries).containsExactly(new FileStore.Entry("a", 3, NOON, false));
    }
  }
}
