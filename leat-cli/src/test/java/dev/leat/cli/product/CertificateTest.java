package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider over TLS whose certificate nobody but itself has signed. */
final class CertificateTest {
  private static final String PASSWORD = "only-for-this-test";

  @TempDir private Path folder;
  private HttpsServer server;

  @BeforeEach
  void serve() throws Exception {
    Path keys = keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    server.createContext(
        "/",
        exchange -> {
          byte[] none = "[]".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, none.length);
          exchange.getResponseBody().write(none);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  /** A key for localhost, in the file that it gives. */
  private Path keytool(String... words) throws IOException, InterruptedException {
    Path keys = folder.resolve("keys.p12");
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(words));
    command.addAll(
        List.of(
            "-alias",
            "leat",
            "-ext",
            "san=dns:localhost",
            "-keystore",
            keys.toString(),
            "-storepass",
            PASSWORD));
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    return keys;
  }

  private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private Workspace project() {
    URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    return Workspace.make(
        folder.resolve("project"),
        CatalogPlace.SQLITE,
        "sources:\n  statsbomb:\n    type: statsbomb\n    url: " + url + "\n");
  }

  @Test
  void isRefusedByName() {
    Cli.Answer answer = project().leat("fetch").exits(3);

    assertThat(answer.err() + answer.out())
        .contains("CERTIFICATE_REFUSED")
        .contains("has a certificate that is not trusted")
        .contains("-Djavax.net.ssl.trustStore=FILE")
        .doesNotContain("tries)");
  }

  @Test
  void isAcceptedWhereJavaTrustsIt() {
    project()
        .cli()
        .jvm("-Djavax.net.ssl.trustStore=" + folder.resolve("keys.p12"))
        .jvm("-Djavax.net.ssl.trustStorePassword=" + PASSWORD)
        .run("fetch")
        .exits(0);
  }
}
