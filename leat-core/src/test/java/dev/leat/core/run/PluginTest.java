package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.core.Leat;
import dev.leat.core.LeatOptions;
import dev.leat.core.plan.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of a project's own jar, named in its leat.yaml. */
final class PluginTest {
  private static final String SOURCE =
      """
      package com.acme;

      import dev.leat.api.*;
      import java.util.*;

      public final class MySource implements SourceType {
        public String name() { return "mine"; }
        public String summary() { return "One dataset."; }
        public List<Option> options() { return List.of(); }
        public List<DatasetType> datasetTypes(Settings settings) {
          return List.of(DatasetType.of("note", List.of("id"),
              List.of(DatasetType.Feed.snapshot("text", "v1"))));
        }
        public Source open(String name, Settings settings) {
          return (request, discovery) -> List.of(List.of(
              Offer.of(Keys.of("id", 1)).with(OfferedFile.of(
                  new FeedVersion("text", "v1"), "json", new Content.Inline(new byte[] {'1'})))))
              .iterator();
        }
      }
      """;

  private static final String POLICY =
      """
      package com.acme;

      import dev.leat.api.*;
      import java.time.Instant;
      import java.util.*;

      public final class Never implements FetchPolicyType, FetchPolicy {
        public String name() { return "not-at-all"; }
        public String summary() { return "Wants nothing."; }
        public List<Option> options() { return List.of(); }
        public FetchPolicy open(Settings settings) { return this; }
        public boolean maySkip(Summary known, Offer offer, Instant now) { return true; }
        public boolean shouldFetch(Offer offer) { return false; }
        public List<OfferedFile> refetch(Summary known, Offer offer, Instant now) {
          return List.of();
        }
      }
      """;

  private static final String SUBSCRIBER =
      """
      package com.acme;

      import dev.leat.api.*;

      public final class Note implements EventListener {
        public void on(LeatEvent event) {
          System.setProperty("com.acme.heard",
              System.getProperty("com.acme.heard", "") + event.getClass().getSimpleName() + " ");
        }
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void buildTheJar() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src/com/acme"));
    var arguments = new ArrayList<String>(List.of("-d", folder.resolve("classes").toString()));
    arguments.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    for (String[] each :
        new String[][] {{"MySource", SOURCE}, {"Never", POLICY}, {"Note", SUBSCRIBER}}) {
      Path file = sources.resolve(each[0] + ".java");
      Files.writeString(file, each[1]);
      arguments.add(file.toString());
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    try (OutputStream file = Files.newOutputStream(plugins.resolve("acme.jar"));
        var jar = new JarOutputStream(file);
        Stream<Path> classes = Files.walk(folder.resolve("classes"))) {
      for (Path each : classes.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(folder.resolve("classes").relativize(each).toString()));
        Files.copy(each, jar);
      }
    }
  }

  private Leat open(String yaml) throws IOException {
    Files.writeString(folder.resolve("leat.yaml"), "plugins: [plugins/acme.jar]\n" + yaml);
    return Leat.open(folder, LeatOptions.usual());
  }

  @Test
  void aSourceAndASubscriberOfAJarTakePart() throws IOException {
    System.clearProperty("com.acme.heard");
    try (Leat leat =
        open("sources:\n  mine: {type: com.acme.MySource}\nsubscribers: [com.acme.Note]\n")) {
      assertThat(leat.run(Scope.ALL).exitCode()).isZero();
      assertThat(leat.datasets(Scope.ALL).count()).isEqualTo(1);
    }
    assertThat(System.getProperty("com.acme.heard"))
        .isEqualTo(
            LeatEvent.DatasetCreated.class.getSimpleName()
                + " "
                + LeatEvent.RevisionAdded.class.getSimpleName()
                + " ");
  }

  @Test
  void aPolicyOfAJarDecides() throws IOException {
    try (Leat leat =
        open(
            """
            sources:
              mine: {type: com.acme.MySource}
            plans:
              - {source: mine, policy: com.acme.Never}
            """)) {
      assertThat(leat.run(Scope.ALL).jobs().getFirst().skipped()).isEqualTo(1);
      assertThat(leat.datasets(Scope.ALL).count()).isZero();
    }
  }

  @Test
  void aMisspelledClassIsAMistakeInLeatYaml() {
    assertThatThrownBy(() -> open("sources:\n  mine: {type: com.acme.MySorce}\n"))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.blame().exitCode()).isEqualTo(2))
        .hasMessageContaining("There is no source type 'com.acme.MySorce'.");
  }
}
