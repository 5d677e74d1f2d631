package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.FileStore.Upload;
import dev.leat.connect.aws.S3FileStoreType;
import dev.leat.testkit.s3.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written into S3: a real server, the real command line. */
final class S3ExportsTest {
  private static final String SECRET = "s3-secret-51cc";

  @TempDir private Path folder;

  private final String prefix = "exports/" + UUID.randomUUID();
  private Workspace project;

  @BeforeAll
  static void credentials() {
    System.setProperty("aws.accessKeyId", "id");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  @BeforeEach
  void makeProject() throws IOException {
    write("[{\"id\": 1, \"day\": 5}, {\"id\": 2, \"day\": 6}]");
    project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            """
            sources:
              shop: {type: files, path: data, feeds: {sales: "*.json"}}
            tables:
              sales: {from: shop/sales, key: id}
            exports:
              - {table: sales, to: %1$s/sales.csv}
              - {table: sales, to: %1$s/days, partition_by: [day]}
            models:
              report:
                sql: select id, day from sales order by id
                to: "%1$s/report/year={utc:yyyy}/report.parquet"
              late:
                sql: select id from sales where day > 5
                to: "%1$s/late.csv"
                if_empty: none
            """
                .formatted("s3://leat/" + prefix));
  }

  private void write(String rows) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("data")).resolve("a.json"), rows, UTF_8);
  }

  private Cli leat() {
    return project
        .cli()
        .with("AWS_ACCESS_KEY_ID", "id")
        .with("AWS_SECRET_ACCESS_KEY", SECRET)
        .with("AWS_ENDPOINT_URL_S3", S3Server.shared().endpoint().toString());
  }

  private FileStore bucket() {
    return new S3FileStoreType().open(URI.create(S3Server.shared().url(prefix)));
  }

  private List<String> files() throws IOException {
    try (FileStore bucket = bucket();
        Stream<Entry> entries = bucket.list("")) {
      return entries.map(Entry::path).sorted().toList();
    }
  }

  private Instant modified(String path) throws IOException {
    try (FileStore bucket = bucket();
        Stream<Entry> entries = bucket.list("")) {
      return entries.filter(it -> it.path().equals(path)).findAny().orElseThrow().modified();
    }
  }

  private String text(String path) throws IOException {
    try (FileStore bucket = bucket();
        InputStream input = bucket.open(path)) {
      return new String(input.readAllBytes(), UTF_8);
    }
  }

  @Test
  void eachRunReplacesThem_andWhatIsGoneIsRemoved() throws IOException {
    Cli.Answer first = leat().run("run").exits(0);
    List<String> written = files();
    assertThat(written)
        .hasSize(6)
        .contains("sales.csv", "late.csv", "days/day=5/data_0.parquet", "days/day=6/data_0.parquet")
        .anyMatch(it -> it.matches("report/year=\\d{4}/report\\.parquet"));
    assertThat(text("sales.csv"))
        .isEqualTo("path,id,day,_leat_file,_leat_row\na.json,1,5,1,0\na.json,2,6,1,1\n");
    assertThat(first.out() + first.err()).doesNotContain(SECRET);
    assertThat(folder.resolve(".leat/exports")).isEmptyDirectory();

    write("[{\"id\": 3, \"day\": 5}]");
    leat().run("run").exits(0);
    assertThat(files())
        .containsExactlyElementsOf(
            written.stream()
                .filter(it -> !it.contains("day=6") && !it.equals("late.csv"))
                .toList());
    assertThat(text("sales.csv")).contains("a.json,3,5,").doesNotContain("a.json,1,5,");
    assertThat(project.catalog().number("SELECT sum(revisions) FROM dataset WHERE source = 'leat'"))
        .as("partitions kept with their lineage: two, and one corrected")
        .isEqualTo(3);

    String report = written.stream().filter(it -> it.startsWith("report/")).findAny().orElseThrow();
    Instant made = modified(report);
    Cli.Answer again = leat().run("report").exits(0);
    assertThat(again.out() + again.err())
        .as("of an export without rows there is no file to miss")
        .containsPattern("late +export +CURRENT");
    assertThat(modified(report)).as("nothing that it reads has changed").isEqualTo(made);
    try (FileStore bucket = bucket()) {
      bucket.delete(report);
    }
    leat().run("report").exits(0);
    assertThat(files()).contains(report).hasSize(4);
  }

  @Test
  void aTableIsExportedOnRequest_andAnothersFolderIsLeftAlone() throws IOException {
    leat().run("run").exits(0);
    String to = "s3://leat/" + prefix + "/asked/sales.json";
    assertThat(leat().run("export", "select id from sales", "--to", to).exits(0).out())
        .isEqualTo("Wrote 2 rows into 1 file:\n" + to + "\n");
    assertThat(text("asked/sales.json")).isEqualTo("{\"id\":1}\n{\"id\":2}\n");

    try (FileStore bucket = bucket();
        Upload mine = bucket.create("mine/notes.txt")) {
      mine.write("mine".getBytes(UTF_8));
      mine.commit();
    }
    String taken = "s3://leat/" + prefix + "/mine";
    assertThat(leat().run("export", "sales", "--to", taken).exits(2).err())
        .isEqualTo(
            """
            error EXPORT_FOLDER_TAKEN in export 'sales': The folder %s holds files that no export wrote.
              fix: Name an empty folder, or one that does not exist yet.
            """
                .formatted(taken));
    assertThat(text("mine/notes.txt")).isEqualTo("mine");
  }

  @Test
  void saysWhatIsWrongWithThePlace() {
    leat().run("run").exits(0);
    assertThat(leat().run("export", "sales", "--to", "s3://nobodys/x.csv").exits(2).err())
        .contains("S3_BUCKET_MISSING", "There is no bucket nobodys.")
        .contains("fix: Create it, or correct the URL that names it.")
        .doesNotContain(SECRET);
    assertThat(
            project
                .cli()
                .with("AWS_EC2_METADATA_DISABLED", "true")
                .run("export", "sales", "--to", "s3://leat/x.csv")
                .exits(2)
                .err())
        .contains("S3_URL_INVALID", "Nothing says in which region the bucket leat is.")
        .contains("fix: Add ?region=eu-west-1 to its URL, or set AWS_REGION.");
    Cli.Answer nobody =
        project
            .cli()
            .with("AWS_EC2_METADATA_DISABLED", "true")
            .run("export", "sales", "--to", "s3://leat/x.csv?endpoint=http://127.0.0.1:1");
    assertThat(nobody.exits(2).err())
        .contains("S3_DENIED", "S3 refuses access to s3://leat/")
        .contains("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
    Cli.Answer nowhere =
        leat().run("export", "sales", "--to", "s3://leat/x.csv?endpoint=http://127.0.0.1:1");
    assertThat(nowhere.exits(5).err())
        .contains("EXPORT_NOT_SENT", "The export sales cannot be written to s3://leat/x.csv: ")
        .contains("See that the address is right and can be reached from here, then run again.")
        .doesNotContain(SECRET);
    assertThat(leat().run("export", "sales", "--to", "s3:x.csv").exits(2).err())
        .contains("'s3:x.csv' is no URL that files can be written to.");
    assertThat(leat().run("export", "sales", "--to", "s3://me:pw-9d@leat/x.csv").exits(2).err())
        .contains("'s3://leat/x.csv' is no URL that files can be written to.")
        .doesNotContain("pw-9d");
    assertThat(leat().run("export", "sales", "--to", "ftp://host/x.csv").exits(2).err())
        .contains("no file store is known for 'ftp:'");
  }
}
