package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of any kind and size go in and come out byte by byte, however the store keeps them. */
final class UntouchedTest {
  private static final int PIECE = 1 << 20;

  @TempDir private Path folder;

  @Test
  void fiftyMegabytesOfNoiseAreKeptAsTheyCame() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    write(data.resolve("film.mp4"), 50);
    String sha256 = Hash.of(Files.readAllBytes(data.resolve("film.mp4")));
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            "sources:\n  films: {type: files, path: data, feeds: {film: \"*.mp4\"}}\n");

    project.leat("fetch").exits(0);

    assertThat(project.catalog().rows("SELECT sha256, size FROM file"))
        .containsExactly(sha256 + "|" + (50 << 20));
    Path stored = folder.resolve(".leat/store").resolve(project.known().getFirst());
    assertThat(Hash.of(Files.readAllBytes(stored))).isEqualTo(sha256);
  }

  private static void write(Path file, int megabytes) throws IOException {
    var noise = new SplittableRandom(7);
    byte[] piece = new byte[PIECE];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < megabytes; i++) {
        noise.nextBytes(piece);
        out.write(piece);
      }
    }
  }

  @Test
  void anotherCodecAndOtherPathsLeaveOlderFilesReadable() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (int i = 1; i <= 3; i++) {
      Files.writeString(data.resolve(i + ".json"), things(i, "old"));
    }
    Workspace project =
        Workspace.make(folder, CatalogPlace.SQLITE, yaml("gzip", "bucket_count: 2"));
    project.leat("run").exits(0);
    List<String> before = project.stored();
    assertThat(before).filteredOn(path -> path.endsWith(".json.gz")).hasSize(3);

    project.write(yaml("none", "prefix: 1"));
    Files.writeString(data.resolve("2.json"), things(2, "corrected"));
    project.leat("run").exits(0);

    assertThat(project.stored()).containsAll(before);
    assertThat(project.known()).filteredOn(path -> path.endsWith(".json")).hasSize(1);
    assertThat(project.leat("doctor", "--verify").exits(0).out()).doesNotContain("damaged file");
    List<String> rows = project.tables().rows("SELECT id, name FROM things ORDER BY id");
    assertThat(rows).containsExactly("1|old", "2|corrected", "3|old");
    project.leat("load", "--replay").exits(0);
    assertThat(project.tables().rows("SELECT id, name FROM things ORDER BY id")).isEqualTo(rows);
  }

  /** Long enough to be worth compressing. */
  private static String things(int id, String name) {
    return "[{\"id\": %d, \"name\": \"%s\", \"note\": \"%s\"}]"
        .formatted(id, name, "a".repeat(500));
  }

  private static String yaml(String compression, String path) {
    return """
    compression: %s
    sources:
      things: {type: files, path: data, feeds: {things: "*.json"}}
    dataset_types:
      - {source: things, dataset_type: file, keys: {path: {path: {%s}}}}
    tables:
      things: {from: things/things, key: id}
    """
        .formatted(compression, path);
  }
}
