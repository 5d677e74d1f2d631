package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.testkit.http.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests reach this machine alone: other hosts have no address while they run. */
final class LoopbackTest {
  /** A name that only the tests' own list of hosts knows. */
  private static final String OURS = "guard.leat.test";

  @TempDir private Path folder;

  @Test
  void commandsOfTestsFindNoOtherHost() {
    try (RestProject project = RestProject.make(folder)) {
      project.http().on("/a", Answer.json("[{\"id\": 1}]"));
      String ours = project.http().url().toString().replaceFirst("//[^:/]+", "//" + OURS);
      project.yaml(
          """
          leat: 1
          destination: duckdb:gh.duckdb
          sources:
            ours: {type: rest, url: "%s", feeds: {a: {path: a}}}
            theirs: {type: rest, url: "http://example.org/", retries: 0, feeds: {b: {path: b}}}
          """
              .formatted(ours));
      Cli.Answer answer = project.leat("fetch").exits(1);
      assertThat(answer.err()).contains("Finished ours a *: 1 fetched").contains("example.org");
      assertThat(project.http().requests("/a")).hasSize(1);
    }
  }

  @Test
  void testsFindNoOtherHost() throws UnknownHostException {
    assumeTrue(System.getProperty("jdk.net.hosts.file") != null, "only where the build starts it");
    assertThat(InetAddress.getAllByName(OURS)).allMatch(InetAddress::isLoopbackAddress);
    assertThatThrownBy(() -> InetAddress.getAllByName("example.org"))
        .isInstanceOf(UnknownHostException.class);
  }
}
