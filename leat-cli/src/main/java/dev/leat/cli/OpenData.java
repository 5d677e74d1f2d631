package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.LeatException;
import dev.leat.core.project.Nearest;
import dev.leat.core.project.Project;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Free data of providers that needs no configuration.
 *
 * <p>The first use makes a leat.yaml, so that every later command finds a project like any other.
 */
final class OpenData {
  private static final Set<String> NAMES = Set.of("statsbomb");

  private OpenData() {}

  /** Where {@code --open-data} was given: makes the project unless it is there. */
  static void prepare(Arguments arguments, PrintStream err) throws IOException {
    Optional<String> wanted = arguments.openData();
    if (wanted.isEmpty()) {
      return;
    }
    String name = wanted.get();
    if (!NAMES.contains(name)) {
      throw new LeatException(
          CommandError.OPEN_DATA_UNKNOWN,
          "There is no open data '" + name + "'.",
          Nearest.suggest(name, NAMES));
    }
    Path file = arguments.project().resolve(Project.FILE);
    if (Files.exists(file)) {
      return;
    }
    String url = arguments.text("--url").map(text -> "    url: \"" + text + "\"\n").orElse("");
    Files.createDirectories(arguments.project());
    Files.writeString(
        file,
        """
        # Made by leat --open-data %s: all that the provider offers. Narrow it by plans; see the
        # template: leat init --template %s FOLDER
        leat: 1

        destination: duckdb:%s.duckdb

        sources:
          %s:
            type: %s
        %s\
        """
            .formatted(name, name, name, name, name, url),
        UTF_8);
    err.println("Made " + file + " for the open data of " + name + ".");
  }
}
