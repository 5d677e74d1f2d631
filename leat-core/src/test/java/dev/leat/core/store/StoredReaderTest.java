package dev.leat.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Blame;
import dev.leat.api.FileStore;
import dev.leat.api.LeatException;
import dev.leat.testkit.store.FaultyFileStore;
import dev.leat.testkit.store.FaultyFileStore.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StoredReaderTest {
  private static final byte[] BODY = "{\"type\": \"Pass\"}\n".repeat(20_000).getBytes(UTF_8);
  private static final String REMEDY =
      "run `leat doctor --verify`: it finds every damaged file and says what to do about each";

  @TempDir Path folder;
  private FileStore store;

  @BeforeEach
  void openStore() {
    store = new LocalFileStore(folder);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void findsEveryKindOfDamage(Codec codec) throws IOException {
    StoredBytes stored = land(codec);
    Path file = folder.resolve(stored.path());
    byte[] bytes = Files.readAllBytes(file);
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 0x20;

    for (byte[] damaged :
        new byte[][] {
          flipped,
          Arrays.copyOf(bytes, bytes.length - 1),
          Arrays.copyOf(bytes, bytes.length + 1),
          new byte[0]
        }) {
      Files.write(file, damaged);

      assertDamaged(() -> StoredReader.verifyStored(store, stored));
      if (damaged.length <= bytes.length) {
        assertDamaged(() -> readAll(stored));
      }
    }
    Files.write(file, bytes);
    StoredReader.verifyStored(store, stored);
    assertThat(readAll(stored)).isEqualTo(BODY);
  }

  private static void assertDamaged(ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo(FileError.FILE_CORRUPT);
              assertThat(e.blame()).isEqualTo(Blame.DATA);
              assertThat(e.remedy()).isEqualTo(REMEDY);
            });
  }

  @Test
  void namesTheFileAndTheDamage() throws IOException {
    StoredBytes stored = land(Codec.ZSTD);
    var wrong =
        new StoredBytes(stored.path(), Codec.ZSTD, "00", BODY.length, "11", stored.storedSize());
    var longer = new StoredBytes(stored.path(), Codec.ZSTD, stored.sha256(), 7, "11", 8);
    String file = "a/events__v1.json.zst in " + store.root() + " is damaged: ";

    assertThatThrownBy(() -> readAll(wrong))
        .hasMessage(file + "its content hashes to " + stored.sha256() + ", not to 00");
    assertThatThrownBy(() -> StoredReader.verifyStored(store, wrong))
        .hasMessage(file + "its bytes hash to " + stored.storedSha256() + ", not to 11");
    assertThatThrownBy(() -> readAll(longer))
        .hasMessage(file + "its content has " + BODY.length + " bytes, not 7");
    assertThatThrownBy(() -> StoredReader.verifyStored(store, longer))
        .hasMessage(file + "it has " + stored.storedSize() + " bytes, not 8");
    Files.write(folder.resolve(stored.path()), new byte[] {1, 2, 3, 4, 5, 6});
    assertThatThrownBy(() -> readAll(stored)).hasMessage(file + "it does not decode as zstd");
  }

  @Test
  void saysThatARecordedFileIsMissing() throws IOException {
    StoredBytes stored = land(Codec.NONE);
    store.delete(stored.path());

    assertThatThrownBy(() -> readAll(stored))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo(FileError.FILE_MISSING);
              assertThat(e.problem())
                  .isEqualTo("a/events__v1.json is recorded but not in " + store.root());
              assertThat(e.remedy()).isEqualTo(REMEDY);
            });
    assertThatThrownBy(() -> StoredReader.verifyStored(store, stored))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.code()).isEqualTo(FileError.FILE_MISSING));
  }

  @Test
  void tellsTroubleOfTheStoreFromDamage() {
    StoredBytes stored = land(Codec.ZSTD);

    for (int n = 1; n <= 2; n++) {
      var faulty = new FaultyFileStore(store, Fault.FAIL, n);
      assertThatThrownBy(() -> StoredReader.open(faulty, stored).readAllBytes())
          .isInstanceOfSatisfying(
              LeatException.class,
              e -> assertThat(e.code()).isEqualTo(FileError.STORE_READ_FAILED));
    }
  }

  @Test
  void letsAReaderStopEarly() throws IOException {
    StoredBytes stored = land(Codec.ZSTD);

    try (InputStream content = StoredReader.open(store, stored)) {
      assertThat(content.read()).isEqualTo('{');
      assertThat(content.readNBytes(6)).asString(UTF_8).isEqualTo("\"type\"");
    }
  }

  private StoredBytes land(Codec codec) {
    try (Deposit deposit = Deposit.begin(store, "a/events__v1.json", codec)) {
      deposit.write(BODY);
      return deposit.land();
    }
  }

  private byte[] readAll(StoredBytes stored) throws IOException {
    try (InputStream content = StoredReader.open(store, stored)) {
      return content.readAllBytes();
    }
  }
}
