package dev.leat.core.fetch;

import dev.leat.core.fetch.Receiver.BodyFacts;
import dev.leat.core.fetch.Receiver.TransportEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Copies a file of this machine, and notices when it goes away or changes meanwhile. */
final class LocalFetch {
  private record State(long size, FileTime modified) {
    static State of(Path path) throws IOException {
      return new State(Files.size(path), Files.getLastModifiedTime(path));
    }
  }

  private static final int BUFFER_SIZE = 1 << 16;

  private final Job job;
  private final Path path;
  private final Tools tools;

  LocalFetch(Job job, Path path, Tools tools) {
    this.job = job;
    this.path = path;
    this.tools = tools;
  }

  Fetched fetch() throws IOException, InterruptedException {
    Gates.Turn turn = tools.gates().enter(job.settings());
    try {
      return read();
    } catch (NoSuchFileException e) {
      return gone();
    } catch (AccessDeniedException e) {
      throw job.failure(
          FetchError.LOCAL_FILE_REFUSED,
          path + " must not be read",
          "give the user that runs leat the right to read it",
          e);
    } finally {
      turn.close();
    }
  }

  private Fetched read() throws IOException {
    State before = State.of(path);
    var intake = new Intake(job, facts(before.size()), tools.progress());
    boolean whole = false;
    try (InputStream in = Files.newInputStream(path)) {
      long bytes = drain(in, intake);
      if (bytes != before.size() || !State.of(path).equals(before)) {
        throw changed();
      }
      Instant modified = job.file().modified();
      var body =
          body(path.toUri(), modified == null ? before.modified().toInstant() : modified, bytes);
      intake.finish();
      whole = true;
      return body;
    } finally {
      if (!whole) {
        intake.abandon();
      }
    }
  }

  private RuntimeException changed() {
    return job.failure(
        FetchError.LOCAL_FILE_LOST,
        path + " changed while it was read",
        "run again when whoever writes it has finished; nothing of it was kept");
  }

  private Fetched gone() {
    return switch (job.file().whenMissing()) {
      case REMEMBER -> new Fetched.Absent("no such file");
      case FAIL ->
          throw job.failure(
              FetchError.LOCAL_FILE_LOST,
              path + " went away before it was read",
              "put it back, or run again: what is gone is no longer listed");
    };
  }

  /** Copies bytes that are at hand. */
  static Fetched copy(Job job, InputStream bytes, Tools tools)
      throws IOException, InterruptedException {
    var intake = new Intake(job, facts(bytes.available()), tools.progress());
    boolean whole = false;
    try {
      drain(bytes, intake);
      var body = body(null, job.file().modified(), intake.finish());
      whole = true;
      return body;
    } finally {
      if (!whole) {
        intake.abandon();
      }
    }
  }

  private static long drain(InputStream in, Intake intake) throws IOException {
    byte[] buffer = new byte[BUFFER_SIZE];
    long bytes = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      intake.write(buffer, 0, count);
      bytes += count;
    }
    return bytes;
  }

  private static BodyFacts facts(long size) {
    return new BodyFacts(null, TransportEncoding.NONE, OptionalLong.of(size));
  }

  private static Fetched.Body body(@Nullable URI url, @Nullable Instant modified, long bytes) {
    return new Fetched.Body(url, null, null, modified, null, bytes);
  }
}
