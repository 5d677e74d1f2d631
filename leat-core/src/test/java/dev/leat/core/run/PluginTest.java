package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.core.Leat;
import dev.leat.core.LeatOptions;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of a project's own jar, named in its leat.yaml. */
final class PluginTest {
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
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    PluginJar.build(plugins.resolve("acme.jar"), PluginJar.NOTES, POLICY, SUBSCRIBER);
  }

  private Leat open(String yaml) throws IOException {
    Files.writeString(folder.resolve("leat.yaml"), "plugins: [plugins/acme.jar]\n" + yaml);
    return Leat.open(folder, LeatOptions.usual());
  }

  @Test
  void aSourceAndASubscriberOfAJarTakePart() throws IOException {
    System.clearProperty("com.acme.heard");
    try (Leat leat =
        open("sources:\n  mine: {type: com.acme.Notes}\nsubscribers: [com.acme.Note]\n")) {
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
              mine: {type: com.acme.Notes}
            plans:
              - {source: mine, policy: com.acme.Never}
            """)) {
      assertThat(leat.run(Scope.ALL).jobs().getFirst().skipped()).isEqualTo(1);
      assertThat(leat.datasets(Scope.ALL).count()).isZero();
    }
  }

  @Test
  void aMisspelledClassIsAMistakeInLeatYaml() {
    assertThatThrownBy(() -> open("sources:\n  mine: {type: com.acme.Nots}\n"))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.blame().exitCode()).isEqualTo(2))
        .hasMessageContaining("There is no source type 'com.acme.Nots'.");
  }
}
