package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example of the manual's pages on web APIs and web pages is a project that loads. */
final class RestManualTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example -->\n```yaml\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)\\}");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> examplesLoad() throws IOException {
    return examples("rest.md", 12);
  }

  @TestFactory
  Stream<DynamicTest> examplesOfPagesLoad() throws IOException {
    return examples("web.md", 5);
  }

  private Stream<DynamicTest> examples(String page, int count) throws IOException {
    Path manual = Path.of(System.getProperty("leat.home", ".."), "docs", "manual");
    Matcher examples = EXAMPLE.matcher(Files.readString(manual.resolve(page)));
    List<DynamicTest> tests = new ArrayList<>();
    while (examples.find()) {
      String text = examples.group(1);
      tests.add(DynamicTest.dynamicTest("example " + (tests.size() + 1), () -> loads(text)));
    }
    assertThat(tests).hasSize(count);
    return tests.stream();
  }

  private void loads(String example) throws IOException {
    String head = example.startsWith("leat:") ? "" : "leat: 1\ndestination: duckdb:x.duckdb\n";
    Files.writeString(folder.resolve("leat.yaml"), head + example);
    StringBuilder variables = new StringBuilder();
    VARIABLE.matcher(example).results().forEach(it -> variables.append(it.group(1)).append("=x\n"));
    Files.writeString(folder.resolve(".env"), variables);
    try (Leat leat = Leat.open(folder)) {
      assertThat(leat.project().tables()).isNotEmpty();
      leat.project().sources().forEach(source -> source.open().close());
    }
  }
}
