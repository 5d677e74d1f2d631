package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has been fetched is looked at as the next load would see it, before anything is loaded. */
final class TablePreviewTest {
  @TempDir private Path folder;

  @Test
  void showsRowsQuarantineAndWhatTheTagLacks() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data/bank.csv"),
        """
        id,booked,amount,memo
        1,2024-05-01,12.50,Bread
        2,2024-05-02,soon,Milk
        3,2024-05-03,7,x
        """);
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            """
            sources:
              bank: {type: files, path: data}
            tags:
              spending:
                columns:
                  amount: {type: "decimal(18,4)", max: 10}
                  shop: {}
                  memo: {values: [Bread, Milk, x]}
                  place: {required: false}
            tables:
              payments:
                from: bank/file
                key: id
                tag: spending
                columns:
                  amount: {type: "decimal(10,2)"}
            """);

    assertThat(project.leat("preview", "payments").exits(0).out())
        .isEqualTo("Nothing of payments has been fetched.\n");
    project.leat("fetch").exits(0);
    assertThat(project.leat("preview", "payments", "--limit", "1").exits(4).out())
        .contains("amount  decimal(10,2)", "booked  date", "2 rows, 1 record would be quarantined.")
        .contains("bank/file/path=bank.csv", "amount", "soon")
        .contains(
            "The file bank/file/path=bank.csv of table payments has '12.50' as amount in row 1,"
                + " which the tag spending does not allow.");
    assertThat(project.leat("tag", "check").exits(4).out())
        .containsPattern("payments +spending +amount +amount +unfit")
        .containsPattern("payments +spending +shop +shop +missing")
        .containsPattern("payments +spending +memo +memo +there")
        .containsPattern("payments +spending +place +place +not brought")
        .contains(
            "  fix: amount is a number with at most 14 digits before the point and 4 behind it, at"
                + " most 10.");
    assertThat(folder.resolve("football.duckdb")).doesNotExist();
  }
}
