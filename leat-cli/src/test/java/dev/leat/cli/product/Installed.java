package dev.leat.cli.product;

import dev.leat.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line as {@code bin/leat} starts it: from jars, with the JVM's cache for fast starts.
 *
 * <p>It is made once for all tests of a JVM, of the class path that they run on, and goes with it.
 */
final class Installed {
  /** Options of every start; those of the cache must be the same in its training. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xlog:aot*=off:stderr",
          "-Xlog:cds*=off:stderr");

  private static final class Shared {
    static final Installed INSTALLED = make();
  }

  private final String classPath;
  private final Path cache;

  private Installed(String classPath, Path cache) {
    this.classPath = classPath;
    this.cache = cache;
  }

  static Installed shared() {
    return Shared.INSTALLED;
  }

  /** What is started for a command, with further options of the JVM. */
  List<String> command(List<String> jvm, List<String> words) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(jvm);
    command.addAll(OPTIONS);
    command.addAll(Coverage.recorded());
    command.addAll(List.of("-XX:AOTCache=" + cache, "-cp", classPath, Main.class.getName()));
    command.addAll(words);
    return command;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Installed make() {
    try {
      Path folder = Files.createTempDirectory("leat-installed-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      var installed = new Installed(jars(folder), folder.resolve("start.aot"));
      installed.rehearse(folder);
      return installed;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The class path without the tests; only what lies in jars can be cached. */
  private static String jars(Path folder) throws IOException, URISyntaxException {
    Path tests =
        Path.of(Installed.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Path> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.isRegularFile(path) && !path.toFile().getName().startsWith("leat-")) {
        jars.add(path);
      } else if (Files.exists(path) && !path.equals(tests)) {
        jars.add(ownJar(path, folder.resolve(jars.size() + ".jar")));
      }
    }
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** A jar of this project's classes, which lie in a folder or another jar. */
  private static Path ownJar(Path classes, Path target) throws IOException {
    try (OutputStream bytes = Files.newOutputStream(target);
        var jar = new JarOutputStream(bytes)) {
      if (Files.isDirectory(classes)) {
        copy(classes, jar);
      } else {
        try (FileSystem files = FileSystems.newFileSystem(classes)) {
          copy(files.getPath("/"), jar);
        }
      }
    }
    return target;
  }

  private static void copy(Path root, JarOutputStream jar) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(file -> !file.equals(root)).toList()) {
        String name = root.relativize(file).toString();
        boolean folder = Files.isDirectory(file);
        // A class path is searched for folders, such as that of a database's migrations.
        jar.putNextEntry(new JarEntry(folder ? name + "/" : name));
        if (!folder) {
          jar.write(Coverage.prepared(name, Files.readAllBytes(file)));
        }
      }
    }
  }

  private void rehearse(Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m"));
    command.addAll(OPTIONS);
    command.addAll(Coverage.unrecorded());
    command.addAll(
        List.of(
            "-XX:AOTCacheOutput=" + cache,
            "-cp",
            classPath,
            "dev.leat.cli.Rehearsal",
            Files.createDirectory(folder.resolve("rehearsal")).toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("rehearsal.log").toFile())
            .start();
    try {
      if (process.waitFor() != 0 || !Files.exists(cache)) {
        throw new IllegalStateException(Files.readString(folder.resolve("rehearsal.log")));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
