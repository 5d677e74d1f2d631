package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source of the user's own, from a jar, by the name of its class. */
final class PluginJarTest {
  private static final String SOURCE =
      """
      package com.acme;

      import dev.leat.api.*;
      import java.util.*;

      public final class Notes implements SourceType {
        public String name() { return "notes"; }
        public String summary() { return "One dataset."; }
        public List<Option> options() { return List.of(); }
        public List<DatasetType> datasetTypes(Settings settings) {
          return List.of(DatasetType.of("note", List.of("id"),
              List.of(DatasetType.Feed.snapshot("text", "v1"))));
        }
        public Source open(String name, Settings settings) {
          byte[] content = "[{\\"id\\": 1, \\"text\\": \\"hello\\"}]".getBytes();
          return (request, discovery) -> List.of(List.of(
              Offer.of(Keys.of("id", 1)).with(OfferedFile.of(
                  new FeedVersion("text", "v1"), "json", new Content.Inline(content)))))
              .iterator();
        }
      }
      """;

  private static final String PROJECT =
      """
      plugins: [acme.jar]
      sources:
        mine: {type: %s}
      tables:
        notes: {from: mine/text, key: id}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void buildTheJar() throws IOException {
    Path source = Files.createDirectories(folder.resolve("src")).resolve("Notes.java");
    Files.writeString(source, SOURCE);
    Path classes = folder.resolve("classes");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(failed).isZero();
    String name = "com/acme/Notes.class";
    try (OutputStream file = Files.newOutputStream(folder.resolve("acme.jar"));
        var jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry(name));
      Files.copy(classes.resolve(name), jar);
    }
  }

  @Test
  void takesPartAsAnyOther() {
    Workspace project =
        Workspace.make(folder, CatalogPlace.SQLITE, PROJECT.formatted("com.acme.Notes"));
    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT id, text FROM notes")).containsExactly("1|hello");
    assertThat(project.leat("run").exits(0).err()).contains("0 fetched, 1 unchanged, 0 failed");
  }

  @Test
  void aMisspeltClassIsAMistakeInTheProject() {
    Workspace project =
        Workspace.make(folder, CatalogPlace.SQLITE, PROJECT.formatted("com.acme.Nots"));
    assertThat(project.leat("run").exits(2).err()).contains("leat.yaml:", "com.acme.Nots");
    assertThat(project.stored()).isEmpty();
  }
}
