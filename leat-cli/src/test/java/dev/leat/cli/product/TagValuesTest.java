package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Amounts that do not fit: too small for their tag, or no amounts at all. */
final class TagValuesTest {
  private static final String YAML =
      """
      sources:
        coins: {type: files, path: coins}
        binary: {type: files, path: binary}
        bank: {type: files, path: bank}
      tables:
        coins: {from: coins/file, key: id, write: vault, tag: transactions, owner: me}
        binary: {from: binary/file, key: id, write: vault, tag: transactions, owner: me}
        bank:
          from: bank/file
          key: id
          write: vault
          tag: transactions
          owner: me
          quarantine: 20%
          columns: {amount: {type: "decimal(18,2)"}}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void nothingIsRoundedAndARowThatIsNoneCostsItself(TablePlace place) throws IOException {
    String head = "id,timestamp,amount,description\n";
    write("coins/a.csv", head + "1,2024-06-01,12.5000,Tea\n2,2024-06-02,0.00012,Dust\n");
    write(
        "binary/a.json",
        """
        [{"id": 1, "timestamp": "2024-06-01", "amount": 1.23e1, "description": "Tea"},
         {"id": 2, "timestamp": "2024-06-02", "amount": 12.299999999999999e0, "description": "Jam"}]
        """);
    write("bank/b1.csv", head + "1,2024-06-01,10.50,a\n2,2024-06-02,11,b\n3,2024-06-03,12,c\n");
    write("bank/b2.csv", head + "4,2024-06-04,13,d\n5,2024-06-05,14,e\n6,2024-06-06,n/a,f\n");
    Workspace project = Workspace.make(folder, CatalogPlace.SQLITE, place, YAML);
    assertThat(project.leat("run").exits(1).err())
        .contains(
            "error TAG_VALUE_UNFIT in table 'coins': The file coins/file/path=a.csv of table coins"
                + " has '0.00012' as amount in row 2, which the tag transactions does not allow.\n"
                + "  fix: amount is a number with at most 14 digits before the point and 4 behind"
                + " it. Correct the file, or name another column under 'brings'. To go on without"
                + " the file: leat set-aside coins/file/path=a.csv --revision 1 --reason"
                + " \"...\".\n");
    assertThat(
            project
                .tables()
                .rows(
                    "SELECT source, CAST(amount AS DECIMAL(18,4)) FROM tag_transactions"
                        + " ORDER BY 1, 2"))
        .containsExactly(
            "bank|10.5000",
            "bank|11.0000",
            "bank|12.0000",
            "bank|13.0000",
            "bank|14.0000",
            "binary|12.3000",
            "binary|12.3000");
    assertThat(project.leat("tag", "show", "transactions").exits(0).out())
        .contains("decimal(18,4)");
    assertThat(project.leat("quarantine", "show", "bank", "--output", "csv").exits(0).outLines())
        .hasSize(2)
        .anyMatch(line -> line.contains(",path=b2.csv,1,2,amount,n/a,"));

    write("coins/a.csv", head + "1,2024-06-01,12.5000,Tea\n2,2024-06-02,0.0002,Dust\n");
    project.leat("run").exits(1);
    project
        .leat("set-aside", "coins/file/path=a.csv", "--revision", "1", "--reason", "dust")
        .exits(0);
    project.leat("load").exits(0);
    assertThat(
            project
                .tables()
                .rows(
                    "SELECT CAST(amount AS DECIMAL(18,4)) FROM tag_transactions"
                        + " WHERE source = 'coins' ORDER BY 1"))
        .containsExactly("0.0002", "12.5000");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }
}
