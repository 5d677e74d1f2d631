package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that are computed from the text of another one. */
final class DerivedColumnsTest {
  /** What the reference says of "I love it!". */
  private static final String LOVE = "0.6696|0.000|0.182|0.818|vader-2014/1";

  @TempDir private Path folder;
  private Database tables = new Database("of no place yet");
  private CatalogPlace.Found found = new CatalogPlace.Found("", tables);

  @ParameterizedTest
  @EnumSource
  void aTextHasItsSentimentAndTheLexiconsVersion(TablePlace place) throws IOException {
    write(
        "data/comments/1.json",
        """
        [{"id": 1, "body": "I love it!", "replies": [{"by": "ann"}]},
         {"id": 2, "body": "This is horrible and sad."},
         {"id": 3, "body": null}, {"id": 4, "body": ""}, {"id": 5, "body": "5"}]
        """);
    project(
        place,
        """
            key: id
            where: compound IS NULL OR compound >= 0
            derive: {sentiment: body}
        """);
    assertThat(leat("run").exits(0).err())
        .contains("Loaded comments: 4 inserted")
        .contains("1 left out");
    String scores =
        "SELECT id, CAST(compound AS DECIMAL(6, 4)), CAST(neg AS DECIMAL(6, 3)),"
            + " CAST(neu AS DECIMAL(6, 3)), CAST(pos AS DECIMAL(6, 3)), sentiment_version"
            + " FROM comments ORDER BY id";
    assertThat(tables.rows(scores))
        .containsExactly(
            "1|" + LOVE,
            "3|null|null|null|null|null",
            "4|0.0000|0.000|0.000|0.000|vader-2014/1",
            "5|0.0000|0.000|0.000|0.000|vader-2014/1");
    assertThat(tables.rows("SELECT \"by\", parent_id FROM comments__replies"))
        .containsExactly("ann|1");
    assertThat(leat("run").exits(0).err()).doesNotContain("inserted");

    // Texts may be several, and a SELECT sees what was computed.
    write("data/comments/2.json", "[{\"id\": 6, \"title\": \"I love it!\", \"body\": \"so\"}]");
    project(
        place,
        """
            key: id
            derive: {sentiment: [{of: title, prefix: title_}, body]}
            sql: |
              SELECT id, title_compound, title_sentiment_version AS by,
                CASE WHEN compound > 0 THEN 1 ELSE 0 END AS good FROM rows
        """);
    leat("run").exits(0);
    String chosen =
        "SELECT id, title_compound, \"by\", good FROM comments WHERE id IN (1, 2, 6) ORDER BY id";
    assertThat(tables.rows(chosen))
        .containsExactly("1|null|null|1", "2|null|null|0", "6|0.6696|vader-2014/1|0");
  }

  @Test
  void whatCannotBeComputedIsToldWithItsLine() throws IOException {
    write("data/comments/1.json", "[{\"id\": 1, \"body\": \"I love it!\", \"pos\": 7}]");
    project(TablePlace.DUCKDB, "    derive: {sentimental: body}\n");
    assertThat(leat("run").exits(2).err())
        .contains("leat.yaml:11:14")
        .contains("sentimental")
        .contains("Did you mean 'sentiment'?");
    project(TablePlace.DUCKDB, "    derive: {sentiment: {of: body, prefix: A-}}\n");
    assertThat(leat("run").exits(2).err())
        .contains(
            "leat.yaml:11:44: A prefix cannot be 'A-'.",
            "  fix: Use small letters, digits and _, at most 30, such as title_.\n");
    project(TablePlace.DUCKDB, "    derive: {sentiment: text}\n");
    assertThat(leat("run").exits(1).err())
        .contains(
            "error DERIVATION_COLUMN_UNKNOWN in table 'comments': leat.yaml:11:25: sentiment of"
                + " table comments is computed from text, which is no column of its rows\n"
                + "  fix: name one of path, id, body, pos; one that files may lack is there where"
                + " `columns:` gives it a type\n");
    project(TablePlace.DUCKDB, "    derive: {sentiment: body}\n");
    assertThat(leat("run").exits(4).err())
        .contains(
            "error COLUMN_COLLISION in table 'comments': leat.yaml:11:25: sentiment of table"
                + " comments computes a column pos, which is there already\n  fix: write {of: body,"
                + " prefix: body_}, or give the other column a name under `columns:`\n");
    project(TablePlace.DUCKDB, "    derive: {sentiment: {of: body, prefix: body_}}\n");
    leat("run").exits(0);
    assertThat(tables.rows("SELECT pos, body_pos FROM comments")).containsExactly("7|0.818");
  }

  private void project(TablePlace place, String table) throws IOException {
    if (tables.url().startsWith("of")) {
      found = place.make(folder);
    }
    tables = found.database();
    write(
        "leat.yaml",
        """
        leat: 1
        destination: %s
        sources:
          shop:
            type: files
            path: data
            feeds: {comments: "comments/*"}
        tables:
          comments:
            from: shop/comments
        """
                .formatted(found.address())
            + table);
  }

  private Cli.Answer leat(String... words) {
    return Cli.in(folder).run(words);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
