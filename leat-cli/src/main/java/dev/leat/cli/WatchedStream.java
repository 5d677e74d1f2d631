package dev.leat.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Buffers results and remembers why they could not be written, which a PrintStream forgets. */
final class WatchedStream extends OutputStream {
  /** Nobody takes the results any more. */
  static final class Broken extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    Broken(IOException cause) {
      super(cause);
    }

    /** Whether the reader, such as {@code head}, has had enough. */
    boolean readerLeft() {
      String reason = String.valueOf(getMessage());
      return reason.contains("Broken pipe") || reason.contains("Stream closed");
    }
  }

  private static final int BUFFER = 1 << 16;

  private final BufferedOutputStream to;
  private @Nullable IOException failure;

  WatchedStream(OutputStream to) {
    this.to = new BufferedOutputStream(to, BUFFER);
  }

  @Override
  public void write(int each) {
    attempt(() -> to.write(each));
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    attempt(() -> to.write(bytes, from, length));
  }

  @Override
  public void flush() {
    attempt(to::flush);
  }

  void check() {
    if (failure != null) {
      throw new Broken(failure);
    }
  }

  private void attempt(Act act) {
    try {
      if (failure == null) {
        act.act();
      }
    } catch (IOException broken) {
      failure = broken;
    }
  }

  private interface Act {
    void act() throws IOException;
  }
}
