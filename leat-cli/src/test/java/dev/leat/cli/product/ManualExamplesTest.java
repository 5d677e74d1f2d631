package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.LeatException;
import dev.leat.core.Leat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manual shows is what Leat understands: its keys of leat.yaml, its commands, options. */
final class ManualExamplesTest {
  private static final Path MANUAL =
      Path.of(System.getProperty("leat.home", ".."), "docs", "manual");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("```(?:sh|bash|console)?\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^(?:\\$ )?(?:bin/)?leat ([a-z][a-z-]*)(.*)$");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]*");

  private static final Pattern WHOLE = Pattern.compile("(?m)^leat:");

  /** A fragment lacks what is beside it in a whole project: such complaints say nothing. */
  private static final Pattern WRONG =
      Pattern.compile("is unknown here|'[a-z_]+' cannot be (?:'|a )|is here twice");

  @TempDir private Path folder;

  private record Found(Path page, String text) {}

  private static List<Found> all(Pattern pattern) throws IOException {
    var found = new ArrayList<Found>();
    try (Stream<Path> pages = Files.list(MANUAL)) {
      for (Path page : pages.sorted().toList()) {
        Matcher matcher = pattern.matcher(Files.readString(page));
        while (matcher.find()) {
          found.add(new Found(MANUAL.relativize(page), matcher.group(1)));
        }
      }
    }
    return found;
  }

  @Test
  void everyKeyAndValueOfLeatYamlIsKnown() throws IOException {
    var wrong = new ArrayList<String>();
    List<Found> examples = all(YAML);
    for (Found example : examples) {
      if (example.text().contains("openapi:")) {
        continue; // what a project is drafted from
      }
      String head = WHOLE.matcher(example.text()).find() ? "" : "leat: 1\n";
      Files.writeString(folder.resolve("leat.yaml"), head + example.text());
      try (Leat leat = Leat.open(folder)) {
        leat.project();
      } catch (LeatException e) {
        Objects.requireNonNull(e.getMessage())
            .lines()
            .filter(line -> WRONG.matcher(line).find())
            .forEach(line -> wrong.add(example.page() + ": " + line.strip()));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(examples).hasSizeGreaterThan(40);
  }

  @Test
  void everyCommandAndOptionIsKnown() throws IOException {
    String reference = Files.readString(MANUAL.resolve("command-line.md"));
    Set<String> unknown = new LinkedHashSet<>();
    int commands = 0;
    for (Found block : all(BLOCK)) {
      Matcher line = COMMAND.matcher(block.text());
      while (line.find()) {
        commands++;
        int start = reference.indexOf("### leat " + line.group(1) + "\n");
        int end = reference.indexOf("\n### ", start + 1);
        String usage =
            start < 0 ? "" : reference.substring(start, end < 0 ? reference.length() : end);
        if (usage.isEmpty()) {
          unknown.add(block.page() + ": leat " + line.group(1));
        }
        OPTION
            .matcher(line.group(2))
            .results()
            .filter(option -> !usage.contains(option.group()))
            .forEach(option -> unknown.add(block.page() + ": " + line.group()));
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(commands).isGreaterThanOrEqualTo(19);
  }
}
