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
import java.util.stream.Stream;

/**
 * The command line as {@code bin/leat} has prepared it: from jars, with natives beside them and the
 * JVM's cache for fast starts.
 *
 * <p>It is made once for all tests of a JVM, of the class path that they run on, and goes with it.
 */
final class Installed {
  /** Options of every start; those of the cache must be the same in its training. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:Tier3InvocationThreshold=1000",
          "-XX:Tier3MinInvocationThreshold=500",
          "-XX:Tier3CompileThreshold=5000",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xlog:aot*=off:stderr",
          "-Xlog:cds*=off:stderr");

  private static final Path HOME =
      Path.of(System.getProperty("leat.home", "..")).toAbsolutePath().normalize();

  private static final String CACHE = "start.aot";

  private static final class Shared {
    static final Installed INSTALLED = make();
  }

  private final List<String> start;

  /** What the launcher has prepared. */
  private Installed(Path build, Path lib) throws IOException {
    start = new ArrayList<>(OPTIONS);
    start.add("-Dorg.sqlite.lib.path=" + lib);
    try (Stream<Path> zstd = Files.list(lib)) {
      zstd.filter(file -> file.getFileName().toString().startsWith("libzstd-jni."))
          .forEach(file -> start.add("-DZstdNativePath=" + file));
    }
    start.addAll(Coverage.recorded());
    start.add("-XX:AOTCache=" + build.resolve(CACHE));
    start.add("-cp");
    start.add(Files.readAllLines(build.resolve("prepared")).getLast());
    start.add(Main.class.getName());
  }

  static Installed shared() {
    return Shared.INSTALLED;
  }

  /** What is started for a command, with further options of the JVM. */
  List<String> command(List<String> jvm, List<String> words) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(jvm);
    command.addAll(start);
    command.addAll(words);
    return command;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Lays out what a build leaves, without its being a checkout, and lets the launcher prepare it.
   */
  private static Installed make() {
    try {
      Path home = Files.createTempDirectory("leat-installed-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
      Path build = home.resolve("leat-cli/target/leat");
      Path lib = Files.createDirectories(build.resolve("lib"));
      fill(lib);
      Files.createFile(build.resolve("built"));
      Files.createDirectory(home.resolve("bin"));
      Files.copy(HOME.resolve("bin/leat"), home.resolve("bin/leat"));
      for (String used : List.of(".mvn", "examples")) {
        Files.createSymbolicLink(home.resolve(used), HOME.resolve(used));
      }
      launch(home, build);
      return new Installed(build, lib);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The class path without the tests; only what lies in jars can be cached. */
  private static void fill(Path lib) throws IOException, URISyntaxException {
    Path tests =
        Path.of(Installed.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    int own = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      String name = path.toFile().getName();
      if (Files.isRegularFile(path) && !name.startsWith("leat-")) {
        Files.createSymbolicLink(lib.resolve(name), path);
      } else if (Files.exists(path) && !path.equals(tests)) {
        ownJar(path, lib.resolve("leat-" + own++ + ".jar"));
      }
    }
  }

  /** A jar of this project's classes, which lie in a folder or another jar. */
  private static void ownJar(Path classes, Path target) throws IOException {
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

  /** The first start: it takes natives out of their jars, and fills the cache. */
  private static void launch(Path home, Path build) throws IOException {
    Path said = home.resolve("launcher.log");
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(Coverage.unrecorded());
    var launcher =
        new ProcessBuilder("sh", home.resolve("bin/leat").toString(), "version")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    launcher.environment().put("LEAT_JAVA_HOME", System.getProperty("java.home"));
    launcher.environment().put("LEAT_OPTS", String.join(" ", options));
    Process process = launcher.start();
    try {
      if (process.waitFor() != 0 || !Files.exists(build.resolve(CACHE))) {
        throw new IllegalStateException(
            Files.readString(said) + Files.readString(build.resolve("rehearsal.log")));
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
