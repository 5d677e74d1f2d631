package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chapter on leat.yaml says what is true: its examples load, its tables are the declarations.
 */
final class ManualTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: ([a-z.]+) -->\n```yaml\n(.*?)```\n", Pattern.DOTALL);
  static final Connectors CONNECTORS = Connectors.onClassPath().with(new MatchType());

  private final String chapter = read(Path.of(home(), "docs/manual/project.md"));

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> examplesAreFilesThatLoad() {
    Matcher examples = EXAMPLE.matcher(chapter);
    List<DynamicTest> tests = new ArrayList<>();
    while (examples.find()) {
      String name = examples.group(1);
      String text = examples.group(2);
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                assertThat(text).isEqualTo(resource("manual/" + name));
                assertThat(project(text).sources()).isNotEmpty();
              }));
    }
    assertThat(tests).hasSize(6);
    return tests.stream();
  }

  private Project project(String text) {
    return new ProjectFolder(folder)
        .file("password.txt", "from a file")
        .variable("STATSBOMB_PASSWORD", "from the environment")
        .variable("PGPASSWORD", "p@ss/w")
        .yaml(text)
        .load();
  }

  @Test
  void tablesOfKeysAreWhatIsRead() {
    Shape.Fields root = new ProjectShape(CONNECTORS).root();

    assertThat(chapter)
        .contains(table(root))
        .contains(table(new Shape.Fields(ProjectShape.common(), Map.of())))
        .contains(table(fields(root, "plans")))
        .contains(table(fields(root, "dataset_types")))
        .contains(table(fields(root, "tables")))
        .contains(table(fields(root, "exports")));
  }

  @Test
  void policiesAreThoseThatExist() {
    assertThat(chapter).contains(policies());
  }

  static String policies() {
    return CONNECTORS.policies().stream()
        .map(
            policy ->
                "| `"
                    + policy.name()
                    + "` | "
                    + policy.options().stream()
                        .map(option -> "`" + option.name() + ": " + option.defaultValue() + "`")
                        .collect(Collectors.joining(", "))
                    + " | "
                    + policy.summary()
                    + " |\n")
        .collect(Collectors.joining());
  }

  static Shape.Fields fields(Shape.Fields root, String key) {
    Shape shape =
        root.fields().stream()
            .filter(field -> field.name().equals(key))
            .findFirst()
            .orElseThrow()
            .shape();
    return switch (shape) {
      case Shape.Many many -> (Shape.Fields) many.item();
      case Shape.Named named -> (Shape.Fields) named.value();
      default -> throw new IllegalArgumentException(key);
    };
  }

  static String table(Shape.Fields shape) {
    return "| key | default | what it says |\n|---|---|---|\n"
        + shape.fields().stream().map(ManualTest::row).collect(Collectors.joining());
  }

  private static String row(Shape.Field field) {
    String otherwise = field.defaultValue();
    String shown = field.required() ? "required" : "";
    if (otherwise != null) {
      shown = otherwise.isEmpty() ? "empty" : "`" + otherwise + "`";
    }
    return "| `" + field.name() + "` | " + shown + " | " + field.description() + " |\n";
  }

  private static String home() {
    return Objects.requireNonNull(System.getProperty("leat.home"), "leat.home is set by the build");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new IllegalStateException("there is no " + file, missing);
    }
  }

  private static String resource(String name) throws IOException {
    try (var bytes = Objects.requireNonNull(ManualTest.class.getResourceAsStream(name), name)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
