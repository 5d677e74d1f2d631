package dev.leat.core.fetch;

import dev.leat.api.Cursor;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.api.Pages;
import dev.leat.api.RawSink;
import dev.leat.api.Web;
import dev.leat.core.fetch.Receiver.BodyFacts;
import dev.leat.core.fetch.Receiver.TransportEncoding;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Lets a source walk the pages of an API; whatever it throws becomes the source's failure. */
final class PagedFetch {
  private static final byte LINE_BREAK = '\n';

  private final Job job;
  private final Pages pages;
  private final Web web;
  private final Tools tools;

  PagedFetch(Job job, Pages pages, Web web, Tools tools) {
    this.job = job;
    this.pages = pages;
    this.web = web;
    this.tools = tools;
  }

  /** Walks from the start in one go, without checkpoints, into the job's receiver. */
  Fetched fetch() throws IOException, InterruptedException {
    Cursor committed = job.current().map(KnownFile::cursor).orElse(Cursor.START);
    var facts = new BodyFacts(null, TransportEncoding.NONE, OptionalLong.empty());
    var intake = new Intake(job, facts, tools.progress());
    boolean whole = false;
    try {
      var start = new Pages.Start(committed, Cursor.START, job.current());
      Fetched fetched = fetched(walk(start, new Straight(intake)), intake);
      whole = fetched instanceof Fetched.Body;
      return fetched;
    } finally {
      if (!whole) {
        intake.abandon();
      }
    }
  }

  private Fetched fetched(Pages.End end, Intake intake) throws IOException {
    return switch (end) {
      case Pages.End.Complete complete ->
          new Fetched.Body(
              job.origin().redaction().url(Objects.requireNonNullElse(complete.url(), pages.url())),
              complete.etag(),
              complete.lastModified(),
              job.file().modified(),
              null,
              intake.finish());
      case Pages.End.Unchanged unchanged -> new Fetched.Unchanged(unchanged.reason());
      case Pages.End.Absent absent -> job.missing(absent.reason());
      case Pages.End.GivenUp over -> fetched(over.rest(), intake);
    };
  }

  /** The boundary around code that is not ours. */
  Pages.End walk(Pages.Start start, RawSink sink) throws IOException, InterruptedException {
    var guarded = new Guarded(sink);
    try {
      return Objects.requireNonNull(
          pages.walk(start, web, guarded), "the source's pages ended with null");
    } catch (InterruptedException | LeatException | Intake.RefusedException e) {
      throw e;
    } catch (Exception | LinkageError | StackOverflowError e) {
      guarded.check();
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while " + job.from() + " was fetched");
      }
      throw job.failure(
          FetchError.SOURCE_CODE_FAILED,
          "its code failed while it walked the pages of " + job.from() + ": " + e,
          "this is for the author of the source; --debug shows where it happened",
          e);
    }
  }

  /** Parts bodies by a line break, and has nothing to remember. */
  private static final class Straight implements RawSink {
    private final Intake intake;
    private boolean begun;

    Straight(Intake intake) {
      this.intake = intake;
    }

    @Override
    public void append(byte[] body) throws IOException {
      if (begun) {
        intake.write(LINE_BREAK);
      }
      begun = true;
      intake.write(body, 0, body.length);
    }

    @Override
    public void checkpoint(Cursor at) {}
  }

  /** Keeps what the store throws apart from what the source throws. */
  private static final class Guarded implements RawSink {
    private final RawSink sink;
    private Intake.@Nullable RefusedException refused;

    Guarded(RawSink sink) {
      this.sink = sink;
    }

    @Override
    public void append(byte[] body) throws IOException {
      try {
        sink.append(body);
      } catch (IOException e) {
        throw refuse(e);
      }
    }

    @Override
    public void checkpoint(Cursor at) throws IOException {
      try {
        sink.checkpoint(at);
      } catch (IOException e) {
        throw refuse(e);
      }
    }

    @Override
    public boolean isEnough(long records) {
      return sink.isEnough(records);
    }

    private Intake.RefusedException refuse(IOException e) {
      refused = new Intake.RefusedException(e);
      return refused;
    }

    void check() throws Intake.RefusedException {
      if (refused != null) {
        throw refused;
      }
    }
  }
}
