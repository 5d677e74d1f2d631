package dev.leat.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Blame;
import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.LeatException;
import dev.leat.testkit.store.FaultyFileStore;
import dev.leat.testkit.store.FaultyFileStore.Crash;
import dev.leat.testkit.store.FaultyFileStore.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets every operation of a deposit go wrong in turn, and looks at what is left. */
@Tag("faults")
final class DepositFaultsTest {
  private static final byte[] BODY =
      "{\"id\": 1, \"type\": \"Pass\"}\n".repeat(20_000).getBytes(UTF_8);
  private static final String EARLIER = "a/0/events__v1.json";
  private static final String PATH = "a/1/events__v1.json";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ZSTD, FAIL", "ZSTD, CRASH_BEFORE", "ZSTD, CRASH_AFTER",
    "GZIP, FAIL", "GZIP, CRASH_BEFORE", "GZIP, CRASH_AFTER",
    "NONE, FAIL", "NONE, CRASH_BEFORE", "NONE, CRASH_AFTER"
  })
  void leavesAWholeFileOrNoneAndARerunSucceeds(Codec codec, Fault fault) throws IOException {
    int n = 0;
    boolean struck;
    do {
      n++;
      FileStore store = new LocalFileStore(folder.resolve(n + ""));
      StoredBytes earlier = land(store, EARLIER, codec);
      var faulty = new FaultyFileStore(store, fault, n);

      boolean landed = attempt(faulty, codec);
      struck = faulty.struck();

      expectWhole(store, earlier);
      assertThat(landed).as("operation %s", n).isEqualTo(!struck);
      rerun(store, codec);
      assertThat(entries(store)).hasSize(2);
    } while (struck);
    assertThat(n).isGreaterThan(4);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void showsNothingOfADepositThatWasDiscarded(Fault fault) throws IOException {
    int n = 0;
    boolean struck;
    do {
      n++;
      FileStore store = new LocalFileStore(folder.resolve(n + ""));
      var faulty = new FaultyFileStore(store, fault, n);
      try (Deposit deposit = Deposit.begin(faulty, PATH, Codec.ZSTD)) {
        deposit.write(BODY);
        deposit.finish();
      } catch (LeatException | Crash e) {
        assertThat(faulty.struck()).isTrue();
      }
      struck = faulty.struck();

      assertThat(entries(store)).allMatch(Entry::unfinished).hasSizeLessThan(struck ? 2 : 1);
      rerun(store, Codec.ZSTD);
      assertThat(entries(store)).hasSize(1);
    } while (struck);
    assertThat(n).isGreaterThan(3);
  }

  private static boolean attempt(FileStore store, Codec codec) {
    try {
      land(store, PATH, codec);
      return true;
    } catch (LeatException e) {
      assertThat(e.blame()).isEqualTo(Blame.CAPACITY);
      return false;
    } catch (Crash e) {
      return false;
    }
  }

  private static StoredBytes land(FileStore store, String path, Codec codec) {
    try (Deposit deposit = Deposit.begin(store, path, codec)) {
      deposit.write(BODY);
      return deposit.land();
    }
  }

  private static void rerun(FileStore store, Codec codec) throws IOException {
    for (Entry left : entries(store)) {
      if (left.unfinished()) {
        store.delete(left.path());
      }
    }
    String path = PATH + codec.extension();
    if (store.size(path).isEmpty()) {
      land(store, PATH, codec);
    }
    try (InputStream stored = store.open(path);
        InputStream content = codec.decode(stored)) {
      assertThat(content.readAllBytes()).isEqualTo(BODY);
    }
  }

  private static void expectWhole(FileStore store, StoredBytes stored) throws IOException {
    try (InputStream content = StoredReader.open(store, stored)) {
      assertThat(content.readAllBytes()).isEqualTo(BODY);
    }
  }

  private static List<Entry> entries(FileStore store) throws IOException {
    try (Stream<Entry> entries = store.list("")) {
      return entries.toList();
    }
  }
}
