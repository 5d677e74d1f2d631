package dev.leat.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.FileStore.Entry;
import dev.leat.api.FileStore.Upload;
import dev.leat.api.LeatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every file store must do; a test class implements it and names its store. */
public interface FileStoreConformance extends ReplacingConformance {
  @Test
  default void showsAFileOnlyOnceItIsCommitted() throws Exception {
    try (Upload upload = store().create("a/b/file.json")) {
      upload.write("content".getBytes(UTF_8));

      assertAbsent("a/b/file.json");
      assertThat(finished("")).isEmpty();

      upload.commit();
    }
    assertContent("a/b/file.json", "content".getBytes(UTF_8));
    assertThat(finished("")).containsExactly("a/b/file.json");
    assertThat(unfinished()).isEmpty();
  }

  @Test
  default void leavesNothingBehindWhenAnUploadIsClosedWithoutCommit() throws Exception {
    try (Upload upload = store().create("a/b/file.json")) {
      upload.write(1);
    }

    assertAbsent("a/b/file.json");
    assertThat(entries("")).isEmpty();
  }

  @Test
  default void listsAnUnfinishedUploadAndDeletesIt() throws Exception {
    try (Upload upload = store().create("a/b/file.json")) {
      upload.write(1);
      List<String> unfinished = unfinished();

      assertThat(unfinished).hasSize(1).doesNotContain("a/b/file.json");
      assertThat(unfinished.getFirst()).startsWith("a/b/");

      store().delete(unfinished.getFirst());
      assertThatThrownBy(upload::commit).isInstanceOf(IOException.class);
    }
    assertThat(entries("")).isEmpty();
  }

  @Test
  default void neverOverwritesAFile() throws Exception {
    put("a/file.json", "first".getBytes(UTF_8));

    try (Upload upload = store().create("a/file.json")) {
      upload.write("second".getBytes(UTF_8));
      assertThatThrownBy(upload::commit).isInstanceOf(FileAlreadyExistsException.class);
    }

    assertContent("a/file.json", "first".getBytes(UTF_8));
    assertThat(entries("")).hasSize(1);
  }

  @Test
  default void letsExactlyOneOfManyUploadsOfAPathWin() throws Exception {
    List<Optional<Integer>> outcomes =
        ReplacingConformance.inParallel(
            16, number -> commits("a/b/file.json", number) ? number : null);

    List<Integer> winners = outcomes.stream().flatMap(Optional::stream).toList();
    assertThat(winners).hasSize(1);
    assertContent("a/b/file.json", contentOf(winners.getFirst()));
    assertThat(entries("")).hasSize(1);
  }

