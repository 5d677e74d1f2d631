package dev.leat.core.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of one file.
 *
 * <p>Opened only when there are bytes worth keeping: not for an unchanged or absent file, an error
 * answer or a page of HTML in place of data. A try that breaks off closes its stream, and the next
 * try opens another. The stream of the try that brought everything is flushed and left open: it is
 * the caller's to commit or close once {@link Fetched.Body} has been returned.
 */
@FunctionalInterface
public interface Receiver {
  OutputStream open(BodyFacts facts) throws IOException;

  /**
   * What is known of a body before its first byte.
   *
   * @param contentType as upstream said, or null
   * @param encoding how the bytes are packed on top of the file's own format
   * @param length how many bytes follow, packed as they are, where known
   */
  record BodyFacts(@Nullable String contentType, TransportEncoding encoding, OptionalLong length) {
    public BodyFacts {
      Objects.requireNonNull(encoding);
      Objects.requireNonNull(length);
    }
  }

  /** How a body is packed. */
  enum TransportEncoding {
    /** The bytes are the file. */
    NONE,
    /** The bytes are the file, compressed by gzip. */
    GZIP
  }
}
