package dev.leat.testkit.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An S3 server of its own process on a port of this machine, with the bucket {@link #BUCKET}.
 *
 * <p>It takes any credentials, and enforces conditional writes. Its class path is that of the
 * module {@code leat-testkit-s3}. One serves all tests of a JVM; it ends with the JVM.
 */
public final class S3Server {
  public static final String BUCKET = "leat";

  private static final Pattern STARTED =
      Pattern.compile("Tomcat started on ports? .*?(\\d+) \\(http\\)");

  private static final class Shared {
    static final S3Server SERVER = new S3Server();
  }

  private final URI endpoint;

  private S3Server() {
    try {
      Path folder = Files.createTempDirectory("leat-s3-");
      Process process = new ProcessBuilder(command(folder)).redirectErrorStream(true).start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
      endpoint = URI.create("http://127.0.0.1:" + port(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the server where none runs yet. */
  public static S3Server shared() {
    return Shared.SERVER;
  }

  public URI endpoint() {
    return endpoint;
  }

  /** A URL of a file store below a folder of the bucket. */
  public String url(String folder) {
    return "s3://" + BUCKET + "/" + folder + "?endpoint=" + endpoint;
  }

  private static List<String> command(Path folder) throws IOException {
    Path classPath = Path.of(System.getProperty("leat.home"), "leat-testkit-s3/target/class-path");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        Files.readString(classPath),
        "com.adobe.testing.s3mock.S3MockApplication",
        "--server.address=127.0.0.1",
        "--server.port=0",
        "--http.port=0",
        "--server.ssl.enabled=false",
        // It looks for an object and then writes it. One request at a time makes that one step,
        // which is what S3 promises of a conditional write. It has two ports; the one that it
        // names first heeds this.
        "--spring.threads.virtual.enabled=false",
        "--server.tomcat.threads.max=1",
        "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET,
        "--com.adobe.testing.s3mock.store.root=" + folder);
  }

  private static int port(Process process) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    var said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
        return Integer.parseInt(started.group(1));
      }
    }
    throw new IllegalStateException("the S3 server did not start:\n" + said);
  }

  private static void end(Process process, Path folder) {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException leftToTheSystem) {
      // A temporary folder that stays behind harms nobody.
    }
  }
}
