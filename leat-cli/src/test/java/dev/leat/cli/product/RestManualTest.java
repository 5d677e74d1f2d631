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
import org.junit.jupiter.api.Test;
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
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      Matcher examples = EXAMPLE.matcher(Files.readString(page));
      while (examples.find()) {
        String text = examples.group(1);
        String name = page.getFileName() + " " + (tests.size() + 1);
        tests.add(DynamicTest.dynamicTest(name, () -> loads(text)));
      }
    }
    assertThat(tests).hasSize(23);
    return tests.stream();
  }

  private static List<Path> pages() throws IOException {
    Path manual = Path.of(System.getProperty("leat.home", ".."), "docs", "manual");
    try (Stream<Path> all = Files.list(manual)) {
      return all.filter(RestManualTest::isAboutTheWeb).sorted().toList();
    }
  }

  private static boolean isAboutTheWeb(Path page) {
    String name = page.getFileName().toString();
    return name.startsWith("rest") || name.equals("web.md");
  }

  /** One page for each way of paging, one for each way to say who is asking. */
  @Test
  void everyPageHasAnExampleAndAPlaceInTheOverview() throws IOException {
    for (Path page : pages()) {
      String name = page.getFileName().toString();
      String overview = name.replaceFirst("^(rest-[a-z]+)-.*", "$1.md");
      if (!overview.equals(name)) {
        assertThat(page).content().contains("<!-- example -->\n");
        assertThat(page.resolveSibling(overview)).content().contains("](" + name + ")");
      }
    }
    assertThat(pages()).hasSize(17);
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
