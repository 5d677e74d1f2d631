package dev.leat.core.run;

import dev.leat.api.Content;
import dev.leat.api.Cursor;
import dev.leat.api.KnownFile;
import dev.leat.api.OfferedFile;
import dev.leat.core.catalog.Provenance;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.fetch.Fetched;
import dev.leat.core.fetch.Receiver;
import dev.leat.core.store.Draft;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes one offered file from its source into a draft.
 *
 * <p>Any number of requests may be in flight; bodies are written by so many at once, whatever the
 * number of requests, since each holds buffers until it has landed.
 */
final class Intake implements Receiver, AutoCloseable {
  private static final int WRITING_MAX = 128;

  /** Of the whole process: so is its memory. */
  private static final Semaphore DESKS = new Semaphore(WRITING_MAX, true);

  private final Parts parts;
  private final Draft draft;
  private final OfferedFile file;
  private Draft.@Nullable Incoming incoming;
  private boolean hasDesk;

  private Intake(Parts parts, Draft draft, OfferedFile file) {
    this.parts = parts;
    this.draft = draft;
    this.file = file;
  }

  /** What came in: bytes received, and whether upstream had the file at all. */
  record Result(long bytes, boolean there) {}

  static Result take(Parts parts, Draft draft, OfferedFile file, FetchSettings settings)
      throws IOException, InterruptedException {
    if (draft.landed(file.id(), file.modified())) {
      return new Result(0, true);
    }
    if (file.content() instanceof Content.Paged paged) {
      return new PagedIntake(parts, draft, file, paged.pages()).take(settings);
    }
    Optional<KnownFile> current = Optional.ofNullable(draft.known().get(file.id()));
    try (var intake = new Intake(parts, draft, file)) {
      return intake.keep(parts.fetcher().fetch(file, current, intake, settings));
    }
  }

  @Override
  public OutputStream open(BodyFacts facts) throws IOException {
    close();
    awaitDesk();
    Draft.Incoming opened = draft.receive(file.id(), file.format());
    incoming = opened;
    if (facts.encoding() == TransportEncoding.GZIP) {
      opened.gzippedInTransit();
    }
    return opened.sink();
  }

  private void awaitDesk() throws IOException {
    try {
      DESKS.acquire();
      hasDesk = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before " + file.id() + " was written");
    }
  }

  private Result keep(Fetched fetched) {
    return switch (fetched) {
      case Fetched.Body body -> {
        var from =
            new Provenance(
                body.url() == null ? null : body.url().toString(),
                body.etag(),
                body.lastModified(),
                body.modified(),
                body.contentType(),
                parts.now(),
                Cursor.START);
        Objects.requireNonNull(incoming).land(from);
        yield new Result(body.bytesReceived(), true);
      }
      case Fetched.Unchanged unchanged -> {
        draft.unchanged(file.id(), file.modified());
        yield new Result(0, true);
      }
      case Fetched.Absent absent -> {
        draft.absent(file.id(), parts.now().plus(parts.absence()), file.modified());
        yield new Result(0, false);
      }
    };
  }

  /** Discards what has not landed. */
  @Override
  public void close() {
    Draft.Incoming open = incoming;
    incoming = null;
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      if (hasDesk) {
        hasDesk = false;
        DESKS.release();
      }
    }
  }
}
