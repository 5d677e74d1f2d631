package dev.leat.core.fetch;

import dev.leat.api.LeatException;
import dev.leat.core.fetch.Receiver.BodyFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Passes a body on to the receiver once its first bytes have been looked at.
 *
 * <p>The receiver is opened late, so that nothing lands of an error page. What the receiver throws
 * is kept apart from what the network throws: it is never worth a retry. Used by one thread.
 */
final class Intake extends OutputStream {
  /** The receiver could not take the bytes; its own exception is the cause. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException reason;

    RefusedException(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    IOException reason() {
      return reason;
    }
  }

  private static final int HEAD_SIZE = 512;

  private final Job job;
  private final Progress progress;
  private final BodyFacts facts;
  private byte @Nullable [] head = new byte[HEAD_SIZE];
  private int headLength;
  private long received;
  private @Nullable OutputStream out;
  private @Nullable RefusedException refused;

  Intake(Job job, BodyFacts facts, Progress progress) {
    this.job = job;
    this.facts = facts;
    this.progress = progress;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    received += length;
    progress.received(job.settings().source(), length);
    if (received > job.settings().bytesMax()) {
      throw tooLarge(job, "more than " + job.settings().bytesMax());
    }
    int kept = keep(bytes, offset, length);
    if (kept < length) {
      pass(bytes, offset + kept, length - kept);
    }
  }

  private int keep(byte[] bytes, int offset, int length) throws IOException {
    if (head == null) {
      return 0;
    }
    int kept = Math.min(length, head.length - headLength);
    System.arraycopy(bytes, offset, head, headLength, kept);
    headLength += kept;
    if (headLength == head.length) {
      open();
    }
    return kept;
  }

  /** Everything is here. Returns how many bytes came. */
  long finish() throws IOException {
    if (head != null) {
      open();
    }
    flush();
    return received;
  }

  /** Gives up what has been passed on so far. */
  void abandon() {
    head = null;
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      // What failed before is what is reported; a discarded stream has nothing to add.
    } finally {
      out = null;
    }
  }

  /** Throws again what the receiver threw, should a callback have swallowed it. */
  void checkReceiver() throws RefusedException {
    if (refused != null) {
      throw refused;
    }
  }

  @Override
  public void flush() throws IOException {
    if (out != null) {
      try {
        out.flush();
      } catch (IOException e) {
        throw refuse(e);
      }
    }
  }

  /** Does nothing: a callback may close what it was given, the receiver's stream stays open. */
  @Override
  public void close() {}

  private void open() throws IOException {
    byte[] first = Arrays.copyOf(head == null ? new byte[0] : head, headLength);
    head = null;
    var look = new FirstLook(job, facts, first);
    look.refuseHtml();
    try {
      out = job.receiver().open(look.facts());
    } catch (IOException e) {
      throw refuse(e);
    }
    pass(first, 0, first.length);
  }

  private void pass(byte[] bytes, int offset, int length) throws IOException {
    if (out == null) {
      throw new IOException("the file has been given up");
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw refuse(e);
    }
  }

  private RefusedException refuse(IOException e) {
    refused = new RefusedException(e);
    return refused;
  }

  static LeatException tooLarge(Job job, String size) {
    return job.failure(
        FetchError.FILE_TOO_LARGE,
        job.from() + " is too large: " + size + " bytes",
        "raise the largest size that the source accepts, or leave this feed out of the plan");
  }
}
