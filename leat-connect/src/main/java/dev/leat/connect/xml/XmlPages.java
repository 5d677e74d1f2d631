package dev.leat.connect.xml;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The documents of a file, one after another: pages of an API, parted by a line of their own.
 *
 * <p>Ends where a document does, until {@link #next} goes on to the one behind it.
 */
public final class XmlPages extends InputStream {
  /** The line between two documents: where one ends, its text does not tell. */
  public static final String PAGE_BEGINS = "<?leat-page?>";

  private static final byte[] MARK =
      ("\n" + PAGE_BEGINS + "\n").getBytes(StandardCharsets.US_ASCII);

  private final InputStream file;
  private boolean isOpen;
  private boolean isThere = true;

  /**
   * @param file stays open: readers of XML close what they have read, and more may follow
   */
  public XmlPages(InputStream file) {
    this.file = new BufferedInputStream(file, 1 << 16);
  }

  /** Goes to the beginning of the next document; false where there is none. */
  public boolean next() throws IOException {
    while (read() >= 0) {
      // What nobody has read of the document before.
    }
    boolean another = isThere;
    isThere = false;
    isOpen = another;
    return another;
  }

  @Override
  public int read() throws IOException {
    if (!isOpen) {
      return -1;
    }
    file.mark(MARK.length);
    int next = file.read();
    if (next == MARK[0]) {
      byte[] rest = file.readNBytes(MARK.length - 1);
      if (Arrays.equals(rest, 0, rest.length, MARK, 1, MARK.length)) {
        isThere = true;
        isOpen = false;
        return -1;
      }
      file.reset();
      next = file.read();
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = 0;
    for (; count < length; count++) {
      int next = read();
      if (next < 0) {
        break;
      }
      into[offset + count] = (byte) next;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  @Override
  public void close() {
    // The file is its owner's to close.
  }
}
