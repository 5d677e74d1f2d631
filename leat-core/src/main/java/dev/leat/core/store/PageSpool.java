package dev.leat.core.store;

import dev.leat.api.Cursor;
import dev.leat.api.RawSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects the pages of one file on this machine, so that a killed process goes on where it was.
 *
 * <p>Two files: the bodies, and a line per checkpoint that says how many bytes it covers. Bodies
 * are written before the line, both without a buffer of our own, so what a checkpoint covers
 * survives the process; both are synced now and then, so a power cut costs seconds. Nothing is
 * written before the first checkpoint. Used by one thread; one process at a time may use a name.
 */
public final class PageSpool implements RawSink, AutoCloseable {
  /** Pages that are older than this tell of another time than those that would follow. */
  static final Duration AGE_MAX = Duration.ofDays(1);

  private static final byte LINE_BREAK = '\n';
  private static final long SYNC_BYTES = 8L << 20;
  private static final long MARKS_MAX = 1L << 20;
  private static final Duration SYNC_TIME = Duration.ofSeconds(2);

  private record Mark(long bytes, Instant at, Cursor cursor) {}

  private final Path bodies;
  private final Path marks;
  private final Path freshMarks;
  private final String fingerprint;
  private final InstantSource clock;
  private final ByteArrayOutputStream unmarked = new ByteArrayOutputStream();
  private Mark last;
  private @Nullable FileChannel bodyChannel;
  private @Nullable FileChannel markChannel;
  private long unsynced;
  private Instant synced;

  private PageSpool(Path folder, String name, String fingerprint, InstantSource clock) {
    this.bodies = folder.resolve(name + ".pages");
    this.marks = folder.resolve(name + ".marks");
    this.freshMarks = folder.resolve(name + ".marks.new");
    this.fingerprint = encode(fingerprint);
    this.clock = clock;
    this.synced = clock.instant();
    this.last = new Mark(0, synced, Cursor.START);
  }

  /**
   * Takes up what an earlier process left under this name.
   *
   * @param fingerprint pages left under another one are dropped
   */
  public static PageSpool open(Path folder, String name, String fingerprint, InstantSource clock)
      throws IOException {
    var spool = new PageSpool(folder, name, fingerprint, clock);
    spool.resume();
    return spool;
  }

  private void resume() throws IOException {
    if (!Files.exists(marks) || !Files.exists(bodies)) {
      return;
    }
    Mark left = lastMark(Files.readString(marks));
    if (left == null || isOld(left) || left.bytes() > Files.size(bodies)) {
      discard();
      return;
    }
    FileChannel channel = FileChannel.open(bodies, StandardOpenOption.WRITE);
    bodyChannel = channel;
    channel.truncate(left.bytes()).position(left.bytes());
    rewriteMarks(left);
    last = left;
  }

  private boolean isOld(Mark mark) {
    return Duration.between(mark.at(), clock.instant()).compareTo(AGE_MAX) > 0;
  }

  /** Null where there is none, or where the pages are of something else. */
  private @Nullable Mark lastMark(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (!text.endsWith("\n") && !lines.isEmpty()) {
      lines.removeLast();
    }
    if (lines.size() < 2 || !lines.getFirst().equals(fingerprint)) {
      return null;
    }
    String[] parts = lines.getLast().split(" ", -1);
    Instant at = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    return new Mark(Long.parseLong(parts[0]), at, new Cursor(decode(parts[2])));
  }

  /** Only the last one counts; the bodies that it covers are safe before it stands alone. */
  private void rewriteMarks(Mark mark) throws IOException {
    if (markChannel != null) {
      markChannel.close();
      markChannel = null;
    }
    Objects.requireNonNull(bodyChannel).force(false);
    try (FileChannel channel = create(freshMarks)) {
      write(channel, head(mark));
      channel.force(false);
    }
    Files.move(
        freshMarks, marks, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    markChannel = FileChannel.open(marks, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private String head(Mark mark) {
    return fingerprint + "\n" + line(mark);
  }

  private static String line(Mark mark) {
    String at = Long.toString(mark.at().getEpochSecond());
    return mark.bytes() + " " + at + " " + encode(mark.cursor().text()) + "\n";
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    write(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Where the walk goes on. */
  public Cursor checkpoint() {
    return last.cursor();
  }

  /** How many bytes there are. */
  public long size() {
    return last.bytes() + unmarked.size();
  }

  @Override
  public void append(byte[] body) throws IOException {
    if (size() > 0) {
      unmarked.write(LINE_BREAK);
    }
    unmarked.write(body);
  }

  @Override
  public void checkpoint(Cursor at) throws IOException {
    byte[] more = unmarked.toByteArray();
    write(bodyChannel(), ByteBuffer.wrap(more));
    unmarked.reset();
    last = new Mark(last.bytes() + more.length, clock.instant(), at);
    FileChannel channel = markChannel;
    if (channel == null) {
      channel = create(marks);
      markChannel = channel;
      write(channel, head(last));
    } else {
      write(channel, line(last));
      if (channel.position() > MARKS_MAX) {
        rewriteMarks(last);
      }
    }
    unsynced += more.length;
    sync();
  }

  private FileChannel bodyChannel() throws IOException {
    FileChannel channel = bodyChannel;
    if (channel == null) {
      channel = create(bodies);
      bodyChannel = channel;
    }
    return channel;
  }

  private static FileChannel create(Path file) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private void sync() throws IOException {
    Instant now = clock.instant();
    boolean due = Duration.between(synced, now).compareTo(SYNC_TIME) >= 0;
    if (unsynced >= SYNC_BYTES || (due && unsynced > 0)) {
      Objects.requireNonNull(bodyChannel).force(false);
      Objects.requireNonNull(markChannel).force(false);
      unsynced = 0;
      synced = now;
    }
  }

  /** Passes all pages on. */
  public void transferTo(OutputStream out) throws IOException {
    if (bodyChannel != null) {
      try (FileChannel channel = FileChannel.open(bodies, StandardOpenOption.READ);
          InputStream in = Channels.newInputStream(channel)) {
        in.transferTo(out);
      }
    }
    unmarked.writeTo(out);
  }

  /** Forgets the pages: they have landed, or are not wanted. */
  public void discard() throws IOException {
    close();
    bodyChannel = null;
    markChannel = null;
    unmarked.reset();
    last = new Mark(0, clock.instant(), Cursor.START);
    Files.deleteIfExists(freshMarks);
    Files.deleteIfExists(marks);
    Files.deleteIfExists(bodies);
  }

  /** Keeps what the last checkpoint covers for the next process. */
  @Override
  public void close() throws IOException {
    if (bodyChannel != null) {
      bodyChannel.close();
    }
    if (markChannel != null) {
      markChannel.close();
    }
  }
}
