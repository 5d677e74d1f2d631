package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links of a vault that lead to no row are told. */
final class VaultLinksTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void keysThatLeadNowhereAreToldWithAnExample(TablePlace place) throws IOException {
    write(
        "data/payments.csv", "id,account,amount\n1,A-1,10\n2,A-2,20\n3,B-9,30\n4,B-9,40\n5,,50\n");
    write("data/accounts.csv", "account,holder\nA-1,Ada\nA-2,Bob\n");
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            place,
            """
            sources:
              bank: {type: files, path: data, feeds: {payments: "payments.csv", accounts: "accounts.csv"}}
            tags:
              money: {columns: {amount: {type: "decimal(10,2)"}}}
              accounts: {columns: {holder: {type: text}}}
            tables:
              payments:
                {from: bank/payments, key: id, write: vault, tag: money, owner: me, links: {accounts: account}}
              accounts: {from: bank/accounts, key: account, write: vault, tag: accounts, owner: me}
            """);
    String told =
        "The check 'link accounts' of payments does not hold: 2 of 5 rows belong to no row of"
            + " accounts that is there: account B-9.";
    assertThat(project.leat("run").exits(0).err()).contains("[WARN] " + told + "\n");
    assertThat(project.leat("check").exits(0).out()).contains("link accounts").contains("B-9");

    write("data/accounts.csv", "account,holder\nA-1,Ada\nA-2,Bob\nB-9,Cy\n");
    project.leat("run").exits(0);
    assertThat(project.leat("check", "--output", "csv").exits(0).out()).doesNotContain("B-9");
    assertThat(
            project
                .catalog()
                .rows(
                    "SELECT outcome, wrong FROM check_result WHERE check_name = 'link accounts'"
                        + " ORDER BY id"))
        .containsExactly("WARNED|2", "WARNED|2", "PASSED|0");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }
}
