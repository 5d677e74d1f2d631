package dev.leat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A first fetch of everything, beside {@code curl --parallel} writing the same bodies to disk.
 *
 * <p>Arguments: how many matches, 380 where none is given. Both end with {@code sync}.
 */
public final class FirstSync {
  private FirstSync() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int matches = args.length == 0 ? 380 : Integer.parseInt(args[0]);
    Launcher.prepare();
    try (Scratch scratch = Scratch.make();
        Provider provider = Provider.large(matches)) {
      Measured curl = curl(provider, scratch.make("curl"));
      Scratch.delete(scratch.folder().resolve("curl"));
      Path project = scratch.make("project");
      provider.project(project);
      Measured leat =
          Measured.run(project, Map.of(), synced(Launcher.command("fetch", "."))).succeeded();
      System.out.printf("first sync of %d matches%n  leat %s%n  curl %s%n", matches, leat, curl);
      System.out.printf(
          "  wall, leat to curl: %.2f%n", (double) leat.wall().toMillis() / curl.wall().toMillis());
    }
  }

  private static Measured curl(Provider provider, Path folder)
      throws IOException, InterruptedException {
    var list = new StringBuilder();
    for (String file : provider.files()) {
      list.append("url = ").append(provider.url()).append(file).append('\n');
      list.append("output = ").append(file).append('\n');
    }
    Path config = Files.writeString(folder.resolve("list"), list);
    List<String> command =
        List.of(
            "curl",
            "--silent",
            "--fail",
            "--parallel",
            "--parallel-max",
            "10",
            "--create-dirs",
            "--config",
            config.toString());
    return Measured.run(folder, Map.of(), synced(command)).succeeded();
  }

  /** The same command, and then everything on disk; what others left is written before. */
  private static List<String> synced(List<String> command)
      throws IOException, InterruptedException {
    new ProcessBuilder("sync").start().waitFor();
    return List.of("sh", "-c", String.join(" ", command) + " && sync");
  }
}
