package dev.leat.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Blame;
import dev.leat.api.FileStore;
import dev.leat.api.FileStoreType;
import dev.leat.api.LeatException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStoresTest {
  @TempDir Path folder;

  @Test
  void opensAFolder() {
    assertThat(FileStores.open(folder).root()).isEqualTo(folder.toUri());
    assertThat(FileStores.open(folder.toUri()).root()).isEqualTo(folder.toUri());
    assertThat(FileStores.open(URI.create("file:relative/store")).root())
        .isEqualTo(Path.of("relative/store").toAbsolutePath().toUri());
  }

  @Test
  void opensMemoryAndNothing() {
    assertThat(FileStores.open("memory:", folder).root()).hasToString("memory:/");
    assertThat(FileStores.open("null:/", folder).root()).hasToString("null:/");
  }

  @Test
  void opensWhatASettingNames() {
    assertThat(FileStores.open(".leat/store", folder).root())
        .isEqualTo(folder.resolve(".leat/store").toUri());
    assertThat(FileStores.open("/data/my store", folder).root())
        .hasToString("file:///data/my%20store");
    assertThat(FileStores.open("file:///data/store", folder).root())
        .hasToString("file:///data/store");
    assertThatThrownBy(() -> FileStores.open("s3://a b", folder))
        .hasMessage("the store 's3://a b' is no URL: Illegal character in authority");
  }

  @Test
  void refusesAFileUrlOfAnotherMachine() {
    assertThatThrownBy(() -> FileStores.open(URI.create("file://server/share")))
        .isInstanceOf(LeatException.class)
        .hasMessageStartingWith(
            "the store URL file://server/share names no folder of this machine: ");
  }

  @Test
  void saysWhichSchemesAreKnown() {
    assertThatThrownBy(() -> FileStores.open(URI.create("ftp://host/x")))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.blame()).isEqualTo(Blame.OPERATOR);
              assertThat(e.problem()).isEqualTo("no file store is known for 'ftp:'");
              assertThat(e.remedy())
                  .isEqualTo(
                      "use one of file, memory, null, or name the jar that brings it in `plugins`");
            });
  }

  @Test
  void findsAPluginByItsScheme() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(FileStoreType.class.getName()), Plugged.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (var plugins = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(plugins);

      assertThat(FileStores.open(URI.create("plugged://x"))).isInstanceOf(MemoryFileStore.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A type of store that a plug-in brings. */
  public static final class Plugged implements FileStoreType {
    @Override
    public String scheme() {
      return "plugged";
    }

    @Override
    public FileStore open(URI url) {
      return new MemoryFileStore(InstantSource.fixed(Instant.EPOCH));
    }
  }
}
