package dev.leat.connect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.LeatException;
import dev.leat.testkit.s3.S3Server;
import dev.leat.testkit.store.FileStoreConformance;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class S3FileStoreTest implements FileStoreConformance {
  private final URI url = URI.create(S3Server.shared().url("conformance/" + UUID.randomUUID()));
  private final FileStore store = new S3FileStoreType().open(url);

  @BeforeAll
  static void credentials() {
    System.setProperty("aws.accessKeyId", "id");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Override
  public FileStore store() {
    return store;
  }

  @Test
  void showsAndDeletesWhatADeadProcessLeftOfALargeFile() throws IOException {
    FileStore dead = new S3FileStoreType().open(url);
    dead.create("a/large").write(new byte[20 << 20]);

    List<Entry> left = unfinishedOf(store);

    assertThat(left).singleElement().satisfies(it -> assertThat(it.path()).startsWith("a/."));
    store.delete(left.getFirst().path());
    assertThat(unfinishedOf(store)).isEmpty();
  }

  private static List<Entry> unfinishedOf(FileStore store) throws IOException {
    try (Stream<Entry> entries = store.list("")) {
      return entries.filter(Entry::unfinished).toList();
    }
  }

  @Test
  void saysWhichBucketIsMissing() {
    URI elsewhere = URI.create("s3://nobodys?endpoint=" + S3Server.shared().endpoint());
    try (FileStore other = new S3FileStoreType().open(elsewhere)) {
      assertThatThrownBy(() -> other.list(""))
          .isInstanceOf(LeatException.class)
          .hasMessageContaining("There is no bucket nobodys.");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
