package dev.leat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of this checkout, as its users start it. */
final class Launcher {
  private Launcher() {}

  static List<String> command(String... words) {
    var command = new ArrayList<String>();
    command.add(home().resolve("bin/leat").toString());
    command.addAll(List.of(words));
    return command;
  }

  static Path home() {
    return Path.of(System.getProperty("leat.home", ".")).toAbsolutePath().normalize();
  }

  /** Builds what is missing, so that it is not measured. */
  static void prepare() throws IOException, InterruptedException {
    Measured.run(home(), Map.of(), command("version")).succeeded();
  }
}
