package dev.leat.connect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.FileStore.Upload;
import dev.leat.api.LeatException;
import dev.leat.testkit.s3.S3Server;
import dev.leat.testkit.store.FileStoreConformance;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

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

  /** The test server sends an object from a file that it writes over; S3 promises that it can. */
  @Override
  public boolean replacesUnderReaders() {
    return false;
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

  /** As consoles and sync tools put them. */
  @Test
  void anObjectThatStandsForAFolderIsNoFile() throws IOException {
    S3Url place = S3Url.parse(url);
    try (var client = S3FileStoreType.builder(place).build()) {
      for (String folder : new String[] {"", "season=1/"}) {
        client.putObject(
            request -> request.bucket(place.bucket()).key(place.prefix() + folder),
            RequestBody.empty());
      }
    }
    try (Upload upload = store.create("season=1/a")) {
      upload.commit();
    }

    try (Stream<Entry> entries = store.list("")) {
      assertThat(entries).extracting(Entry::path).containsExactly("season=1/a");
    }
  }

  private static List<Entry> unfinishedOf(FileStore store) throws IOException {
    try (Stream<Entry> entries = store.list("")) {
      return entries.filter(Entry::unfinished).toList();
    }
  }

  /** The server has done what it was asked for, and its answer is lost: the SDK asks again. */
  @Test
  void knowsItsOwnFileWhereTheAnswerWasLost() throws IOException {
    for (int size : new int[] {10, 9 << 20}) {
      var lost = new LostAnswer();
      S3Url place = S3Url.parse(url);
      try (FileStore shaky =
          new S3FileStore(
              place,
              S3FileStoreType.builder(place)
                  .overrideConfiguration(all -> all.addExecutionInterceptor(lost))
                  .build())) {
        try (Upload upload = shaky.create("a/" + size)) {
          upload.write(new byte[size]);
          upload.commit();
        }
      }
      assertThat(lost.answers).isEqualTo(1);
      assertThat(store.size("a/" + size)).contains((long) size);
    }
  }

  /** Makes a failure of the first answer to what makes an object. */
  private static final class LostAnswer implements ExecutionInterceptor {
    private int answers;

    @Override
    public SdkHttpResponse modifyHttpResponse(
        Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
      boolean makes =
          context.request() instanceof PutObjectRequest
              || context.request() instanceof CompleteMultipartUploadRequest;
      return makes && context.httpResponse().isSuccessful() && answers++ == 0
          ? SdkHttpResponse.builder().statusCode(503).build()
          : context.httpResponse();
    }
  }

  @Test
  void partsGrowSoThatTenThousandHoldHalfATerabyte() {
    assertThat(S3Upload.partSize(0)).isEqualTo(8 << 20);
    assertThat(S3Upload.partSize(1_999)).isEqualTo(8 << 20);
    assertThat(S3Upload.partSize(2_000)).isEqualTo(16 << 20);
    long all = LongStream.range(0, 10_000).map(sent -> S3Upload.partSize((int) sent)).sum();
    assertThat(all).isGreaterThan(480L << 30);
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

  /** As where a folder was put behind a URL that has settings. */
  @Test
  void saysWhereItLookedForABucketWhoseEndpointHasAFolder() {
    String endpoint = S3Server.shared().endpoint() + "/stats/year=2026";
    try (FileStore other =
        new S3FileStoreType().open(URI.create("s3://leat?endpoint=" + endpoint))) {
      assertThatThrownBy(() -> other.list(""))
          .isInstanceOfSatisfying(
              LeatException.class,
              e -> assertThat(e.remedy()).contains(endpoint, "settings stand at the end of a URL"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
