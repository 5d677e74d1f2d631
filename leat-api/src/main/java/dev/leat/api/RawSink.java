package dev.leat.api;

import java.io.IOException;

/** Takes the pages of one file, byte for byte; blocks when the disk is slower. */
public interface RawSink {
  /** Appends the body of one answer; bodies of text are parted by a line break. */
  void append(byte[] body) throws IOException;

  /**
   * Promises that what was appended so far is not asked for again: a process that dies after this
   * goes on from here. A power cut may cost the last seconds.
   */
  void checkpoint(Cursor at) throws IOException;

  /**
   * Whether no more is wanted after so many records; a walk then ends as if this page was the last.
   *
   * @param records that the walk has passed so far
   */
  default boolean isEnough(long records) {
    return false;
  }
}
