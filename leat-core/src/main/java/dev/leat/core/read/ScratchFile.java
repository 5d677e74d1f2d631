package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies bytes into temporary files.
 *
 * <p>What fails while reading is the fault of the file that is read, and an {@code IOException};
 * what fails while writing is not, and nothing may go to quarantine for it.
 */
final class ScratchFile {
  private static final int BUFFER = 1 << 16;

  private ScratchFile() {}

  /**
   * Copies all of the input, and ends early once it is known to have more bytes than this.
   *
   * @return how many bytes were copied
   * @throws IOException where the input cannot be read
   */
  static long copy(InputStream in, Path target, long max) throws IOException {
    var buffer = new byte[BUFFER];
    long copied = 0;
    OutputStream out = open(target);
    try {
      for (int read = in.read(buffer); read >= 0 && copied <= max; read = in.read(buffer)) {
        write(out, buffer, read);
        copied += read;
      }
    } finally {
      close(out);
    }
    return copied;
  }

  private static OutputStream open(Path target) {
    try {
      return Files.newOutputStream(target);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void write(OutputStream out, byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void close(OutputStream out) {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  static LeatException failed(IOException cause) {
    return new LeatException(
        ReadError.WORKBENCH_FULL,
        "a temporary file cannot be written: " + cause.getMessage(),
        "make room in the temporary folder",
        cause);
  }
}
