package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of Leat within a program, compiled and run as its page says. */
final class LibraryTest {
  private static final Path EXAMPLES = Path.of(System.getProperty("leat.home"), "examples");

  @TempDir private Path temporary;

  @Test
  void aProgramFetchesReadsWorksAndAsks() throws Exception {
    Path project = temporary.resolve("quickstart");
    copy(EXAMPLES.resolve("quickstart"), project);
    Path out = temporary.resolve("out.txt");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EXAMPLES.resolve("library/Library.java").toString(),
                project.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();

    assertThat(program.waitFor()).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out, UTF_8))
        .isEqualTo(
            """
            Received datasets: 21
            New datasets: 21
            Loaded tables: 3
            First match: {"match_id": 101
            Feeds: [events, matches, stadiums]
            Bytes: more than 10,000
            [name, capacity]
            [Penstock Arena, 14000]
            [Sluicegate Park, 9000]
            """);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path each : paths.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        boolean made = each.toString().contains(".leat") || each.toString().endsWith(".duckdb");
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else if (!made) {
          Files.copy(each, target);
        }
      }
    }
  }
}
