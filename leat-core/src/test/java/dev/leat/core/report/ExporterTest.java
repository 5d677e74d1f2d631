package dev.leat.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.store.GarbageCollector.Removed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExporterTest {
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir private Path staging;

  private Path file(String name, Instant written, Instant foldersWritten) throws IOException {
    Path file = staging.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "four");
    Files.setLastModifiedTime(file, FileTime.from(written));
    Files.setLastModifiedTime(file.getParent(), FileTime.from(foldersWritten));
    return file;
  }

  @Test
  void whatAKilledExportLeftIsSweptAndWhatIsOnItsWayStays() throws IOException {
    Instant old = NOW.minusSeconds(1);
    Path dead = file("dead/day=1/a.parquet", old, old);
    Files.setLastModifiedTime(staging.resolve("dead"), FileTime.from(old));
    Path begun = file("begun/a.parquet", old, NOW);
    Path writing = file("writing/a.parquet", NOW, old);

    assertThat(Exporter.sweep(staging, NOW)).isEqualTo(new Removed(1, 4, 0));
    assertThat(dead).doesNotExist();
    assertThat(staging.resolve("dead")).doesNotExist();
    assertThat(begun).exists();
    assertThat(writing).exists();
    assertThat(Exporter.sweep(staging.resolve("none"), NOW)).isEqualTo(new Removed(0, 0, 0));
  }
}
