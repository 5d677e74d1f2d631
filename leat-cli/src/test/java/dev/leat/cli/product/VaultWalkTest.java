package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table that comes to a vault, changes there, changes its tag and leaves, with all it showed. */
final class VaultWalkTest {
  private static final String WHOLE =
      "SELECT id, price, pk, row_hash, valid_from, valid_to, is_current, satellite, created_at"
          + " FROM tag_bills_history JOIN hub_bills USING (pk) ORDER BY pk, valid_from, satellite";

  @TempDir private Path folder;
  private Database tables = new Database("of no place yet");
  private String destination = "";

  @ParameterizedTest
  @EnumSource
  void everyStepLeavesWhatAReplayWould(TablePlace place) throws IOException {
    CatalogPlace.Found found = place.make(folder);
    tables = found.database();
    destination = found.address();
    write("data/a.csv", "id,price,at\n1,10,2024-06-01T23:30:00Z\n2,20,2024-06-01T10:00:00Z\n");
    write("data/b.csv", "id,price,at\n3,30,2024-06-01T10:00:00Z\n");
    write("more/c.csv", "id,price,at\n1,7,2024-06-02T10:00:00Z\n");
    Files.createDirectory(folder.resolve("later"));
    project("merge", "bills");
    run(0);
    assertThat(tables.rows("SELECT id, day FROM later")).isEmpty();
    assertThat(tables.rows("SELECT id, price FROM mock ORDER BY id"))
        .containsExactly("1|10", "2|20", "3|30");

    project("vault", "bills");
    run(0);
    write(
        "data/a.csv",
        "id,price,at,shop\n1,12.5,2024-06-01T23:30:00Z,Odeon\n4,n/a,2024-06-01T10:00:00Z,Volt\n");
    assertThat(run(0)).contains("1 left out");
    assertThat(tables.rows("SELECT id, price, shop FROM mock ORDER BY id"))
        .containsExactly("1|12.5|Odeon", "3|30|null");
    assertThat(tables.rows("SELECT id, is_current FROM tag_bills_history WHERE id = 2"))
        .containsExactly("2|" + no(place));
    assertThat(tables.text("SELECT count(*) FROM hub_bills")).isEqualTo("3");

    deletionIsAReplay();
    aReaderElsewhereSeesTheSameTimes(place);

    project("vault", "receipts");
    run(0);
    assertThat(tables.rows("SELECT owner, price FROM tag_bills")).containsExactly("you|7");
    assertThat(tables.text("SELECT count(*) FROM hub_bills")).isEqualTo("1");
    assertThat(tables.rows("SELECT shop FROM tag_receipts")).containsExactly("Odeon");

    project("merge", "receipts");
    run(0);
    assertThat(tables.rows("SELECT id, price FROM mock")).containsExactly("1|12.5");
    assertThat(tables.text("SELECT count(*) FROM hub_receipts")).isEqualTo("0");
    assertThat(tables.rows("SELECT owner FROM _leat_satellites")).containsExactly("you");
    assertThat(
            tables.rows(
                "SELECT table_name FROM information_schema.tables WHERE table_name LIKE"
                    + " 'tag_receipts%' OR table_name LIKE 'sat_receipts%'"))
        .isEmpty();
    filesWithoutTheirKeyChangeNothing();
  }

  /** What the destination asks to compute anew is read as if for the first time. */
  private void deletionIsAReplay() {
    Cli.in(folder).run("delete", "--select", "path=b.csv", "--yes").exits(0);
    Cli.in(folder).run("load").exits(0);
    assertThat(tables.text("SELECT count(*) FROM hub_bills")).isEqualTo("2");
    var before = tables.rows(WHOLE);
    assertThat(tables.text("SELECT count(DISTINCT satellite) FROM tag_bills_history"))
        .isEqualTo("3");
    Cli.in(folder).run("load", "--replay").exits(0);
    assertThat(tables.rows(WHOLE)).isEqualTo(before);
  }

  private void aReaderElsewhereSeesTheSameTimes(TablePlace place) {
    String day = "SELECT CAST(day AS TEXT) FROM tag_bills WHERE owner = 'me'";
    var elsewhere =
        switch (place) {
          case DUCKDB -> tables.rows("SET TimeZone = 'Asia/Tokyo'; " + day);
          case POSTGRES ->
              new Database(tables.url() + "&options=-c%20TimeZone=Asia/Tokyo").rows(day);
        };
    assertThat(elsewhere).containsExactly("2024-06-01");
  }

  /** Rows without a key would be one row, of a plain table as of one in a vault. */
  private void filesWithoutTheirKeyChangeNothing() throws IOException {
    write("data/a.csv", "number,price,at,shop\n1,13,2024-06-01T23:30:00Z,Odeon\n5,14,,Volt\n");
    write("more/c.csv", "number,price,at\n1,8,2024-06-02T10:00:00Z\n2,9,\n");
    assertThat(run(1))
        .contains(
            "The file mock/file/path=a.csv of table mock has no value in its key, id, in any row.")
        .contains(
            "The file other/file/path=c.csv of table other has no value in its key, id, in any"
                + " row.");
    assertThat(tables.rows("SELECT id, price FROM mock")).containsExactly("1|12.5");
    assertThat(tables.rows("SELECT id, price FROM other")).containsExactly("1|7");
  }

  private static String no(TablePlace place) {
    return place == TablePlace.DUCKDB ? "false" : "f";
  }

  private void project(String write, String tag) throws IOException {
    write(
        "leat.yaml",
        """
        leat: 1
        destination: "%s"
        sources:
          mock: {type: files, path: data}
          other: {type: files, path: more}
          later: {type: files, path: later}
        tags:
          bills: {columns: {day: {type: date}}}
          receipts: {columns: {day: {type: date}}}
        tables:
          mock:
            from: mock/file
            key: id
            where: coalesce(id, 0) <> 4
            write: %s
            tag: %s
            owner: me
            brings: {day: at}
          other: {from: other/file, key: id, write: vault, tag: bills, owner: you, brings: {day: at}}
          later:
            from: later/file
            key: id
            tag: bills
            columns: {id: {type: bigint}, day: {type: date}}
            sql: SELECT id, day FROM rows
        """
            .formatted(destination, write, tag));
  }

  private String run(int exit) {
    return Cli.in(folder).run("run").exits(exit).err();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
