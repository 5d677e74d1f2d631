package dev.leat.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Takes encoded bytes as they come and hands on the content. */
sealed interface Decoder extends Closeable permits Gunzip, Unzstd {
  /**
   * Decodes what came; after an answer of false nothing more may be fed.
   *
   * @return whether all bytes so far are what the codec allows
   */
  boolean feed(byte[] bytes, int offset, int length) throws IOException;

  /** Whether what was fed is whole: it ends where an encoded body may end. */
  boolean whole();

  @Override
  void close();

  static Decoder of(Codec codec, OutputStream content) {
    return switch (codec) {
      case GZIP -> new Gunzip(content);
      case ZSTD -> new Unzstd(content);
      case NONE -> throw new IllegalArgumentException("content that is not encoded");
    };
  }
}
