package dev.leat.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Disposition;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.core.load.Loader.Extent;
import dev.leat.core.load.TableOutcome.Current;
import dev.leat.core.load.TableOutcome.Failed;
import dev.leat.core.load.TableOutcome.Loaded;
import dev.leat.core.read.TableRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to a DuckDB file, with nothing made up in between. */
final class LoadingTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  @Test
  void loadsFilesOnceAndThenFindsNothingToDo() {
    shop.put(1, 0, "[{\"id\": 1, \"name\": \"a\"}, {\"id\": 2, \"name\": \"b\"}]");
    shop.put(2, 0, "[{\"id\": 3, \"name\": null}]");
    assertThat(counts(shop.load())).isEqualTo(new Counts(3, 0, 0, 0, 0));
    assertThat(shop.rows("select day, id, name, _leat_file, _leat_row from sales order by id"))
        .containsExactly(
            List.of("1", "1", "a", "1", "0"),
            List.of("1", "2", "b", "1", "1"),
            List.of("2", "3", "NULL", "2", "0"));

    try (var again = new Shop(folder)) {
      again.put(1, 0, "[]").put(2, 0, "[]");
      assertThat(again.load()).isEqualTo(new Current("sales"));
      assertThat(again.hasWorkbench()).isFalse();
    }
  }

  @Test
  void aCorrectedFileTakesThePlaceOfItsForerunner() {
    shop.put(1, 0, "[{\"id\": 1, \"tags\": [{\"t\": \"x\"}]}, {\"id\": 2, \"tags\": []}]");
    shop.load();
    shop.take(1).put(2, 1, "[{\"id\": 1, \"tags\": [{\"t\": \"y\"}], \"extra\": 1.50}]");
    assertThat(counts(shop.load())).isEqualTo(new Counts(1, 0, 0, 2, 0));
    assertThat(shop.rows("select id, extra from sales")).containsExactly(List.of("1", "1.50"));
    assertThat(shop.rows("select t from sales__tags")).containsExactly(List.of("y"));
  }

  @Test
  void aColumnThatCannotBeConvertedIsReadAgain() {
    shop.put(1, 0, "[{\"id\": 1, \"price\": 1.5}]");
    shop.load();
    shop.put(2, 0, "[{\"id\": 2, \"price\": \"on request\"}]");
    assertThat(shop.load()).isInstanceOf(Loaded.class);
    assertThat(shop.rows("select price from sales order by id"))
        .containsExactly(List.of("1.5"), List.of("on request"));
  }

  @Test
  void aChangedConfigurationRebuildsTheTable() {
    shop.put(1, 0, "[{\"id\": 1, \"name\": \"a\"}, {\"id\": 1, \"name\": \"b\"}]");
    shop.load();
    shop.configured("2")
        .table(TableRequest.of("sales").withKey("id"))
        .write(new Disposition.Merge(List.of("id"), Optional.empty()));
    assertThat(counts(shop.load())).isEqualTo(new Counts(1, 0, 0, 2, 0));
    assertThat(shop.rows("select name from sales")).containsExactly(List.of("b"));
    shop.configured("1").table(TableRequest.of("sales")).write(new Disposition.Replace());
    assertThat(counts(shop.load())).isEqualTo(new Counts(2, 0, 0, 1, 0));
  }

  @Test
  void aReplayGivesTheSameRows() {
    shop.put(1, 0, "[{\"id\": 1}]").put(2, 0, "[{\"id\": 2}]");
    shop.load();
    List<List<String>> before = shop.rows("select * exclude (_leat_load) from sales order by id");
    assertThat(counts(shop.load(Extent.REPLAY))).isEqualTo(new Counts(2, 0, 0, 2, 0));
    assertThat(shop.rows("select * exclude (_leat_load) from sales order by id")).isEqualTo(before);
    assertThat(shop.load()).isEqualTo(new Current("sales"));
  }

  @Test
  void tooManyUnreadableRowsLeaveEverythingAsItWas() {
    shop.put(1, 0, "[{\"id\": 1}]");
    shop.load();
    shop.put(2, 0, "[{\"id\": 2}, {\"id\": ");
    TableOutcome outcome = shop.load();
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).error())
        .hasMessageMatching(
            "\\d+ of \\d+ rows of sales cannot be read, more than the limit of 1%; the first is in"
                + " sales of shop/day/day=2, revision 0.*");
    assertThat(shop.rows("select id from sales")).containsExactly(List.of("1"));
    assertThat(shop.rows("select count(*) from _leat_quarantine")).containsExactly(List.of("0"));
  }

  @Test
  void rowsGoWhenNoFileIsWantedAnyMore() {
    shop.put(1, 0, "[{\"id\": 1}]");
    shop.load();
    shop.take(1);
    assertThat(counts(shop.load())).isEqualTo(new Counts(0, 0, 0, 1, 0));
    assertThat(shop.load()).isEqualTo(new Current("sales"));
    shop.put(1, 0, "[{\"id\": 1}]");
    assertThat(counts(shop.load())).isEqualTo(new Counts(1, 0, 0, 0, 0));
  }

  @Test
  void csvAndLinesBecomeTablesToo() {
    shop.put(1, 0, "jsonl", "{\"id\": 1, \"name\": \"a\"}\n{\"id\": 2, \"name\": \"b\"}\n");
    assertThat(counts(shop.load())).isEqualTo(new Counts(2, 0, 0, 0, 0));
    assertThat(Files.exists(folder.resolve("shop.duckdb"))).isTrue();
  }

  private static Counts counts(TableOutcome outcome) {
    if (outcome instanceof Failed failed) {
      throw failed.error();
    }
    return ((Loaded) outcome).effects().root();
  }
}
