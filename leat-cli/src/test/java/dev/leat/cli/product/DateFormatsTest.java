package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One file for each way of writing a date, and what becomes of a date that has two readings. */
final class DateFormatsTest {
  private static final List<String> WRITTEN =
      List.of(
          "2024-06-13",
          "13/06/2024",
          "06/13/2024",
          "2024/06/13",
          "13-06-2024",
          "2024.06.13",
          "2024-06-13 08:30:00",
          "13/06/2024 08:30:00",
          "06/13/2024 08:30:00");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void nineWaysAreReadAndTwoReadingsAreToldRefusedOrDeclared(TablePlace place) throws IOException {
    var tables = new StringBuilder();
    var feeds = new StringBuilder();
    for (int i = 0; i < WRITTEN.size(); i++) {
      file("d" + i, WRITTEN.get(i));
      feeds.append("      d%d: \"d%1$d.csv\"\n".formatted(i));
      tables.append("  d%d: {from: dates/d%1$d, key: id, tag: moments}\n".formatted(i));
    }
    for (String feed : List.of("told", "refused", "declared", "american")) {
      file(feed, "03/04/2024");
      feeds.append("      %s: \"%1$s.csv\"\n".formatted(feed));
    }
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            place,
            """
            sources:
              dates:
                type: files
                path: data
                feeds:
            %stags:
              moments: {columns: {at: {type: timestamp}}}
            tables:
            %s  told: {from: dates/told, key: id}
              refused: {from: dates/refused, key: id, tag: moments}
              declared:
                {from: dates/declared, key: id, tag: moments, columns: {at: {format: "%%d/%%m/%%Y"}}}
              american:
                {from: dates/american, key: id, tag: moments, columns: {at: {format: "%%m/%%d/%%Y"}}}
            """
                .formatted(feeds.toString().indent(2), tables));
    assertThat(project.leat("run").exits(1).err())
        .contains(
            "[WARN] column at of table told holds dates that do not say which part is the day")
        .contains(
            "error TAG_VALUE_UNFIT in table 'refused': The file dates/file/path=refused.csv of")
        .contains("has '03/04/2024' as at in row 1, which the tag moments does not allow.");
    for (int i = 0; i < WRITTEN.size(); i++) {
      String time = WRITTEN.get(i).contains(":") ? "08:30:00" : "00:00:00";
      assertThat(moment(project, "d" + i)).as(WRITTEN.get(i)).isEqualTo("2024-06-13 " + time);
    }
    assertThat(project.tables().text("SELECT \"at\" FROM told")).isEqualTo("03/04/2024");
    assertThat(moment(project, "declared")).isEqualTo("2024-04-03 00:00:00");
    assertThat(moment(project, "american")).isEqualTo("2024-03-04 00:00:00");
    assertThat(project.tableNames()).doesNotContain("refused");
  }

  private static String moment(Workspace project, String table) {
    return project
        .tables()
        .text("SELECT CAST(CAST(\"at\" AS TIMESTAMP) AS VARCHAR(19)) FROM " + table);
  }

  private void file(String name, String date) throws IOException {
    Path file = folder.resolve("data").resolve(name + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "id,at\n1," + date + "\n", UTF_8);
  }
}
