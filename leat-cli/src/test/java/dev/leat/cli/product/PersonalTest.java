package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.files.TextPdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a vault, as somebody new runs it, and what its page in the manual shows. */
final class PersonalTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("leat.home", ".."), "examples", "personal");
  private static final Map<String, byte[]> RECEIPTS =
      Map.of(
          "market-2024-05-02.pdf",
          TextPdf.of(
              "CORNER MARKET",
              "Thank you for shopping with us",
              "",
              "Date|Payment|Item|Price",
              "2024-05-02|C-2041|Olive oil|18.90",
              "2024-05-02|C-2041|Coffee beans|21.50",
              "2024-05-02|C-2041|Vegetables|23.80"),
          "market-2024-05-07.pdf",
          TextPdf.of(
              "CORNER MARKET",
              "Thank you for shopping with us",
              "",
              "Date|Payment|Item|Price",
              "2024-05-07|C-2043|Bread|4.60",
              "2024-05-07|C-2043|Cheese|14.35",
              "2024-05-07|C-2043|Fruit|12.50"));

  @TempDir private Path temporary;
  private Path project;
  private Cli cli;

  @BeforeEach
  void copyProject() throws IOException {
    project = QuickstartTest.copy(EXAMPLE, temporary.resolve("personal"));
    cli = Cli.in(temporary);
  }

  @Test
  void theReceiptsOfTheExampleAreThese() throws IOException {
    for (Map.Entry<String, byte[]> receipt : RECEIPTS.entrySet()) {
      Path file = EXAMPLE.resolve("data/receipts").resolve(receipt.getKey());
      if (Boolean.getBoolean("leat.write.docs")) {
        Files.createDirectories(file.getParent());
        Files.write(file, receipt.getValue());
      }
      assertThat(file).hasBinaryContent(receipt.getValue());
    }
  }

  @Test
  void tellsTheStoryOfItsPage() throws IOException {
    assertThat(cli.run("run", "personal").exits(0).err())
        .contains("Loaded checking: 6 inserted", "Loaded giro: 4 inserted")
        .contains("Loaded receipts: 6 inserted", "Loaded workouts: 4 inserted")
        .contains("Loaded sleep: 4 inserted", "Loaded listening: 6 inserted")
        .contains("Loaded watched: 4 inserted");
    for (String story : new String[] {"receipts", "training", "days"}) {
      answers(story);
    }
    assertThat(cli.run("run", "personal").exits(0).err()).endsWith("[INFO] Nothing to do.\n");

    Path checking = project.resolve("data/bank/checking-2024-05.csv");
    QuickstartTest.change(checking, "-18.00,Sport", "-18.00,Fun");
    Files.write(
        project.resolve("data/receipts/hall.pdf"),
        TextPdf.of(
            "CLIMBING HALL",
            "",
            "Date|Payment|Item|Price",
            "2024-05-04|C-2042|Day ticket|14.00",
            "2024-05-04|C-2042|Shoes|4.00"));
    assertThat(cli.run("run", "personal").exits(0).err())
        .contains("Loaded checking: 1 inserted, 1 updated, 5 unchanged")
        .contains("Loaded receipts: 2 inserted")
        .doesNotContain("Loading giro");
    assertThat(query(ManualPage.example("personal.md", "receipts")))
        .contains("Climbing hall,18.0000,18.00,2");
    answers("history");
  }

  @Test
  void everyOwnerAndTagIsThere() {
    cli.run("run", "personal").exits(0);
    assertThat(cli.run("tag", "check", "--project", "personal").exits(0).out())
        .doesNotContain("missing");
    assertThat(
            query(
                "select source, owner, count(*) as n, sum(amount) as total from tag_transactions"
                    + " group by all order by n desc"))
        .isEqualTo(
            """
            source,owner,n,total
            bank,me,6,2273.5600
            bank,household,4,-1258.4000
            """);
  }

  @Test
  void aTableOfTheVaultIsKnownByItsName() throws IOException {
    cli.run("run", "personal").exits(0);
    assertThat(query("select reference, category from checking order by reference limit 1"))
        .isEqualTo("reference,category\nC-2041,Groceries\n");
    assertThat(
            cli.run("explain", "checking", "C-2041", "--project", "personal", "--output", "csv")
                .exits(0)
                .outLines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("bank/file/path=checking-2024-05.csv,1,checking,0,");
    cli.run("export", "giro", "personal", "--to", "out", "--format", "csv").exits(0);
    assertThat(Files.readString(temporary.resolve("out/data.csv")))
        .contains("G-119", "Laufschuhe", "-129.90");
  }

  private void answers(String story) throws IOException {
    assertThat(query(ManualPage.example("personal.md", story)))
        .as(story)
        .isEqualTo(ManualPage.example("personal.md", story + " answer"));
  }

  private String query(String sql) {
    return cli.run("query", sql.strip().replaceAll(";$", ""), "personal", "--output", "csv")
        .exits(0)
        .out();
  }
}
