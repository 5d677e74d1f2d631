package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The container files, as far as they can be judged without running a container. */
final class ContainerFilesTest {
  private static final Path DEPLOY =
      Path.of(System.getProperty("leat.home", "..")).resolve("deploy");

  @Test
  void theImageRunsWithoutRightsOnTheJdkThatBuiltIt() throws IOException {
    List<String> lines = Files.readAllLines(DEPLOY.resolve("Dockerfile"));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("FROM "))
        .containsExactly(
            "FROM scratch AS m2",
            "FROM maven:3.9-eclipse-temurin-25 AS build",
            "FROM eclipse-temurin:25-jdk");
    List<String> last = lines.subList(lines.indexOf("FROM eclipse-temurin:25-jdk"), lines.size());
    assertThat(last).filteredOn(line -> line.startsWith("USER ")).containsExactly("USER 10001");
    assertThat(last.indexOf("USER 10001")).isLessThan(last.indexOf("ENTRYPOINT [\"leat\"]"));
    assertThat(last)
        .filteredOn(line -> line.startsWith("COPY "))
        .allSatisfy(
            line -> {
              String[] words = line.split(" ", -1);
              assertThat(words[1]).isEqualTo("--from=build");
              assertThat(words[2]).isEqualTo(words[3]);
            });
  }

  @Test
  void theDatabaseIsWellBeforeTheRunAndTheRunBeforeTheReport() throws IOException {
    Map<?, ?> services = map(compose().get("services"));
    assertThat(services.keySet()).asString().isEqualTo("[db, run, report]");
    assertThat(map(services.get("db")).get("healthcheck"))
        .asInstanceOf(MAP)
        .containsKeys("test", "interval", "timeout", "retries");
    assertThat(map(services.get("run")).get("depends_on"))
        .isEqualTo(Map.of("db", Map.of("condition", "service_healthy")));
    assertThat(map(services.get("run")).get("command")).isEqualTo(List.of("run"));
    assertThat(map(services.get("report")).get("depends_on"))
        .isEqualTo(Map.of("run", Map.of("condition", "service_completed_successfully")));
    assertThat(map(services.get("report")).get("command")).isEqualTo(List.of("report"));
  }

  @Test
  void noPasswordHasADefault() throws IOException {
    Map<?, ?> services = map(compose().get("services"));
    for (Object service : services.values()) {
      map(map(service).get("environment"))
          .forEach(
              (name, value) -> {
                if (String.valueOf(name).endsWith("PASSWORD")) {
                  assertThat(value).asString().startsWith("${LEAT_DB_PASSWORD:?");
                }
              });
    }
    assertThat(Files.readString(DEPLOY.resolve("project/leat.yaml")))
        .contains("leat:${env:LEAT_DB_PASSWORD}@db");
  }

  private static Map<?, ?> compose() throws IOException {
    var load = new Load(LoadSettings.builder().build());
    return map(load.loadFromString(Files.readString(DEPLOY.resolve("compose.yaml"))));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<?, ?>) Objects.requireNonNull(value);
  }
}
