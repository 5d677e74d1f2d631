package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchSpaceTest {
  @TempDir Path folder;

  @Test
  void whatADeadProcessLeftGoesAndWhatIsInUseStays() throws IOException {
    Path left = Files.createDirectory(folder.resolve("workbench-1"));
    Files.createFile(left.resolve("in-use"));
    Files.writeString(Files.createDirectory(left.resolve("spill")).resolve("rows"), "many");
    Path justBegun = Files.createDirectory(folder.resolve("workbench-2"));

    try (var one = ScratchSpace.below(folder);
        var two = ScratchSpace.below(folder)) {
      assertThat(folder.toFile().listFiles())
          .extracting(file -> file.toPath())
          .containsExactlyInAnyOrder(justBegun, one.path(), two.path());
    }

    assertThat(folder.toFile().list()).containsExactly("workbench-2");
  }
}
