package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manual shows is what comes out. */
final class TablesChapterTest {
  @TempDir Path folder;

  private static String example(String name) throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("leat.home"), "docs/manual/tables.md"));
    Matcher matcher =
        Pattern.compile("<!-- example: " + name + " -->\n```[a-z]+\n(.*?)```", Pattern.DOTALL)
            .matcher(page);
    assertThat(matcher.find()).as("example %s", name).isTrue();
    return matcher.group(1);
  }

  @Test
  void theExampleMakesTheTablesThatItShows() throws IOException {
    TableRequest request = TableRequest.of("events").withKey("id");
    var shown = new ArrayList<String>();

    try (var table = new Table(folder)) {
      InputFile file = table.file("json", example("input"));
      try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
        for (int i = 0; i < rows.tables().size(); i++) {
          var schema = rows.tables().get(i).schema();
          shown.add(schema.name() + ": " + String.join(", ", Table.columns(schema)));
          table.print(rows, i).forEach(row -> shown.add("  " + row));
        }
      }
    }
    assertThat(String.join("\n", shown) + "\n").isEqualTo(example("tables"));
  }
}
