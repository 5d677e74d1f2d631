package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project whose originals lie in S3: a real server, the real command line. */
final class S3StoreTest {
  private static final String SECRET = "s3-secret-7f3a";

  @TempDir private Path folder;

  private Workspace project;

  @BeforeEach
  void makeProject() throws IOException {
    write("a.json", "[{\"id\": 1, \"name\": \"Ada\"}, {\"id\": 2, \"name\": \"Bo\"}]");
    write("b.json", "[{\"id\": 3, \"name\": \"Cy\"}]");
    project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            """
            store: %s
            sources:
              people: {type: files, path: data, feeds: {people: "*.json"}}
            tables:
              people: {from: people/people, key: id}
            """
                .formatted(S3Server.shared().url("raw/" + UUID.randomUUID())));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("data")).resolve(name), text, UTF_8);
  }

  private Cli.Answer leat(String... words) {
    return project
        .cli()
        .with("AWS_ACCESS_KEY_ID", "id")
        .with("AWS_SECRET_ACCESS_KEY", SECRET)
        .run(words);
  }

  @Test
  void fetchesIntoIt_loadsFromIt_andHasNothingToDoAfterwards() throws IOException {
    Cli.Answer first = leat("run").exits(0);
    assertThat(people()).isEqualTo("1 Ada, 2 Bo, 3 Cy");
    assertThat(folder.resolve(".leat/store")).doesNotExist();

    assertThat(leat("run").exits(0).err()).contains("Nothing to do.");

    write("b.json", "[{\"id\": 3, \"name\": \"Cyd\"}]");
    leat("run").exits(0);
    assertThat(people()).isEqualTo("1 Ada, 2 Bo, 3 Cyd");

    leat("load", "--replay").exits(0);
    assertThat(people()).isEqualTo("1 Ada, 2 Bo, 3 Cyd");
    leat("doctor", "--verify").exits(0);
    leat("gc").exits(0);
    leat("delete", "--select", "path=a.json", "--yes").exits(0);
    leat("load").exits(0);
    assertThat(people()).isEqualTo("3 Cyd");
    assertThat(first.out() + first.err()).doesNotContain(SECRET);
  }

  private String people() {
    return project
        .tables()
        .text("SELECT string_agg(id || ' ' || name, ', ' ORDER BY id) FROM people");
  }

  @Test
  void saysWhereCredentialsAreLookedFor() {
    Cli.Answer answer = project.cli().with("AWS_EC2_METADATA_DISABLED", "true").run("fetch");

    assertThat(answer.exits(2).err())
        .contains("S3 refuses access to s3://leat/raw/")
        .contains("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
  }
}
