package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.LeatException;
import dev.leat.core.project.Nearest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Projects to begin with: each a folder of resources that is copied as it is.
 *
 * <p>A template's {@code index} names its files, one per line: the resource, a space, and where it
 * goes. The first comment of its leat.yaml says what it is.
 */
final class Templates {
  private static final List<String> NAMES =
      List.of(
          "statsbomb",
          "football-data",
          "product-hunt",
          "wyscout",
          "markets",
          "reddit",
          "nba",
          "files",
          "blank");

  /** The names, as a sentence has them. */
  static final String CHOICE =
      String.join(", ", NAMES.subList(0, NAMES.size() - 1)) + " or " + NAMES.getLast();

  private Templates() {}

  /** Names and descriptions. */
  static Map<String, String> all() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : NAMES) {
      all.put(name, description(name));
    }
    return all;
  }

  /**
   * Copies one; nothing that is there is touched.
   *
   * @return the files, in order
   */
  static List<Path> copy(String name, Path folder) throws IOException {
    check(name);
    List<Path> copied = new ArrayList<>();
    for (String line : lines(name, "index")) {
      int space = line.indexOf(' ');
      Path target = folder.resolve(line.substring(space + 1));
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      try (InputStream in = open(name, line.substring(0, space))) {
        Files.copy(in, target);
      }
      copied.add(target);
    }
    return copied;
  }

  static void check(String name) {
    if (!NAMES.contains(name)) {
      throw new LeatException(
          CommandError.TEMPLATE_UNKNOWN,
          "There is no template '" + name + "'.",
          Nearest.suggest(name, NAMES));
    }
  }

  private static String description(String name) throws IOException {
    return lines(name, "leat.yaml").stream()
        .filter(line -> line.startsWith("# "))
        .map(line -> line.substring(2).strip())
        .findFirst()
        .orElse("");
  }

  private static List<String> lines(String name, String file) throws IOException {
    try (InputStream in = open(name, file)) {
      return new String(in.readAllBytes(), UTF_8).lines().filter(line -> !line.isBlank()).toList();
    }
  }

  private static InputStream open(String name, String file) throws IOException {
    String place = "templates/" + name + "/" + file;
    InputStream in = Templates.class.getResourceAsStream(place);
    if (in == null) {
      throw new FileNotFoundException(place);
    }
    return in;
  }
}
