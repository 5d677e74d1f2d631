package dev.leat.core.store;

import dev.leat.api.FileStore;
import dev.leat.testkit.store.FileStoreConformance;
import java.time.Instant;
import java.time.InstantSource;

final class DiscardingFileStoreTest implements FileStoreConformance {
  private final FileStore store = MemoryFileStore.discarding(InstantSource.fixed(Instant.EPOCH));

  @Override
  public FileStore store() {
    return store;
  }

  @Override
  public boolean keepsContent() {
    return false;
  }
}
