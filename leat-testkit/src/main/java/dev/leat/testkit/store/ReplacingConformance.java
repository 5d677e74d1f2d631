package dev.leat.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.FileStore;
import dev.leat.api.FileStore.Entry;
import dev.leat.api.FileStore.Upload;
import dev.leat.api.LeatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every file store must do with a file that takes the place of another. */
interface ReplacingConformance {
  int WHOLE = 30_000;

  /** The store under test, empty, the same during one test; the implementor closes it. */
  FileStore store();

  /** Whether content can be read again; a store that discards must refuse to open instead. */
  default boolean keepsContent() {
    return true;
  }

  /** Whether the server behind the store lets a file be replaced while it is read. */
  default boolean replacesUnderReaders() {
    return true;
  }

  @Test
  default void replacesAFileAtTheCommit() throws Exception {
    put("a/file.json", "first".getBytes(UTF_8));

    try (Upload upload = store().replace("a/file.json")) {
      upload.write("the second".getBytes(UTF_8));
      assertContent("a/file.json", "first".getBytes(UTF_8));
      upload.commit();
    }

    assertContent("a/file.json", "the second".getBytes(UTF_8));
    assertThat(entries("")).hasSize(1);
  }

  @Test
  default void keepsTheOldFileWhereAReplacementIsGivenUp() throws Exception {
    put("a/file.json", "first".getBytes(UTF_8));

    try (Upload upload = store().replace("a/file.json")) {
      upload.write("the second".getBytes(UTF_8));
    }

    assertContent("a/file.json", "first".getBytes(UTF_8));
    assertThat(entries("")).hasSize(1);
  }

  @Test
  default void makesTheFileWhereThereIsNoneToReplace() throws Exception {
    byte[] content = pattern(20 << 20);
    replace("a/b/file.json", content);
    assertContent("a/b/file.json", content);
    replace("a/b/file.json", Arrays.copyOf(content, 10 << 20));
    assertContent("a/b/file.json", Arrays.copyOf(content, 10 << 20));
    assertThat(entries("")).hasSize(1);
  }

  @Test
  default void showsTheOldFileOrTheNewWhileItIsReplaced() throws Exception {
    replace("a/file", wholeOf(0));
    inParallel(
        4,
        number -> {
          for (int i = 0; i < 5; i++) {
            if (number % 2 == 0) {
              replace("a/file", wholeOf(number));
            } else if (keepsContent() && replacesUnderReaders()) {
              try (InputStream input = store().open("a/file")) {
                byte[] found = input.readAllBytes();
                assertThat(Arrays.equals(found, wholeOf(found[0]))).isTrue();
              }
            }
          }
          return null;
        });
    assertThat(entries("")).hasSize(1);
    long size = store().size("a/file").orElseThrow();
    assertContent("a/file", wholeOf((int) size - WHOLE));
  }

  private static byte[] wholeOf(int number) {
    byte[] content = new byte[WHOLE + number];
    Arrays.fill(content, (byte) number);
    return content;
  }

  static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }
    return bytes;
  }

  /** Writes a file whole. */
  default void put(String path, byte[] content) throws IOException {
    try (Upload upload = store().create(path)) {
      upload.write(content);
      upload.commit();
    }
  }

  default void replace(String path, byte[] content) throws IOException {
    try (Upload upload = store().replace(path)) {
      upload.write(content);
      upload.commit();
    }
  }

  default void assertContent(String path, byte[] content) throws IOException {
    assertThat(store().size(path)).contains((long) content.length);
    if (!keepsContent()) {
      assertThatThrownBy(() -> store().open(path)).isInstanceOf(LeatException.class);
      return;
    }
    try (InputStream input = store().open(path)) {
      assertThat(input.readAllBytes()).isEqualTo(content);
    }
    Optional<Path> local = store().local(path);
    if (local.isPresent()) {
      assertThat(Files.readAllBytes(local.get())).isEqualTo(content);
    }
  }

  default List<Entry> entries(String folder) throws IOException {
    try (Stream<Entry> entries = store().list(folder)) {
      return entries.toList();
    }
  }

  /** One act of many that run at once; null for no result. */
  @FunctionalInterface
  interface Act {
    @Nullable Integer run(int number) throws Exception;
  }

  static List<Optional<Integer>> inParallel(int threads, Act act) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Optional<Integer>>> acts = new ArrayList<>();
      IntStream.range(0, threads)
          .forEach(number -> acts.add(() -> Optional.ofNullable(act.run(number))));
      List<Optional<Integer>> results = new ArrayList<>();
      for (Future<Optional<Integer>> done : pool.invokeAll(acts)) {
        results.add(done.get());
      }
      return results;
    }
  }
}
