package dev.leat.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Upload;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.core.store.Manifest.FileEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ManifestTest {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00.123456Z");

  private final FileStore store = new MemoryFileStore(InstantSource.fixed(NOON));

  @Test
  void readsLikeWhatItSays() {
    var file =
        new FileEntry(
            FeedVersion.parse("events__v1"),
            "json",
            new StoredBytes("a/0/events__v1.json.zst", Codec.ZSTD, "aa", 3208529, "bb", 304000),
            "https://example.org/events/7.json",
            "\"etag\"",
            null,
            NOON,
            NOON,
            Map.of());
    var manifest =
        new Manifest(
            "main",
            new DatasetId("statsbomb", "match", Keys.of("season_id", 90).with("id", "7")),
            "A - B",
            DatasetState.COMPLETE,
            Map.of("score", "2-1", "date", "2024-05-01"),
            0,
            NOON,
            Map.of(),
            List.of(file));

    assertThat(new String(ManifestJson.write(manifest), UTF_8))
        .isEqualTo(
            """
            {"manifest":1,"bucket":"main","source":"statsbomb","type":"match",\
            "keys":{"season_id":90,"id":"7"},"name":"A - B","state":"COMPLETE",\
            "metadata":{"date":"2024-05-01","score":"2-1"},"revision":0,\
            "created":"2024-05-01T12:00:00.123456Z","notes":{},"files":[{"id":"events__v1",\
            "format":"json","path":"a/0/events__v1.json.zst","codec":"zstd","sha256":"aa",\
            "size":3208529,"stored_sha256":"bb","stored_size":304000,\
            "url":"https://example.org/events/7.json","etag":"\\"etag\\"",\
            "modified":"2024-05-01T12:00:00.123456Z","fetched":"2024-05-01T12:00:00.123456Z",\
            "notes":{}}]}\
            """);
  }

  @Property(tries = 200)
  void comesBackAsItWasWritten(@ForAll("manifests") Manifest manifest) {
    Manifest back = ManifestJson.read(ManifestJson.write(manifest));

    assertThat(back).isEqualTo(manifest);
    assertThat(back.dataset().keys().values()).isEqualTo(manifest.dataset().keys().values());
    assertThat(back.dataset().keys().names()).isEqualTo(manifest.dataset().keys().names());
  }

  @Provide
  static Arbitrary<Manifest> manifests() {
    Arbitrary<String> text = Arbitraries.strings().excludeChars('\ud800', '\udfff').ofMaxLength(20);
    Arbitrary<Map<String, String>> texts = Arbitraries.maps(text, text).ofMaxSize(4);
    Arbitrary<KeyValue> value =
        Arbitraries.oneOf(
            Arbitraries.longs().map(KeyValue::of), text.map(each -> KeyValue.of(each)));
    Arbitrary<DatasetId> id =
        Combinators.combine(text, text, Arbitraries.maps(text, value).ofMaxSize(3))
            .as((source, type, keys) -> new DatasetId(source, type, Keys.of(keys)));
    Arbitrary<Instant> time =
        Arbitraries.longs().between(0, 4_000_000_000_000_000L).map(ManifestTest::micros);
    return Combinators.combine(
            text,
            id,
            text,
            Arbitraries.of(DatasetState.class),
            texts,
            Arbitraries.integers().between(0, 9999),
            time,
            files(text, texts, time).list().ofMaxSize(3))
        .as(
            (bucket, dataset, name, state, metadata, revision, created, files) ->
                new Manifest(
                    bucket, dataset, name, state, metadata, revision, created, metadata, files));
  }

  private static Instant micros(long since) {
    return Instant.ofEpochSecond(since / 1_000_000, since % 1_000_000 * 1000);
  }

  private static Arbitrary<FileEntry> files(
      Arbitrary<String> text, Arbitrary<Map<String, String>> texts, Arbitrary<Instant> time) {
    Arbitrary<StoredBytes> stored =
        Combinators.combine(
                text,
                Arbitraries.of(Codec.class),
                text,
                Arbitraries.longs(),
                text,
                Arbitraries.longs())
            .as(StoredBytes::new);
    return Combinators.combine(
            stored,
            text.injectNull(0.5),
            text.injectNull(0.5),
            text.injectNull(0.5),
            time.injectNull(0.5),
            time,
            texts)
        .as(
            (bytes, url, etag, lastModified, modified, fetched, notes) ->
                new FileEntry(
                    new FeedVersion("events", "v1"),
                    "json",
                    bytes,
                    url,
                    etag,
                    lastModified,
                    modified,
                    fetched,
                    notes));
  }

  @Test
  void replacesWhatAnInterruptedTryLeft() throws IOException {
    Manifest first = manifest(1);
    Manifest second = manifest(2);

    first.write(store, "a/0");
    second.write(store, "a/0");

    assertThat(Manifest.read(store, "a/0/_leat.json")).isEqualTo(second);
  }

  @Test
  void ignoresWhatALaterVersionAdds() {
    String json = new String(ManifestJson.write(manifest(1)), UTF_8);
    String later = json.replaceFirst("\\{", "{\"later\": {\"a\": [1, null, true, 2.5]},");

    assertThat(ManifestJson.read(later.getBytes(UTF_8))).isEqualTo(manifest(1));
  }

  @Test
  void saysWhatIsWrongWithADamagedOne() throws IOException {
    assertDamaged("", "it is empty");
    assertDamaged("[]", "an object is missing");
    assertDamaged("{}", "'bucket' is missing");
    String json = new String(ManifestJson.write(manifest(1)), UTF_8);
    assertDamaged(json.replace("\"created\":\"2", "\"created\":\"x"), "could not be parsed");
    assertDamaged(json.substring(0, 40), "it is not JSON: Unexpected end");
  }

  private void assertDamaged(String json, String finding) throws IOException {
    try (Upload upload = store.create("x/_leat.json")) {
      upload.write(json.getBytes(UTF_8));
      upload.commit();
    }
    assertThatThrownBy(() -> Manifest.read(store, "x/_leat.json"))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.code()).isEqualTo(FileError.FILE_CORRUPT))
        .hasMessageStartingWith("x/_leat.json in memory:/ is damaged: it is no manifest: ")
        .hasMessageContaining(finding);
    store.delete("x/_leat.json");
  }

  private static Manifest manifest(int revision) {
    return new Manifest(
        "main",
        new DatasetId("s", "t", Keys.NONE),
        "",
        DatasetState.PARTIAL,
        Map.of(),
        revision,
        NOON,
        Map.of("run", "r1"),
        List.of());
  }
}
