package dev.leat.core.fetch;

import dev.leat.api.Content;
import dev.leat.api.KnownFile;
import dev.leat.api.OfferedFile;
import dev.leat.api.Pages;
import dev.leat.api.RawSink;
import dev.leat.api.Web;
import dev.leat.core.fetch.Job.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Brings the bytes of offered files to a receiver.
 *
 * <p>One per run: limits are kept across its fetches. Thread-safe; a call blocks, so it belongs on
 * a virtual thread, where an interrupt ends it at once. Memory per call is one buffer, whatever the
 * size of the file. Whether a file needs fetching at all was decided before.
 */
public final class Fetcher {
  private final Tools tools;

  public Fetcher(InstantSource clock, Pause pause, Progress progress) {
    this(clock, pause, progress, new Random());
  }

  Fetcher(InstantSource clock, Pause pause, Progress progress, RandomGenerator random) {
    this.tools =
        new Tools(
            new Gates(clock, pause),
            Objects.requireNonNull(clock),
            Objects.requireNonNull(pause),
            Objects.requireNonNull(random),
            Objects.requireNonNull(progress));
  }

  /**
   * Fetches one file.
   *
   * @param current what the store holds of it; makes the request conditional
   * @throws dev.leat.api.LeatException when the source has failed for good; see {@link FetchError}
   * @throws IOException when the receiver failed: its own exception, never retried
   */
  public Fetched fetch(
      OfferedFile file, Optional<KnownFile> current, Receiver receiver, FetchSettings settings)
      throws IOException, InterruptedException {
    try {
      return switch (file.content()) {
        case Content.Remote remote -> {
          Redaction redaction = Redaction.of(remote.request(), settings.headers());
          String name = redaction.text(remote.request().url().toString());
          var job = new Job(file, current, receiver, settings, new Origin(name, redaction));
          var judge = new Judge(job, remote.request().url(), tools);
          yield new RemoteFetch<>(job, remote.request(), tools, judge::judge).fetch();
        }
        case Content.Inline inline -> {
          var job = new Job(file, current, receiver, settings, origin(file.id().toString()));
          yield LocalFetch.copy(job, new ByteArrayInputStream(inline.bytes()), tools);
        }
        case Content.Local local -> {
          var job = new Job(file, current, receiver, settings, origin(local.path().toString()));
          yield new LocalFetch(job, local.path(), tools).fetch();
        }
        case Content.Written written -> {
          var job = new Job(file, current, receiver, settings, origin(file.id().toString()));
          yield new WrittenFetch(job, written.writer(), tools).fetch();
        }
        case Content.Paged paged -> {
          var job = new Job(file, current, receiver, settings, origin(paged.pages()));
          yield new PagedFetch(job, paged.pages(), web(settings), tools).fetch();
        }
      };
    } catch (Intake.RefusedException e) {
      throw e.reason();
    }
  }

  /**
   * Walks the pages of a file, from a checkpoint on.
   *
   * @throws dev.leat.api.LeatException when the source has failed for good
   * @throws IOException when the sink failed: its own exception
   */
  public Pages.End walk(
      OfferedFile file,
      Content.Paged paged,
      Pages.Start start,
      RawSink sink,
      FetchSettings settings)
      throws IOException, InterruptedException {
    Receiver none =
        facts -> {
          throw new IOException("pages go to a sink of their own");
        };
    var job = new Job(file, start.current(), none, settings, origin(paged.pages()));
    try {
      return new PagedFetch(job, paged.pages(), web(settings), tools).walk(start, sink);
    } catch (Intake.RefusedException e) {
      throw e.reason();
    }
  }

  /** Sends a source's own requests as its settings say. */
  public Web web(FetchSettings settings) {
    return new SourceWeb(settings, tools);
  }

  private static Origin origin(Pages pages) {
    return origin(Redaction.BY_NAME.text(pages.url().toString()));
  }

  private static Origin origin(String name) {
    return new Origin(name, Redaction.BY_NAME);
  }
}
