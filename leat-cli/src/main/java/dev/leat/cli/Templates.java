package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.LeatException;
import dev.leat.core.project.Nearest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Projects to begin with: each a folder of files that is copied as it is.
 *
 * <p>A name that begins with {@code dot-} is written with a dot, because builds drop dot files. The
 * first comment of a template's leat.yaml says what it is.
 */
final class Templates implements AutoCloseable {
  private static final String DOT = "dot-";
  private static final String UNNAMED = "no description";

  private final Path root;
  private final AutoCloseable opened;

  private Templates(Path root, AutoCloseable opened) {
    this.root = root;
    this.opened = opened;
  }

  /** Those in a folder. */
  static Templates in(Path root) {
    return new Templates(root, () -> {});
  }

  /** Those that come with Leat, in its jar or in a folder of classes. */
  static Templates ours() throws IOException {
    URL url = Objects.requireNonNull(Templates.class.getResource("templates"), "templates");
    try {
      URI place = url.toURI();
      if (!place.getScheme().equals("jar")) {
        return in(Path.of(place));
      }
      FileSystem jar = FileSystems.newFileSystem(place, Map.of());
      return new Templates(Path.of(place), jar);
    } catch (URISyntaxException impossible) {
      throw new IOException(impossible);
    }
  }

  /** Names and descriptions. */
  Map<String, String> all() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        all.put(name(folder), description(folder));
      }
    }
    return all;
  }

  /**
   * Copies one; nothing that is there is touched.
   *
   * @return the files, in order
   */
  List<Path> copy(String name, Path target) throws IOException {
    List<String> names = List.copyOf(all().keySet());
    if (!names.contains(name)) {
      throw new LeatException(
          CommandError.TEMPLATE_UNKNOWN,
          "There is no template '" + name + "'.",
          Nearest.suggest(name, names));
    }
    List<Path> copied = new ArrayList<>();
    Path folder = root.resolve(name);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path to = target.resolve(written(folder.relativize(file)));
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(file, to);
        copied.add(to);
      }
    }
    return copied;
  }

  @Override
  public void close() throws IOException {
    try {
      opened.close();
    } catch (IOException failure) {
      throw failure;
    } catch (Exception impossible) {
      throw new IOException(impossible);
    }
  }

  private static Path written(Path relative) {
    Path path = Path.of("");
    for (Path part : relative) {
      String name = part.toString();
      path = path.resolve(name.startsWith(DOT) ? "." + name.substring(DOT.length()) : name);
    }
    return path;
  }

  private static String description(Path folder) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("leat.yaml"), UTF_8)) {
      return lines
          .filter(line -> line.startsWith("# "))
          .map(line -> line.substring(2).strip())
          .findFirst()
          .orElse(UNNAMED);
    } catch (NoSuchFileException none) {
      return UNNAMED;
    }
  }

  private static String name(Path folder) {
    return folder.getFileName().toString().replace("/", "");
  }
}
