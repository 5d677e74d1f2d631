package dev.leat.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.function.Function;

/** The content of several files, a line break behind each; one is open at a time. */
final class JoinedFiles extends InputStream {
  private final Iterator<StoredFile> files;
  private final Function<StoredFile, InputStream> opener;
  private InputStream current = InputStream.nullInputStream();
  private boolean open;

  JoinedFiles(Iterator<StoredFile> files, Function<StoredFile, InputStream> opener) {
    this.files = files;
    this.opener = opener;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = current.read(bytes, offset, length);
    while (count < 0) {
      if (open) {
        close();
        bytes[offset] = '\n';
        return 1;
      }
      if (!files.hasNext()) {
        return -1;
      }
      current = opener.apply(files.next());
      open = true;
      count = current.read(bytes, offset, length);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    current.close();
    current = InputStream.nullInputStream();
    open = false;
  }
}
