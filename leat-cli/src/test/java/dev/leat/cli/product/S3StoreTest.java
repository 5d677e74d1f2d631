package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.FileStore;
import dev.leat.connect.aws.S3FileStoreType;
import dev.leat.testkit.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
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
    return of(project).run(words);
  }

  private static Cli of(Workspace project) {
    return project.cli().with("AWS_ACCESS_KEY_ID", "id").with("AWS_SECRET_ACCESS_KEY", SECRET);
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

  /** A process dies while the second of three parts is on its way. */
  @Test
  void aFileThatIsSentInPartsIsThereWholeOrNotAtAll() throws Exception {
    String place = "raw/" + UUID.randomUUID();
    byte[] large = new byte[20 << 20];
    new Random(7).nextBytes(large);
    Files.write(Files.createDirectories(folder.resolve("large")).resolve("a.bin"), large);
    try (CutWire wire = CutWire.to(S3Server.shared().endpoint().getPort(), CutWire.When.SENDING)) {
      Workspace sender =
          Workspace.make(
              folder.resolve("sender"),
              CatalogPlace.SQLITE,
              """
              store: s3://leat/%s?endpoint=http://127.0.0.1:%d
              sources:
                disk: {type: files, path: ../large, feeds: {images: "*.bin"}}
              tables:
                images: {write: none}
              """
                  .formatted(place, wire.port()));
      try (Cli.Running running = of(sender).start("fetch")) {
        wire.awaitCut();
        running.signal("KILL");
        assertThat(running.end().exitCode()).isEqualTo(128 + 9);
      }
      assertThat(entries(place)).isNotEmpty().allMatch(FileStore.Entry::unfinished);
      assertThat(sender.known()).isEmpty();

      of(sender).run("fetch").exits(0);
      assertThat(entries(place).stream().filter(it -> !it.unfinished()))
          .anyMatch(it -> it.size() >= large.length);
      of(sender).run("gc", "--grace", "0s").exits(0);
      assertThat(entries(place)).noneMatch(FileStore.Entry::unfinished);
      of(sender).run("doctor", "--verify").exits(0);
    }
  }

  private static List<FileStore.Entry> entries(String place) throws IOException {
    System.setProperty("aws.accessKeyId", "id");
    System.setProperty("aws.secretAccessKey", "secret");
    try (FileStore bucket = new S3FileStoreType().open(URI.create(S3Server.shared().url(place)));
        Stream<FileStore.Entry> entries = bucket.list("")) {
      return entries.toList();
    }
  }

  @Test
  void saysWhereCredentialsAreLookedFor() {
    Cli.Answer answer = project.cli().with("AWS_EC2_METADATA_DISABLED", "true").run("fetch");

    assertThat(answer.exits(2).err())
        .contains("S3 refuses access to s3://leat/raw/")
        .contains("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
  }
}
