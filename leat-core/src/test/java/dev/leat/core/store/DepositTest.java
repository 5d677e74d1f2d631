package dev.leat.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Blame;
import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.LeatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DepositTest {
  private static final String PATH = "main/s/t/0/events__v1.json";

  private final FileStore store = new MemoryFileStore(InstantSource.fixed(Instant.EPOCH));

  @ParameterizedTest
  @EnumSource(Codec.class)
  void encodesAndKnowsBothHashesAndSizes(Codec codec) throws IOException {
    byte[] json = json(300_000);

    StoredBytes stored = land(PATH, codec, json);

    assertThat(stored.path()).isEqualTo(PATH + codec.extension());
    assertThat(stored.codec()).isEqualTo(codec);
    assertThat(stored.sha256()).isEqualTo(sha256(json));
    assertThat(stored.size()).isEqualTo(json.length);
    byte[] raw = raw(stored.path());
    assertThat(stored.storedSha256()).isEqualTo(sha256(raw));
    assertThat(stored.storedSize()).isEqualTo(raw.length);
    assertThat(content(stored)).isEqualTo(json);
    if (codec != Codec.NONE) {
      assertThat(raw.length).isLessThan(json.length / 5);
    }
  }

  @Test
  void isInvisibleUntilItLands() throws IOException {
    try (Deposit deposit = Deposit.begin(store, PATH, Codec.ZSTD)) {
      deposit.write(json(200_000));
      StoredBytes finished = deposit.finish();

      assertThat(store.size(finished.path())).isEmpty();
      assertThat(deposit.finish()).isSameAs(finished);
      assertThat(deposit.land()).isEqualTo(finished);
      assertThat(store.size(finished.path())).contains(finished.storedSize());
    }
  }

  @Test
  void leavesNothingBehindWhenItIsClosedInsteadOfLanded() throws IOException {
    try (Deposit deposit = Deposit.begin(store, PATH, Codec.ZSTD)) {
      deposit.write(json(200_000));
      deposit.finish();
    }
    try (Deposit deposit = Deposit.begin(store, PATH, Codec.ZSTD)) {
      deposit.write(json(200_000));
    }

    assertThat(entries()).isEmpty();
  }

  @Test
  void touchesTheStoreOnlyWhenThereAreBytesToJudge() throws IOException {
    try (Deposit deposit = Deposit.begin(store, PATH, Codec.ZSTD)) {
      deposit.write(json(1000));

      assertThat(entries()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"a\": 1}"})
  void keepsWhatDoesNotShrinkPlain(String body) throws IOException {
    StoredBytes stored = land(PATH, Codec.ZSTD, body.getBytes(UTF_8));

    String hash = sha256(body.getBytes(UTF_8));
    assertThat(stored)
        .isEqualTo(new StoredBytes(PATH, Codec.NONE, hash, body.length(), hash, body.length()));
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void keepsNoisePlain(Codec codec) throws IOException {
    StoredBytes stored = land("a/0/noise__v1.bin", codec, noise(200_000));

    assertThat(stored.codec()).isEqualTo(Codec.NONE);
    assertThat(stored.path()).isEqualTo("a/0/noise__v1.bin");
    assertThat(content(stored)).isEqualTo(noise(200_000));
  }

  @Test
  void keepsCompressedFormatsPlainWhateverTheyHold() throws IOException {
    for (String format : new String[] {"parquet", "MP4", "zip", "xlsx", "pdf", "png", "avro"}) {
      StoredBytes stored = land("a/0/file__v1." + format, Codec.ZSTD, json(100_000));

      assertThat(stored.codec()).isEqualTo(Codec.NONE);
      assertThat(stored.storedSize()).isEqualTo(stored.size());
    }
    byte[] gzip = encoded(Codec.GZIP, json(100_000));
    assertThat(land("a/0/dump__v1.gz", Codec.ZSTD, gzip).codec()).isEqualTo(Codec.NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"ZSTD", "GZIP"})
  void keepsABodyThatCameCompressed(Codec codec) throws IOException {
    byte[] json = json(1_000_000);
    byte[] body = encoded(codec, json);

    for (Codec preferred : Codec.values()) {
      StoredBytes stored = land("a/" + preferred + "/x__v1.json", preferred, body);

      assertThat(stored.path()).isEqualTo("a/" + preferred + "/x__v1.json" + codec.extension());
      assertThat(stored.codec()).isEqualTo(codec);
      assertThat(stored.sha256()).isEqualTo(sha256(json));
      assertThat(stored.size()).isEqualTo(json.length);
      assertThat(stored.storedSha256()).isEqualTo(sha256(body));
      assertThat(raw(stored.path())).isEqualTo(body);
      assertThat(content(stored)).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"ZSTD", "GZIP"})
  void readsSeveralCompressedPartsInOneBody(Codec codec) throws IOException {
    var body = new ByteArrayOutputStream();
    var whole = new ByteArrayOutputStream();
    for (int i = 0; i < 5; i++) {
      byte[] part = json(i * 40_000);
      whole.write(part);
      body.write(encoded(codec, part));
    }

    StoredBytes stored = land(PATH, Codec.NONE, body.toByteArray());

    assertThat(stored.codec()).isEqualTo(codec);
    assertThat(stored.sha256()).isEqualTo(sha256(whole.toByteArray()));
    assertThat(content(stored)).isEqualTo(whole.toByteArray());
  }

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"ZSTD", "GZIP"})
  void keepsACompressedBodyThatDoesNotDecodeAsItIs(Codec codec) throws IOException {
    byte[] body = encoded(codec, json(500_000));
    byte[] cut = Arrays.copyOf(body, body.length - 5);
    byte[] longer = Arrays.copyOf(body, body.length + 3);
    byte[] flipped = body.clone();
    flipped[body.length / 2] ^= 0x55;
    flipped[body.length / 2 + 1] ^= 0x55;

    for (byte[] broken : new byte[][] {cut, longer, flipped}) {
      StoredBytes stored = land(PATH, Codec.ZSTD, broken);

      assertThat(stored.codec()).isEqualTo(Codec.NONE);
      assertThat(stored.sha256()).isEqualTo(sha256(broken)).isEqualTo(stored.storedSha256());
      assertThat(content(stored)).isEqualTo(broken);
      store.delete(stored.path());
    }
  }

  @Test
  void keepsABodyThatWasGzippedForItsWay() throws IOException {
    byte[] json = json(300_000);
    try (Deposit deposit = Deposit.begin(store, PATH, Codec.ZSTD).gzippedInTransit()) {
      deposit.write(encoded(Codec.GZIP, json));
      StoredBytes stored = deposit.land();

      assertThat(stored.codec()).isEqualTo(Codec.GZIP);
      assertThat(stored.sha256()).isEqualTo(sha256(json));
    }
  }

  @Test
  void unpacksACompressedFormatThatWasGzippedForItsWay() throws IOException {
    byte[] parquet = noise(300_000);
    String path = "a/0/x__v1.parquet";
    try (Deposit deposit = Deposit.begin(store, path, Codec.ZSTD).gzippedInTransit()) {
      deposit.write(encoded(Codec.GZIP, parquet));
      StoredBytes stored = deposit.land();

      assertThat(stored.path()).isEqualTo(path);
      assertThat(raw(path)).isEqualTo(parquet);
      assertThat(stored.storedSha256()).isEqualTo(sha256(parquet));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/0/x__v1.json", "a/0/x__v1.parquet"})
  void refusesABodyThatWasDamagedOnItsWay(String path) throws IOException {
    byte[] body = encoded(Codec.GZIP, json(300_000));
    try (Deposit deposit = Deposit.begin(store, path, Codec.ZSTD).gzippedInTransit()) {
      deposit.write(body, 0, body.length - 1);

      assertThatThrownBy(deposit::finish)
          .isInstanceOfSatisfying(
              LeatException.class,
              e -> {
                assertThat(e.blame()).isEqualTo(Blame.SOURCE);
                assertThat(e.problem())
                    .isEqualTo("the gzipped body of " + path + " is cut short or damaged");
                assertThat(e.remedy())
                    .isEqualTo(
                        "run again; if it comes back, ask the provider: what it sends cannot be"
                            + " unpacked");
              });
      assertThatThrownBy(deposit::land).isInstanceOf(IllegalStateException.class);
    }
    assertThat(entries()).isEmpty();
  }

  @Test
  void isTheSameHoweverTheBytesCome() throws IOException {
    byte[] json = json(400_000);
    StoredBytes whole = land("a/0/x__v1.json", Codec.ZSTD, json);

    try (Deposit deposit = Deposit.begin(store, "a/1/x__v1.json", Codec.ZSTD)) {
      var random = new Random(7);
      int at = 0;
      while (at < json.length) {
        int length = Math.min(json.length - at, random.nextInt(100_000));
        deposit.write(json, at, length);
        at += length;
        if (at < json.length) {
          deposit.write(json[at++]);
        }
      }
      StoredBytes pieces = deposit.land();
      assertThat(pieces).isEqualTo(whole.at("a/1/x__v1.json.zst"));
    }
  }

  @Test
  void staysOpenWhenForeignCodeClosesItsSink() throws IOException {
    try (Deposit deposit = Deposit.begin(store, PATH, Codec.NONE)) {
      try (OutputStream sink = deposit.sink()) {
        sink.write("{\"a\":".getBytes(UTF_8));
        sink.write('1');
      }
      deposit.write('}');
      deposit.land();
    }

    assertThat(raw(PATH)).asString(UTF_8).isEqualTo("{\"a\":1}");
  }

  @Test
  void refusesAPathThatIsTaken() throws IOException {
    land(PATH, Codec.NONE, json(10));

    try (Deposit deposit = Deposit.begin(store, PATH, Codec.NONE)) {
      deposit.write(json(20));
      assertThatThrownBy(deposit::land)
          .isInstanceOfSatisfying(
              LeatException.class,
              e -> {
                assertThat(e.code()).isEqualTo(FileError.FILE_PATH_TAKEN);
                assertThat(e.problem())
                    .isEqualTo(
                        PATH + " is in memory:/ already, and a stored file is never overwritten");
              });
    }
    assertThat(raw(PATH)).isEqualTo(json(10));
  }

  @Test
  void refusesAPathThatLeadsOutside() {
    assertThatThrownBy(() -> Deposit.begin(store, "a/../../b.json", Codec.NONE))
        .isInstanceOf(LeatException.class)
        .hasMessage("the path 'a/../../b.json' is refused: it leads elsewhere by '..'");
  }

  private StoredBytes land(String path, Codec codec, byte[] body) {
    try (Deposit deposit = Deposit.begin(store, path, codec)) {
      deposit.write(body);
      return deposit.land();
    }
  }

  private byte[] content(StoredBytes stored) throws IOException {
    StoredReader.verifyStored(store, stored);
    try (InputStream input = StoredReader.open(store, stored)) {
      return input.readAllBytes();
    }
  }

  private byte[] raw(String path) throws IOException {
    try (InputStream input = store.open(path)) {
      return input.readAllBytes();
    }
  }

  private Stream<Entry> entries() throws IOException {
    return store.list("");
  }

  private static byte[] encoded(Codec codec, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream encoder = codec.encode(bytes)) {
      encoder.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] json(int about) {
    var text = new StringBuilder("[");
    IntStream.iterate(0, i -> text.length() < about, i -> i + 1)
        .forEach(i -> text.append("{\"id\": ").append(i).append(", \"type\": \"Pass\"},\n"));
    return text.append("null]").toString().getBytes(UTF_8);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(42).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Tally.sha256().digest(bytes));
  }
}
