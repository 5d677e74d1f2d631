package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetType;
import dev.leat.api.EventListener;
import dev.leat.api.FetchPolicyType;
import dev.leat.api.LeatEvent;
import dev.leat.api.SecretStoreType;
import dev.leat.api.SourceType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectorsTest {
  @TempDir private Path folder;

  /** A subscriber that can be made. */
  public static final class Ear implements EventListener {
    @Override
    public void on(LeatEvent event) {}
  }

  @Test
  void policiesOfLeatAreFoundByName() {
    Connectors connectors = Connectors.onClassPath();

    assertThat(connectors.policies())
        .extracting(FetchPolicyType::name)
        .containsExactlyInAnyOrder("default", "always", "once", "never", "interval");
    assertThat(connectors.policy("once")).isPresent();
    assertThat(connectors.policy("twice")).isEmpty();
  }

  @Test
  void givenConnectorsComeFirst() {
    var mine = new MatchType();

    assertThat(Connectors.onClassPath().with(mine).source("statsbomb")).containsSame(mine);
    assertThat(Connectors.onClassPath().with(mine).sources()).contains(mine);
  }

  @Test
  void aClassCanBeNamedInsteadOfAType() {
    Project project =
        new ProjectFolder(folder)
            .yaml(
                """
                sources:
                  mine: {type: dev.leat.core.project.MatchType, url: "http://localhost/"}
                subscribers: dev.leat.core.project.ConnectorsTest$Ear
                """)
            .load();

    assertThat(project.sources().getFirst().type()).isInstanceOf(MatchType.class);
    assertThat(project.subscribers())
        .extracting(SubscriberDefinition::className)
        .containsExactly("dev.leat.core.project.ConnectorsTest$Ear");
    assertThat(
            project
                .connectors()
                .instance(EventListener.class, project.subscribers().getFirst().className()))
        .containsInstanceOf(Ear.class);
  }

  @Test
  void classesThatCannotBeUsedAreMistakes() {
    assertThat(
            new ProjectFolder(folder)
                .yaml(
                    """
                    sources:
                      a: {type: com.acme.Misspelled}
                      b: {type: java.lang.String}
                    subscribers:
                      - com.acme.Nobody
                      - java.lang.String
                    plugins: plugins/none.jar
                    """)
                .complaint())
        .isEqualTo(
            """
            PROJECT_INVALID
            leat.yaml has 5 mistakes:
              leat.yaml:2:13: There is no source type 'com.acme.Misspelled'. Choose from: statsbomb.
              leat.yaml:3:13: The class java.lang.String is no SourceType. Let it implement \
            dev.leat.api.SourceType, or name another class.
              leat.yaml:5:5: There is no class 'com.acme.Nobody'. Correct the name, or add the jar that \
            holds it to 'plugins'.
              leat.yaml:6:5: The class java.lang.String is no EventListener. Let it implement \
            dev.leat.api.EventListener, or name another class.
              leat.yaml:7:10: The plug-in %s is not there. Build it, or correct the path.
            Correct them, then run the command again.\
            """
                .formatted(folder.resolve("plugins/none.jar")));
  }

  @Test
  void whatAConnectorRefusesIsAMistakeAtItsPlace() {
    String complaint =
        new ProjectFolder(folder)
            .with(new StrictType())
            .yaml(
                """
                sources:
                  a: {type: strict, token: secret-token, fails: politely}
                  b: {type: strict, token: x, fails: badly}
                  c: {type: strict, token: x, fails: undeclared}
                """)
            .complaint();

    assertThat(complaint)
        .isEqualTo(
            """
            PROJECT_INVALID
            leat.yaml has 3 mistakes:
              leat.yaml:2:49: It is Monday. Wait for Tuesday.
              leat.yaml:3:3: The source type 'strict' failed: java.lang.IllegalStateException: no luck. \
            Tell its author; --debug shows where.
              leat.yaml:4:3: The connector of source c asks for the option 'luck', which it does not \
            declare. Tell the author of the connector.
            Correct them, then run the command again.\
            """);
  }

  @Test
  void aJarBringsItsOwnTypes() throws IOException {
    jar("plugin.jar");
    Project project =
        new ProjectFolder(folder)
            .yaml(
                """
                plugins: [plugin.jar]
                sources:
                  byName: {type: acme}
                  byClass: {type: com.acme.AcmeType}
                """)
            .load();

    try (Connectors connectors = project.connectors()) {
      SourceType type = project.source("byName").orElseThrow().type();
      assertThat(type.getClass().getName()).isEqualTo("com.acme.AcmeType");
      assertThat(project.source("byClass").orElseThrow().plannedTypes())
          .extracting(DatasetType::name)
          .containsExactly("thing");
      assertThat(connectors.source("acme")).isPresent();
    }
    assertThat(Connectors.onClassPath().source("acme")).isEqualTo(Optional.empty());
  }

  @Test
  void aJarBringsItsOwnSecretStores() throws IOException {
    jar(
        "stores.jar",
        "SecretStoreType",
        "AcmeStore",
        """
        public final class AcmeStore implements SecretStoreType {
          public String scheme() { return "acme"; }
          public SecretStore open(String url, Function<String, Optional<String>> environment) {
            return new SecretStore() {
              public Optional<Secret> find(String name) {
                return Optional.of(Secret.of("bucket-" + name.toLowerCase()));
              }
              public String place(String name) { return url + "/" + name; }
            };
          }
        }
        """);
    Project project =
        new ProjectFolder(folder)
            .yaml(
                """
                plugins: [stores.jar]
                secrets: ["acme://vault"]
                bucket: ${secret:NAME}
                """)
            .load();
    try (Connectors connectors = project.connectors()) {
      assertThat(project.bucket()).isEqualTo("bucket-name");
      assertThat(connectors.all(SecretStoreType.class))
          .extracting(SecretStoreType::scheme)
          .contains("acme");
    }
  }

  private void jar(String name) throws IOException {
    jar(
        name,
        "SourceType",
        "AcmeType",
        """
        public final class AcmeType implements SourceType {
          public String name() { return "acme"; }
          public String summary() { return "Acme."; }
          public List<Option> options() { return List.of(); }
          public List<DatasetType> datasetTypes(Settings settings) {
            return List.of(DatasetType.of("thing", List.of(), List.of()));
          }
          public Source open(String sourceName, Settings settings) { return null; }
        }
        """);
  }

  private void jar(String name, String kind, String type, String text) throws IOException {
    Path source = folder.resolve(type + ".java");
    String head =
        """
        package com.acme;
        import dev.leat.api.*;
        import java.util.*;
        import java.util.function.Function;
        """;
    Files.writeString(source, head + text);
    String classPath =
        Path.of(SourceType.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                classPath,
                source.toString());
    assertThat(failed).isZero();
    try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name)));
        var files = Files.list(classes.resolve("com/acme"))) {
      for (Path file : files.toList()) {
        jar.putNextEntry(new JarEntry("com/acme/" + file.getFileName()));
        jar.write(Files.readAllBytes(file));
      }
      jar.putNextEntry(new JarEntry("META-INF/services/dev.leat.api." + kind));
      jar.write(("com.acme." + type).getBytes(StandardCharsets.UTF_8));
    }
  }
}
