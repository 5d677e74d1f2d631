package dev.leat.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Cursor;
import dev.leat.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageSpoolTest {
  private final ManualClock clock = ManualClock.start();

  @TempDir Path folder;

  @Test
  void goesOnFromTheLastCheckpoint() throws IOException {
    try (PageSpool first = open("basis")) {
      page(first, "[1]", "page 2");
      page(first, "[2]", "page 3");
      first.append("[half".getBytes(UTF_8));
    }

    try (PageSpool second = open("basis")) {
      assertThat(second.checkpoint()).isEqualTo(new Cursor("page 3"));
      assertThat(text(second)).isEqualTo("[1]\n[2]");
      page(second, "[3]", "page 4");
      assertThat(text(second)).isEqualTo("[1]\n[2]\n[3]");
    }
    try (PageSpool third = open("basis")) {
      assertThat(third.checkpoint()).isEqualTo(new Cursor("page 4"));
      assertThat(third.size()).isEqualTo(11);
    }
  }

  @Test
  void aLineThatWasCutShortIsNoCheckpoint() throws IOException {
    try (PageSpool first = open("basis")) {
      page(first, "[1]", "page 2");
    }
    Files.writeString(folder.resolve("x.pages"), "\n[2]", StandardOpenOption.APPEND);
    Files.writeString(folder.resolve("x.marks"), "7 17000", StandardOpenOption.APPEND);

    try (PageSpool second = open("basis")) {
      assertThat(second.checkpoint()).isEqualTo(new Cursor("page 2"));
      assertThat(text(second)).isEqualTo("[1]");
    }
  }

  @Test
  void bodiesThatAPowerCutTookAreFetchedAgain() throws IOException {
    try (PageSpool first = open("basis")) {
      page(first, "[1]", "page 2");
      page(first, "[2]", "page 3");
    }
    Files.writeString(folder.resolve("x.pages"), "[1");

    try (PageSpool second = open("basis")) {
      assertThat(second.checkpoint()).isEqualTo(Cursor.START);
      assertThat(second.size()).isZero();
    }
  }

  @Test
  void pagesOfSomethingElseAreDropped() throws IOException {
    try (PageSpool first = open("since 2024")) {
      page(first, "[1]", "page 2");
    }

    try (PageSpool second = open("since 2025")) {
      assertThat(second.checkpoint()).isEqualTo(Cursor.START);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void pagesOfAnotherTimeAreDropped() throws IOException {
    try (PageSpool first = open("basis")) {
      page(first, "[1]", "page 2");
    }
    clock.advance(PageSpool.AGE_MAX);
    try (PageSpool second = open("basis")) {
      assertThat(second.checkpoint()).isEqualTo(new Cursor("page 2"));
    }
    clock.advance(Duration.ofSeconds(1));
    try (PageSpool third = open("basis")) {
      assertThat(third.checkpoint()).isEqualTo(Cursor.START);
    }
  }

  @Test
  void aSinglePageNeverTouchesTheDisk() throws IOException {
    try (PageSpool spool = open("basis")) {
      spool.append("{\"a\":1}\n".getBytes(UTF_8));

      assertThat(text(spool)).isEqualTo("{\"a\":1}\n");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void discardedPagesLeaveNothingBehind() throws IOException {
    try (PageSpool spool = open("basis")) {
      page(spool, "[1]", "page 2");
      spool.discard();

      assertThat(folder).isEmptyDirectory();
      assertThat(spool.checkpoint()).isEqualTo(Cursor.START);
    }
  }

  private PageSpool open(String fingerprint) throws IOException {
    return PageSpool.open(folder, "x", fingerprint, clock);
  }

  private static void page(PageSpool spool, String body, String next) throws IOException {
    spool.append(body.getBytes(UTF_8));
    spool.checkpoint(new Cursor(next));
  }

  private static String text(PageSpool spool) throws IOException {
    var bytes = new ByteArrayOutputStream();
    spool.transferTo(bytes);
    return bytes.toString(UTF_8);
  }

  @Test
  void manyCheckpointsTakeLittleRoom() throws IOException {
    String known = "k".repeat(10_000);
    try (PageSpool first = open("basis")) {
      for (int i = 0; i < 500; i++) {
        page(first, "[]", known + i);
      }
      assertThat(Files.size(folder.resolve("x.marks"))).isLessThan(1_100_000);
    }
    try (PageSpool second = open("basis")) {
      assertThat(second.checkpoint()).isEqualTo(new Cursor(known + 499));
      page(second, "[]", "page 501");
    }
    try (PageSpool third = open("basis")) {
      assertThat(third.checkpoint()).isEqualTo(new Cursor("page 501"));
      third.discard();
      assertThat(folder).isEmptyDirectory();
    }
  }
}
