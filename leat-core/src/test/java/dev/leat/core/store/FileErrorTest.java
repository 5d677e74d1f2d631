package dev.leat.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.leat.api.Blame;
import dev.leat.api.LeatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileErrorTest {
  @TempDir Path folder;

  @Test
  void tellsAFullDisk() {
    for (IOException full :
        new IOException[] {
          new IOException("No space left on device"),
          new FileSystemException("x", null, "No space left on device"),
          new IOException("Disk quota exceeded"),
          new IOException("There is not enough space on the disk")
        }) {
      expectFull(FileError.writing(new LocalFileStore(folder), "a/x.json", full));
    }
  }

  @Test
  void tellsAFullDiskAsTheSystemWordsIt() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();

    assertThatThrownBy(() -> Files.write(full, new byte[1], StandardOpenOption.WRITE))
        .isInstanceOfSatisfying(
            IOException.class,
            e -> expectFull(FileError.writing(new LocalFileStore(folder), "a/x.json", e)));
  }

  private void expectFull(LeatException error) {
    assertThat(error.code()).isEqualTo(FileError.STORE_FULL);
    assertThat(error.blame()).isEqualTo(Blame.CAPACITY);
    assertThat(error.problem())
        .isEqualTo("no space is left in " + folder.toUri() + " for a/x.json");
    assertThat(error.remedy())
        .isEqualTo(
            "make room there, or move `store` in leat.yaml to a larger disk, then run again");
  }

  @Test
  void tellsAFolderWithoutTheRightToWrite() {
    expectUnwritable(
        FileError.writing(
            new LocalFileStore(folder), "a/x.json", new AccessDeniedException("a/x.json")),
        folder,
        "permission denied");
    expectUnwritable(
        FileError.writing(
            new LocalFileStore(folder),
            "a/x.json",
            new FileSystemException("a", null, "Read-only file system")),
        folder,
        "Read-only file system");
  }

  @Test
  void tellsAReadOnlyFolder() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeThat(Files.isWritable(locked)).as("root may write anywhere").isFalse();

    expectUnwritable(failure(locked), locked, "permission denied");
  }

  @Test
  void tellsAStoreThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    assertThat(failure(file).blame()).isEqualTo(Blame.OPERATOR);
    assertThat(failure(file).code()).isEqualTo(FileError.STORE_UNWRITABLE);
  }

  private static LeatException failure(Path root) {
    try (Deposit deposit = Deposit.begin(new LocalFileStore(root), "a/x.json", Codec.ZSTD)) {
      deposit.write("{}".getBytes(UTF_8));
      return assertThatThrownBy(deposit::land).asInstanceOf(type(LeatException.class)).actual();
    }
  }

  private static void expectUnwritable(LeatException error, Path root, String reason) {
    assertThat(error.code()).isEqualTo(FileError.STORE_UNWRITABLE);
    assertThat(error.blame()).isEqualTo(Blame.OPERATOR);
    assertThat(error.problem()).isEqualTo(root.toUri() + " cannot be written: " + reason);
    assertThat(error.remedy())
        .isEqualTo("give this user write access there, or name another `store` in leat.yaml");
  }

  @Test
  void leavesOtherTroubleForLater() {
    LeatException error =
        FileError.writing(new LocalFileStore(folder), "a/x.json", new IOException("disk on fire"));

    assertThat(error.blame()).isEqualTo(Blame.CAPACITY);
    assertThat(error.problem())
        .isEqualTo("a/x.json could not be written to " + folder.toUri() + ": disk on fire");
    assertThat(error.remedy())
        .isEqualTo("run again; if it comes back, check the disk or the connection to the store");
  }
}
