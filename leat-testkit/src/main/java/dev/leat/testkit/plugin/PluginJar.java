package dev.leat.testkit.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes a jar of Java sources, as a user does with connectors of their own. */
public final class PluginJar {
  /** The class {@code com.acme.Notes}: a source of one dataset, {@code note} with {@code id=1}. */
  public static final String NOTES =
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

  private static final Pattern CLASS =
      Pattern.compile("package ([\\w.]+);.*?public final class (\\w+)", Pattern.DOTALL);

  private PluginJar() {}

  /**
   * Compiles the sources against the class path of this JVM, in the folder of the jar.
   *
   * @param sources of one public final class each
   */
  public static void build(Path jar, String... sources) throws IOException {
    Path beside = Objects.requireNonNull(jar.toAbsolutePath().getParent());
    Path folder = Files.createTempDirectory(beside, "plugin-");
    Path classes = folder.resolve("classes");
    var arguments = new ArrayList<String>(List.of("-d", classes.toString(), "-proc:none"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    for (String source : sources) {
      Matcher found = CLASS.matcher(source);
      if (!found.find()) {
        throw new IllegalArgumentException(source);
      }
      Path place = Files.createDirectories(folder.resolve(found.group(1).replace('.', '/')));
      Path file = place.resolve(found.group(2) + ".java");
      arguments.add(Files.writeString(file, source).toString());
    }
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (failed != 0) {
      throw new IllegalArgumentException("the sources do not compile");
    }
    try (OutputStream file = Files.newOutputStream(jar);
        var to = new JarOutputStream(file);
        Stream<Path> found = Files.walk(classes)) {
      for (Path each : found.filter(Files::isRegularFile).toList()) {
        to.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, to);
      }
    }
  }
}
