package dev.leat.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.FileStore;
import dev.leat.api.LeatException;
import dev.leat.testkit.store.FaultyFileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
  private static final int SIZE = 1000;

  private final AtomicLong seconds = new AtomicLong(1_700_000_000);
  private final InstantSource clock = () -> Instant.ofEpochSecond(seconds.incrementAndGet());
  private final FileStore remote = new MemoryFileStore(clock);

  @TempDir Path folder;

  @Test
  void givesTheFileItselfWhereTheStoreIsLocal() throws IOException {
    FileStore local = new LocalFileStore(folder.resolve("store"));
    StoredBytes stored = put(local, 1);
    Spool spool = spool(SIZE);

    try (Spool.Held held = spool.local(local, stored)) {
      assertThat(held.path()).isEqualTo(folder.resolve("store/a/1__v1.json"));
    }
    assertThat(folder.resolve("spool")).doesNotExist();

    Files.write(folder.resolve("store/a/1__v1.json"), new byte[SIZE]);
    assertThatThrownBy(() -> spool.local(local, stored))
        .hasMessageContaining("a/1__v1.json in " + local.root() + " is damaged: its bytes hash to");
  }

  @Test
  void copiesARemoteFileOnce() throws IOException {
    var counting = FaultyFileStore.counting(remote);
    StoredBytes stored = put(remote, 1);
    Spool spool = spool(10 * SIZE);

    Path path = use(spool, counting, stored);
    int once = counting.operations();

    assertThat(path)
        .hasParent(folder.resolve("spool"))
        .hasFileName(stored.storedSha256() + ".json");
    assertThat(Files.readAllBytes(path)).isEqualTo(body(1));
    assertThat(use(spool, counting, stored)).isEqualTo(path);
    assertThat(use(spool(10 * SIZE), counting, stored)).isEqualTo(path);
    assertThat(counting.operations()).isEqualTo(once);
  }

  @Test
  void copiesAgainWhatWasDamaged() throws IOException {
    StoredBytes stored = put(remote, 1);
    Spool spool = spool(10 * SIZE);
    Path path = use(spool, remote, stored);
    Files.write(path, new byte[SIZE]);

    assertThat(Files.readAllBytes(use(spool, remote, stored))).isEqualTo(body(1));
  }

  @Test
  void refusesARemoteFileThatIsDamaged() throws IOException {
    StoredBytes stored = put(remote, 1);
    var other = new StoredBytes(stored.path(), Codec.NONE, "00", SIZE, "00", SIZE);

    assertThatThrownBy(() -> spool(10 * SIZE).local(remote, other))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.code()).isEqualTo(FileError.FILE_CORRUPT));
    assertThat(spooled()).isEmpty();
  }

  @Test
  void removesWhatWasUsedLongestAgo() throws IOException {
    Spool spool = spool(3 * SIZE);
    Path first = use(spool, remote, put(remote, 1));
    Path second = use(spool, remote, put(remote, 2));
    use(spool, remote, put(remote, 3));
    use(spool, remote, stored(1));
    use(spool, remote, put(remote, 4));

    assertThat(spooled()).hasSize(3);
    assertThat(first).exists();
    assertThat(second).doesNotExist();

    Spool later = spool(2 * SIZE);
    use(later, remote, put(remote, 5));
    assertThat(spooled()).hasSize(2).doesNotContain(first);
  }

  @Test
  void keepsWhatIsHeldAndSaysWhenNothingElseFits() throws IOException {
    Spool spool = spool(2 * SIZE);
    StoredBytes third = put(remote, 3);
    try (Spool.Held one = spool.local(remote, put(remote, 1));
        Spool.Held two = spool.local(remote, put(remote, 2))) {
      assertThatThrownBy(() -> spool.local(remote, third))
          .isInstanceOfSatisfying(
              LeatException.class,
              e -> {
                assertThat(e.code()).isEqualTo(FileError.SPOOL_FULL);
                assertThat(e.problem())
                    .isEqualTo(
                        "the cache of remote files in "
                            + folder.resolve("spool")
                            + " may hold 2000 bytes, too few for the files that are read together");
                assertThat(e.remedy()).isEqualTo("raise its limit, or load fewer files at once");
              });
      assertThat(one.path()).exists();
      assertThat(two.path()).exists();
    }
    assertThat(use(spool, remote, third)).exists();
    assertThat(spooled()).hasSize(2);
  }

  @Test
  void removesWhatAKilledProcessLeftUnfinished() throws IOException {
    Path left = Files.createDirectories(folder.resolve("spool")).resolve(".1.leat-tmp");
    Files.write(left, new byte[10 * SIZE]);
    Files.setLastModifiedTime(left, FileTime.from(clock.instant().minus(Duration.ofHours(2))));
    Path others = Files.createFile(folder.resolve("spool").resolve(".2.leat-tmp"));
    Files.setLastModifiedTime(others, FileTime.from(clock.instant()));

    use(spool(SIZE), remote, put(remote, 1));

    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  private Spool spool(long bytesMax) {
    return new Spool(folder.resolve("spool"), bytesMax, clock);
  }

  private static Path use(Spool spool, FileStore store, StoredBytes stored) {
    try (Spool.Held held = spool.local(store, stored)) {
      return held.path();
    }
  }

  private List<Path> spooled() throws IOException {
    Path spool = folder.resolve("spool");
    if (!Files.exists(spool)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(spool)) {
      return files.toList();
    }
  }

  private static StoredBytes put(FileStore store, int number) {
    try (Deposit deposit = Deposit.begin(store, path(number), Codec.NONE)) {
      deposit.write(body(number));
      return deposit.land();
    }
  }

  private static StoredBytes stored(int number) {
    return put(new MemoryFileStore(InstantSource.fixed(Instant.EPOCH)), number);
  }

  private static String path(int number) {
    return "a/" + number + "__v1.json";
  }

  private static byte[] body(int number) {
    return ("%" + SIZE + "d").formatted(number).getBytes(UTF_8);
  }
}
