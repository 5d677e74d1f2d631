package dev.leat.core.store;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Decodes Zstandard frames as they come. */
final class Unzstd implements Decoder {
  private static final int SLICE = 1 << 16;

  private final OutputStream content;
  private final ZstdDecompressCtx frames = new ZstdDecompressCtx();
  private final ByteBuffer in = ByteBuffer.allocateDirect(SLICE);
  private final ByteBuffer decoded = ByteBuffer.allocateDirect(2 * SLICE);
  private final byte[] out = new byte[2 * SLICE];
  private boolean frameEnded;

  Unzstd(OutputStream content) {
    this.content = content;
  }

  @Override
  public boolean feed(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    try {
      for (int at = offset; at < end; at += SLICE) {
        in.clear().put(bytes, at, Math.min(SLICE, end - at)).flip();
        drain();
      }
      return true;
    } catch (ZstdException e) {
      frameEnded = false;
      return false;
    }
  }

  private void drain() throws IOException {
    do {
      decoded.clear();
      frameEnded = frames.decompressDirectByteBufferStream(decoded, in);
      int length = decoded.flip().remaining();
      decoded.get(out, 0, length);
      content.write(out, 0, length);
    } while (in.hasRemaining() || (!frameEnded && decoded.limit() == decoded.capacity()));
  }

  @Override
  public boolean whole() {
    return frameEnded;
  }

  @Override
  public void close() {
    frames.close();
  }
}
