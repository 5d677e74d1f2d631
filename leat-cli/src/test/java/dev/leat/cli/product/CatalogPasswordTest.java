package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password of a server with catalog and tables: full of signs, given, and nowhere else. */
final class CatalogPasswordTest {
  private static final String PASSWORD = "p@ss/w%rd#1";
  private static final String ENCODED = "p%40ss%2Fw%25rd%231";

  @TempDir private Path folder;

  /** The place of the catalog, for a role that must know its password. */
  private static String address(Workspace project) throws IOException {
    Database server = project.catalog();
    server.change("CREATE ROLE curator LOGIN PASSWORD '" + PASSWORD + "'");
    server.change("CREATE SCHEMA football AUTHORIZATION curator");
    Path rules = Path.of(server.text("SHOW hba_file"));
    String strict = "host all curator all scram-sha-256\n";
    Files.writeString(rules, strict + Files.readString(rules));
    server.rows("SELECT pg_reload_conf()");
    return project
        .place()
        .address()
        .replace("postgres:postgres@", "curator:${env:CATALOG_PASSWORD}@");
  }

  @Test
  void opensCatalogAndDestinationAndIsNeverWritten() throws IOException {
    try (var provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 2)) {
      String sources =
          "sources:\n  statsbomb:\n    type: statsbomb\n    url: " + provider.url() + "\n";
      Workspace project = Workspace.make(folder, CatalogPlace.POSTGRES, sources);
      String address = address(project);
      Files.writeString(
          folder.resolve("leat.yaml"),
          "leat: 1\ncatalog: \""
              + address
              + "\"\ndestination: \""
              + address.replace("${env:CATALOG_PASSWORD}", "${secret:TABLES_PASSWORD}")
              + "?schema=football\"\n"
              + sources,
          UTF_8);
      Files.writeString(folder.resolve(".env"), "TABLES_PASSWORD='" + PASSWORD + "'\n", UTF_8);

      List<Cli.Answer> answers = new ArrayList<>();
      Cli right = project.cli().with("CATALOG_PASSWORD", PASSWORD);
      Cli.Answer wrong =
          project.cli().with("CATALOG_PASSWORD", "wr@ng").run("run", "--debug").exits(2);
      assertThat(wrong.err() + wrong.out()).contains("CATALOG_CREDENTIALS");
      answers.add(wrong);
      Cli.Answer barred = right.run("run", "--debug").exits(2);
      assertThat(barred.err() + barred.out())
          .contains("CATALOG_READ_ONLY", "permission denied for schema public", "GRANT");
      answers.add(barred);
      project.catalog().change("GRANT ALL ON SCHEMA public TO curator");
      answers.add(right.run("run", "--debug").exits(0));
      answers.add(right.run("doctor", "--debug"));
      answers.add(right.run("show", "runs", "--output", "json").exits(0));
      answers.add(right.run("plan", "--debug").exits(0));
      Files.writeString(folder.resolve(".env"), "TABLES_PASSWORD='wr@ng'\n", UTF_8);
      Cli.Answer shut = right.run("load", "--debug");
      assertThat(shut.exits(2).err()).contains("POSTGRES_CREDENTIALS");
      answers.add(shut);

      for (Cli.Answer answer : answers) {
        assertThat(answer.toString()).doesNotContain(PASSWORD, ENCODED, "wr%40ng", "wr@ng");
      }
      assertThat(project.catalog().number("SELECT count(*) FROM football.matches")).isEqualTo(2);
      for (String row : project.catalog().everything()) {
        assertThat(row).doesNotContain(PASSWORD, ENCODED);
      }
      Files.delete(folder.resolve(".env"));
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(new String(Files.readAllBytes(file), UTF_8))
              .as(file.toString())
              .doesNotContain(PASSWORD, ENCODED);
        }
      }
    }
  }
}