  private boolean commits(String path, int number) throws IOException {
    try (Upload upload = store().create(path)) {
      upload.write(contentOf(number));
      upload.commit();
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static byte[] contentOf(int number) {
    return ("content " + number).getBytes(UTF_8);
  }

  @Test
  default void createsFilesWhileOthersAreDeletedBesideThem() throws Exception {
    ReplacingConformance.inParallel(
        8,
        number -> {
          for (int i = 0; i < 50; i++) {
            put("a/b/c/" + number, contentOf(i));
            store().delete("a/b/c/" + number);
          }
          put("a/b/c/last-" + number, contentOf(number));
          return null;
        });

    assertThat(finished("a/b/c")).hasSize(8);
    assertThat(entries("")).hasSize(8);
  }

  @Test
  default void refusesPathsThatLeadElsewhere() {
    for (String path :
        List.of(
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "./a",
            "a/.",
            "..",
            "../a",
            "a/../b",
            "a/..",
            "a/../../b",
            "a\0b",
            "a\nb",
            "a\\..\\..\\b")) {
      assertRefused(path, () -> store().create(path));
      assertRefused(path, () -> store().replace(path));
      assertRefused(path, () -> store().open(path));
      assertRefused(path, () -> store().size(path));
      assertRefused(path, () -> store().delete(path));
      assertRefused(path, () -> store().local(path));
      if (!path.isEmpty()) {
        assertRefused(path, () -> store().list(path).close());
      }
    }
  }

  private static void assertRefused(String path, ThrowingCallable act) {
    assertThatThrownBy(act).as("'%s'", path).isInstanceOf(LeatException.class);
  }

  @Test
  default void listsEveryFileBelowAFolder() throws Exception {
    List<String> below = List.of("a/b/1", "a/b/2", "a/b/c/d/3");
    for (String path : below) {
      put(path, path.getBytes(UTF_8));
    }
    put("a/bc/4", new byte[7]);

    assertThat(finished("a/b")).containsExactlyInAnyOrderElementsOf(below);
    assertThat(finished("a")).hasSize(4);
    assertThat(entries("a/bc")).extracting(Entry::size).containsExactly(7L);
    assertThat(finished("a/nothing")).isEmpty();
    assertThat(finished("nothing")).isEmpty();
  }

  @Test
  default void listsLazily() throws Exception {
    for (int i = 0; i < 20; i++) {
      put("a/" + i % 5 + "/" + i, new byte[1]);
    }

    try (Stream<Entry> entries = store().list("")) {
      assertThat(entries.limit(3)).hasSize(3);
    }
  }

  @Test
  default void deletesAFileAndOnlyThat() throws Exception {
    put("a/b/1", new byte[1]);
    put("a/b/2", new byte[1]);

    store().delete("a/b/1");
    store().delete("a/b/1");
    store().delete("a/nothing");
    store().delete("a/b");
    store().delete("a/b/2/below");

    assertAbsent("a/b/1");
    assertThat(finished("")).containsExactly("a/b/2");
    store().delete("a/b/2");
    assertThat(entries("")).isEmpty();
  }

  @Test
  default void takesAPathAgainOnceItsFileIsDeleted() throws Exception {
    put("a/b/1", contentOf(1));
    store().delete("a/b/1");
    put("a/b/1", contentOf(2));

    assertContent("a/b/1", contentOf(2));
  }

  @Test
  default void saysThatAFileIsNotThere() throws Exception {
    assertAbsent("a");
    put("a/b", new byte[1]);
    assertAbsent("a");
    assertAbsent("a/b/c");
  }

  @Test
  default void keepsEveryKindOfContentAndName() throws Exception {
    byte[] all = new byte[256];
    IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
    for (String path :
        List.of("plain", "with space/50%/a=1", "%2E%2E/*?[x]", "été/日本", ".hidden")) {
      put(path, all);
      assertContent(path, all);
    }
    put("empty", new byte[0]);
    assertContent("empty", new byte[0]);
    assertThat(finished("")).hasSize(6).contains("été/日本");
  }

  @Test
  default void takesBytesInAnyPieces() throws Exception {
    byte[] pattern = ReplacingConformance.pattern(200_000);
    try (Upload upload = store().create("a")) {
      upload.write(pattern[0]);
      upload.write(pattern, 1, 9);
      upload.write(pattern, 10, 0);
      upload.write(pattern, 10, 150_000);
      upload.flush();
      upload.write(pattern, 150_010, 49_990);
      upload.commit();
    }

    assertContent("a", pattern);
  }

  @Test
  default void streamsABigFile() throws Exception {
    byte[] piece = ReplacingConformance.pattern(1 << 20);
    try (Upload upload = store().create("big")) {
      for (int i = 0; i < 24; i++) {
        upload.write(piece);
      }
      upload.commit();
    }

    assertThat(store().size("big")).contains(24L << 20);
    if (keepsContent()) {
      try (InputStream input = store().open("big")) {
        byte[] back = new byte[piece.length];
        for (int i = 0; i < 24; i++) {
          assertThat(input.readNBytes(back, 0, back.length)).isEqualTo(back.length);
          assertThat(Arrays.equals(back, piece)).isTrue();
        }
        assertThat(input.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  default void refusesAWriteAfterTheCommit() throws Exception {
    try (Upload upload = store().create("a")) {
      upload.write(1);
      upload.commit();
      assertThatThrownBy(() -> upload.write(2)).isInstanceOf(IOException.class);
    }

    assertThat(store().size("a")).contains(1L);
  }

  @Test
  default void tellsWhereItIsWithoutCredentials() {
    assertThat(store().root().isAbsolute()).isTrue();
    assertThat(store().root().getUserInfo()).isNull();
  }

  private void assertAbsent(String path) throws IOException {
    assertThat(store().size(path)).isEmpty();
    assertThat(store().local(path)).isEmpty();
    assertThatThrownBy(() -> store().open(path)).isInstanceOf(NoSuchFileException.class);
  }

  private List<String> finished(String folder) throws IOException {
    return entries(folder).stream().filter(e -> !e.unfinished()).map(Entry::path).toList();
  }

  private List<String> unfinished() throws IOException {
    return entries("").stream().filter(Entry::unfinished).map(Entry::path).toList();
  }
}
