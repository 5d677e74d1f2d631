package dev.leat.core.fetch;

import dev.leat.api.FileWriter;
import dev.leat.api.LeatException;
import dev.leat.core.fetch.Receiver.BodyFacts;
import dev.leat.core.fetch.Receiver.TransportEncoding;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Lets a callback of the source write the file; whatever it throws becomes the source's failure.
 */
final class WrittenFetch {
  private final Job job;
  private final FileWriter writer;
  private final Tools tools;
  private final Intake intake;

  WrittenFetch(Job job, FileWriter writer, Tools tools) {
    this.job = job;
    this.writer = writer;
    this.tools = tools;
    this.intake =
        new Intake(
            job,
            new BodyFacts(null, TransportEncoding.NONE, OptionalLong.empty()),
            tools.progress());
  }

  Fetched fetch() throws IOException, InterruptedException {
    Gates.Turn turn = tools.gates().enter(job.settings());
    boolean whole = false;
    try {
      Fetched fetched = outcome(call());
      whole = fetched instanceof Fetched.Body;
      return fetched;
    } finally {
      turn.close();
      if (!whole) {
        intake.abandon();
      }
    }
  }

  private Fetched outcome(FileWriter.Outcome outcome) throws IOException {
    return switch (outcome) {
      case FileWriter.Outcome.Complete complete ->
          new Fetched.Body(
              null,
              complete.etag(),
              null,
              complete.modified() == null ? job.file().modified() : complete.modified(),
              null,
              intake.finish());
      case FileWriter.Outcome.Unchanged unchanged -> new Fetched.Unchanged(unchanged.reason());
      case FileWriter.Outcome.Absent absent -> job.missing(absent.reason());
    };
  }

  /** The boundary around code that is not ours. */
  private FileWriter.Outcome call() throws IOException, InterruptedException {
    try {
      FileWriter.Outcome outcome = writer.write(job.file(), job.current(), intake);
      intake.checkReceiver();
      return Objects.requireNonNull(outcome, "the callback returned null");
    } catch (InterruptedException | LeatException | Intake.RefusedException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      intake.checkReceiver();
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while " + job.from() + " was written");
      }
      throw job.failure(
          FetchError.SOURCE_CODE_FAILED,
          "its code failed while it wrote " + job.from() + ": " + e,
          "this is for the author of the source; --debug shows where it happened",
          e);
    }
  }
}
