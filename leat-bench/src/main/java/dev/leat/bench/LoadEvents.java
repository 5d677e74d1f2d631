package dev.leat.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Loading stored events into DuckDB, beside SQL written by hand for the same tables.
 *
 * <p>Arguments: how many files, 380 where none is given. First so many files whose schema nobody
 * knows, then as many more. Each is a sample below {@code -Dleat.samples} with ids of its own.
 */
public final class LoadEvents {
  private final Path project;
  private final Path database;
  private final int files;

  private LoadEvents(Path folder, int files) throws IOException {
    this.project = Files.createDirectories(folder.resolve("project"));
    this.database = folder.resolve("hand.duckdb");
    this.files = files;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int files = args.length == 0 ? 380 : Integer.parseInt(args[0]);
    Launcher.prepare();
    try (Scratch scratch = Scratch.make()) {
      new LoadEvents(scratch.folder(), files).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    Files.writeString(
        project.resolve("leat.yaml"),
        """
        leat: 1
        destination: duckdb:events.duckdb
        sources:
          league:
            type: files
            path: data
            feeds:
              events: "*/*.json"
        tables:
          events:
            from: league/events
            key: id
        """);
    compare("sniff", "schema unknown");
    compare("typed", "schema known");
  }

  private void compare(String mode, String what) throws IOException, InterruptedException {
    write(mode);
    Measured.run(project, Map.of(), Launcher.command("fetch", ".")).succeeded();
    // Only the stored copies are read from here on.
    Path data = project.resolve("data");
    Scratch.delete(data.resolve(mode));
    Measured hand = Measured.run(project, Map.of(), hand(mode)).succeeded();
    Measured leat = Measured.run(project, Map.of(), Launcher.command("load", ".")).succeeded();
    System.out.printf("load of %d events files, %s%n  leat %s%n", files, what, leat);
    if (mode.equals("sniff") && files > HandWritten.SNIFFED_MAX) {
      System.out.println("  by hand: out of memory");
      return;
    }
    System.out.printf("  by hand %s%n", hand);
    System.out.printf(
        "  speed, Leat's part of that by hand: wall %.0f %%, CPU %.0f %%%n",
        100.0 * hand.wall().toMillis() / leat.wall().toMillis(),
        100 * hand.cpuSeconds() / leat.cpuSeconds());
  }

  private void write(String folder) throws IOException {
    Path data = Files.createDirectories(project.resolve("data").resolve(folder));
    String sample = sample();
    for (int file = 0; file < files; file++) {
      // Ids are UUIDs: their first digits make them the file's own.
      String own = "\"id\" : \"%s%06x".formatted(folder.equals("sniff") ? "5f" : "7d", file);
      Files.writeString(
          data.resolve("%06d.json".formatted(file)),
          sample.replaceAll("\"id\" ?: ?\"[0-9a-f]{8}", own));
    }
  }

  private static String sample() {
    return Provider.sample()
        .map(
            path -> {
              try {
                return Files.readString(path);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElseGet(() -> new String(Provider.invented(), StandardCharsets.UTF_8));
  }

  private List<String> hand(String mode) {
    Path store = project.resolve(".leat/store");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", Launcher.home().resolve("leat-cli/target/leat/lib") + "/*"));
    command.set(
        command.size() - 1,
        command.getLast() + ":" + Launcher.home().resolve("leat-bench/target/lib") + "/*");
    command.addAll(List.of("dev.leat.bench.HandWritten", mode, store.toString()));
    command.addAll(List.of(database.toString(), database + ".types"));
    return command;
  }
}
