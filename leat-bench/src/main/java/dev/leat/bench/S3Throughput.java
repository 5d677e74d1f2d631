package dev.leat.bench;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.CatalogSettings;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.Holder;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.Origin;
import dev.leat.core.catalog.Provenance;
import dev.leat.core.store.Codec;
import dev.leat.core.store.Draft;
import dev.leat.core.store.FileStores;
import dev.leat.core.store.PathRules;
import dev.leat.core.store.RawStore;
import dev.leat.core.store.StoredFile;
import dev.leat.testkit.s3.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The raw store on S3 beside the SDK alone: the same bytes to the same server, written and read.
 *
 * <p>Arguments: rounds, 5 where none is given. Leat's part is all that it does for a file: hashes,
 * records of the catalog on disk, a manifest for each three. Files are stored as they are.
 */
public final class S3Throughput {
  /** Three files a dataset, as the provider has them. */
  private static final List<FeedVersion> FEEDS =
      List.of(
          new FeedVersion("events", "v1"),
          new FeedVersion("lineups", "v1"),
          new FeedVersion("frames", "v1"));

  private static final int AT_ONCE = 8;
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final S3Client sdk;
  private final RawStore store;
  private final Lease lease;

  private S3Throughput(S3Client sdk, Catalog catalog, URI bucket) {
    this.sdk = sdk;
    this.store = new RawStore(catalog, FileStores.open(bucket), PathRules.PLAIN, Codec.NONE);
    this.lease =
        catalog.leases().acquire("bench", Holder.here("bench"), Duration.ofHours(2)).orElseThrow();
  }

  public static void main(String[] args) throws IOException {
    int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
    System.setProperty("aws.accessKeyId", "id");
    System.setProperty("aws.secretAccessKey", "secret");
    S3Server server = S3Server.shared();
    try (Scratch scratch = Scratch.make();
        S3Client sdk = sdk(server.endpoint());
        Catalog catalog =
            Catalog.open(
                CatalogSettings.of(scratch.make("c").resolve("catalog.db").toString(), "", "main"),
                InstantSource.system())) {
      var bench = new S3Throughput(sdk, catalog, URI.create(server.url("bench")));
      bench.compare("99 objects of 300 KB", 99, 300 << 10, rounds);
      bench.compare("3 objects of 48 MB", 3, 48 << 20, rounds);
    }
  }

  private static S3Client sdk(URI endpoint) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .build();
  }

  /** In turn, so that both see the same machine; the first round warms up and does not count. */
  private void compare(String what, int objects, int size, int rounds) throws IOException {
    byte[] content = new byte[size];
    new Random(7).nextBytes(content);
    double[] seconds = new double[4];
    for (int round = 0; round <= rounds; round++) {
      String name = size + "-" + round;
      double[] taken = {
        timed(() -> sdkPuts(name, objects, content)),
        timed(() -> leatPuts(name, objects, content)),
        timed(() -> sdkGets(name, objects)),
        timed(() -> leatGets(name, objects)),
      };
      for (int part = 0; round > 0 && part < seconds.length; part++) {
        seconds[part] += taken[part];
      }
    }
    double megabytes = (double) objects * size * rounds / (1 << 20);
    System.out.printf(
        "%s, written: SDK %.1f MB/s, Leat %.1f MB/s, %.0f %%%n",
        what, megabytes / seconds[0], megabytes / seconds[1], 100 * seconds[0] / seconds[1]);
    System.out.printf(
        "%s, read: SDK %.1f MB/s, Leat %.1f MB/s, %.0f %%%n",
        what, megabytes / seconds[2], megabytes / seconds[3], 100 * seconds[2] / seconds[3]);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static double timed(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private interface Act {
    void run(int number) throws IOException;
  }

  /** Several at once, as a fetch does it. */
  private static void all(int objects, Act act) throws IOException {
    List<Callable<Integer>> acts = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      int number = i;
      acts.add(
          () -> {
            act.run(number);
            return number;
          });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Integer> done : pool.invokeAll(acts)) {
        done.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    }
  }

  private void sdkPuts(String name, int objects, byte[] content) throws IOException {
    all(
        objects,
        i ->
            sdk.putObject(
                it -> it.bucket(S3Server.BUCKET).key("sdk/" + name + "/" + i),
                RequestBody.fromBytes(content)));
  }

  private void sdkGets(String name, int objects) throws IOException {
    all(
        objects,
        i -> {
          String key = "sdk/" + name + "/" + i;
          try (InputStream input = sdk.getObject(it -> it.bucket(S3Server.BUCKET).key(key))) {
            input.transferTo(OutputStream.nullOutputStream());
          }
        });
  }

  private static DatasetId dataset(String name, int number) {
    return new DatasetId("bench", "match", Keys.of("round", name).with("match_id", number));
  }

  private void leatPuts(String name, int objects, byte[] content) throws IOException {
    all(
        objects / FEEDS.size(),
        i -> {
          Draft draft = store.draft(dataset(name, i), lease);
          for (FeedVersion feed : FEEDS) {
            try (Draft.Incoming incoming = draft.receive(feed, "json")) {
              incoming.sink().write(content);
              incoming.land(Provenance.local(null, AT));
            }
          }
          draft.commit(
              new Description(name, DatasetState.COMPLETE, Map.of()),
              new Origin(Origin.Kind.TASK, "bench"));
        });
  }

  /** Reading to the end proves the hash. */
  private void leatGets(String name, int objects) throws IOException {
    all(
        objects / FEEDS.size(),
        i -> {
          for (StoredFile file : store.dataset(dataset(name, i)).orElseThrow().files()) {
            try (InputStream input = store.open(file)) {
              input.transferTo(OutputStream.nullOutputStream());
            }
          }
        });
  }
}
