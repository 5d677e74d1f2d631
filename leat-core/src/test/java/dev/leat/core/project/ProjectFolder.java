package dev.leat.core.project;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A project folder on disk, and what comes of reading it. */
public final class ProjectFolder {
  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private Connectors connectors = Connectors.onClassPath().with(new MatchType());

  public ProjectFolder(Path folder) {
    this.folder = folder;
  }

  public ProjectFolder yaml(String text) {
    return file("leat.yaml", text);
  }

  ProjectFolder file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  ProjectFolder file(String name, byte[] bytes) {
    try {
      Files.write(folder.resolve(name), bytes);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return this;
  }

  /** A file beside the tests. */
  ProjectFolder example(String name) {
    try (var bytes = ProjectFolder.class.getResourceAsStream(name)) {
      return file("leat.yaml", Objects.requireNonNull(bytes, name).readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  ProjectFolder variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  ProjectFolder with(Object... more) {
    connectors = connectors.with(more);
    return this;
  }

  public Project load() {
    return Project.load(folder, Environment.of(variables), connectors);
  }

  LeatException refused() {
    return catchThrowableOfType(LeatException.class, this::load);
  }

  /** The code, the problem and the remedy, as a person reads them. */
  String complaint() {
    LeatException refused = refused();
    return refused.code().name() + "\n" + refused.problem() + "\n" + refused.remedy();
  }
}
