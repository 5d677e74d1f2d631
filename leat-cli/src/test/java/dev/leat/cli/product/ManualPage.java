package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Examples of the manual, by the name in the comment before them. */
public final class ManualPage {
  private ManualPage() {}

  /** What stands in the block behind {@code <!-- name -->}. */
  public static String example(String page, String name) throws IOException {
    Path file = Path.of(System.getProperty("leat.home", ".."), "docs", "manual", page);
    Matcher found =
        Pattern.compile("<!-- " + name + " -->\n```[a-z]*\n(.*?)```\n", Pattern.DOTALL)
            .matcher(Files.readString(file, UTF_8));
    if (!found.find()) {
      throw new AssertionError(file + " has no example '" + name + "'");
    }
    return found.group(1);
  }
}
