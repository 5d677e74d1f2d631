package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A project that {@code leat init} made from a template, in a folder {@code project}. */
record TemplateProject(Path folder, Cli cli) {
  /** Makes it as a new user would, in an empty folder. */
  static TemplateProject init(Path empty, String template) {
    Cli cli = Cli.in(empty);
    cli.run("init", "--template", template, "project").exits(0);
    Path folder = empty.resolve("project");
    return new TemplateProject(folder, Cli.in(folder));
  }

  /** Also with this variable of the environment. */
  TemplateProject with(String variable, String value) {
    return new TemplateProject(folder, cli.with(variable, value));
  }

  /** A command in the project. */
  Cli.Answer leat(String... words) {
    return cli.run(words);
  }

  Database tables(String file) {
    return new Database("jdbc:duckdb:" + folder.resolve(file));
  }

  Database catalog() {
    return new Database("jdbc:sqlite:" + folder.resolve(".leat/catalog.db"));
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The files of a folder of the project, by name; none where there is no such folder. */
  List<Path> files(String name) {
    Path place = folder.resolve(name);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
