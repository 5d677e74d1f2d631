package dev.leat.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.FileStore;
import dev.leat.api.LeatException;
import dev.leat.testkit.store.FileStoreConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFileStoreTest implements FileStoreConformance {
  @TempDir Path folder;
  private Optional<FileStore> opened = Optional.empty();

  @Override
  public FileStore store() {
    if (opened.isEmpty()) {
      opened = Optional.of(new LocalFileStore(folder.resolve("project/store")));
    }
    return opened.get();
  }

  @Test
  void refusesALinkThatLeadsOutside() throws IOException {
    put("a/file", new byte[1]);
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.write(outside.resolve("secret"), new byte[3]);
    Path root = folder.resolve("project/store");
    Files.createSymbolicLink(root.resolve("out"), outside);
    Files.createSymbolicLink(root.resolve("a/leak"), outside.resolve("secret"));
    Files.createSymbolicLink(root.resolve("nowhere"), folder.resolve("gone"));

    for (String path : new String[] {"out/secret", "out/new/file", "a/leak", "nowhere/file"}) {
      String problem = "the path '" + path + "' is refused: a link in it leads out of " + root;
      assertThatThrownBy(() -> store().create(path)).hasMessage(problem);
      assertThatThrownBy(() -> store().open(path)).hasMessage(problem);
      assertThatThrownBy(() -> store().size(path)).hasMessage(problem);
      assertThatThrownBy(() -> store().delete(path)).hasMessage(problem);
      assertThatThrownBy(() -> store().local(path)).isInstanceOf(LeatException.class);
    }
    assertThat(outside.resolve("secret")).hasSize(3);
    assertThat(outside.resolve("new")).doesNotExist();
    try (var entries = store().list("")) {
      assertThat(entries.map(FileStore.Entry::path)).containsExactly("a/file");
    }
  }

  @Test
  void followsALinkThatStaysInside() throws IOException {
    put("a/file", new byte[1]);
    Files.createSymbolicLink(
        folder.resolve("project/store/alias"), folder.resolve("project/store/a"));

    assertThat(store().size("alias/file")).contains(1L);
  }

  @Test
  void removesTheFoldersThatADeletedFileLeavesEmptyButNotTheRoot() throws IOException {
    put("a/b/c/1", new byte[1]);
    put("a/2", new byte[1]);
    Path root = folder.resolve("project/store");

    store().delete("a/b/c/1");
    assertThat(root.resolve("a/b")).doesNotExist();
    assertThat(root.resolve("a/2")).exists();

    store().delete("a/2");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void givesTheFileItself() throws IOException {
    put("a/file", new byte[1]);

    assertThat(store().local("a/file")).contains(folder.resolve("project/store/a/file"));
    assertThat(store().local("a")).isEmpty();
  }
}
