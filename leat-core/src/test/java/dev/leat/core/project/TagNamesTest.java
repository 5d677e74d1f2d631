package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of tags, dimensions and columns from which tables and columns of a vault are made. */
final class TagNamesTest {
  @TempDir private Path folder;

  @Test
  void namesThatWouldMakeTheSameTablesAreRefused() {
    String complaint =
        complaint(
            """
              my-shop: {columns: {price: {}}}
              My_shop: {columns: {price: {}}}
              tv-and-film: {columns: {title: {}}}
            """,
            "tag: my-shop");
    assertThat(complaint)
        .contains("The names 'my-shop' and 'My_shop' would name the same tables.")
        .contains("The names 'tv_and_film' and 'tv-and-film' would name the same tables.")
        .contains("Give the tag a name that differs in more than case, '-' and '_'.");
  }

  @Test
  void dimensionsDoNotShareTheirNames() {
    String complaint =
        complaint(
            "  shop: {columns: {price: {}}}\n",
            "tag: shop\n    dimensions: {price: cost, music: artist, who: a, Who: b}\n"
                + "    links: {music: track}");
    assertThat(complaint)
        .contains("The dimension 'price' has the name of a column.")
        .contains("Name it otherwise, such as price_name: cost.")
        .contains("The dimension 'music' has the name of a link.")
        .contains("would name the same tables.");
  }

  @Test
  void aTagOfAVaultHasNoneOfItsColumns() {
    assertThat(complaint("  shop: {columns: {source: {}}}\n", "tag: shop"))
        .contains("The tag's column 'source' has a name that vaults use.")
        .contains("Rename the tag's column: a vault's views have their own source.");
  }

  private String complaint(String tags, String table) {
    return new ProjectFolder(folder)
        .yaml(
            """
            sources:
              s: {type: statsbomb}
            tags:
            %s
            tables:
              matches:
                from: s/matches
                key: match_id
                write: vault
                %s
            """
                .formatted(tags.stripTrailing(), table))
        .complaint();
  }
}
