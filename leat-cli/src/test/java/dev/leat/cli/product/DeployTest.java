package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/compose.yaml does in containers, done in processes in the same order. */
final class DeployTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("leat.home", "..")).resolve("deploy/project");

  @TempDir private Path folder;

  private CatalogPlace.Found catalog;

  @BeforeEach
  void copyProject() throws IOException {
    catalog = CatalogPlace.POSTGRES.make(folder);
    String yaml = Files.readString(PROJECT.resolve("leat.yaml"), UTF_8);
    assertThat(yaml).contains("postgresql://leat:${env:LEAT_DB_PASSWORD}@db:5432/leat");
    Files.writeString(
        folder.resolve("leat.yaml"),
        yaml.replace(
            "postgresql://leat:${env:LEAT_DB_PASSWORD}@db:5432/leat",
            catalog.address().replace(":postgres@", ":${env:LEAT_DB_PASSWORD}@")),
        UTF_8);
    Files.createDirectory(folder.resolve("inbox"));
    Files.copy(PROJECT.resolve("inbox/orders.csv"), folder.resolve("inbox/orders.csv"));
  }

  @Test
  void theRunThenTheReport() {
    assertThat(Cli.in(folder).run("run").exits(2).err())
        .contains("LEAT_DB_PASSWORD is set neither");
    Cli cli = Cli.in(folder).with("LEAT_DB_PASSWORD", "postgres");
    cli.run("run").exits(0);
    cli.run("report").exits(0);
    assertThat(folder.resolve(".leat/export/orders.csv"))
        .content(UTF_8)
        .startsWith("path,order_id,customer,amount,")
        .contains("orders.csv,1,Ann,12.50,");
    assertThat(folder.resolve(".leat/catalog.db")).doesNotExist();
    assertThat(catalog.database().number("SELECT count(*) FROM job")).isEqualTo(1);
  }
}
