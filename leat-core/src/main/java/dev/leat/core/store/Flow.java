package dev.leat.core.store;

import dev.leat.api.Expansion;
import dev.leat.api.LeatException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/** Where the bytes of a body go, once its head has shown what it is. */
sealed interface Flow extends Closeable {
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Hands on what is still held back, and says what was stored at a path. */
  StoredBytes finish(String path) throws IOException;

  /** Whether an encoded body decoded to its end. */
  default boolean whole() {
    return true;
  }

  /** Frees memory outside the heap; what was not finished is void. */
  @Override
  default void close() throws IOException {}

  /** Stores the body itself. */
  final class Plain implements Flow {
    private final Tally tally;

    Plain(OutputStream stored) {
      tally = new Tally(stored);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      tally.write(bytes, offset, length);
    }

    @Override
    public StoredBytes finish(String path) {
      return opaque(path, tally);
    }
  }

  /** Encodes the body; what comes out is held in memory until {@link #into} says where it goes. */
  final class Encoded implements Flow {
    private final Codec codec;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final Redirect redirect = new Redirect(held);
    private final Tally stored = new Tally(redirect);
    private final OutputStream encoder;
    private final Tally content;

    Encoded(Codec codec) throws IOException {
      this.codec = codec;
      this.encoder = codec.encode(stored);
      this.content = new Tally(encoder);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      content.write(bytes, offset, length);
    }

    /** Bytes that all content so far has become. */
    long encodedSize() throws IOException {
      encoder.flush();
      return stored.size();
    }

    void into(OutputStream next) throws IOException {
      held.writeTo(next);
      redirect.next = next;
    }

    @Override
    public StoredBytes finish(String path) throws IOException {
      encoder.close();
      return new StoredBytes(
          path, codec, content.sha256Hex(), content.size(), stored.sha256Hex(), stored.size());
    }

    @Override
    public void close() throws IOException {
      redirect.next = OutputStream.nullOutputStream();
      encoder.close();
    }
  }

  /** Stores an encoded body as it came, decoding it beside to know its content. */
  final class Kept implements Flow {
    private final Codec codec;
    private final Tally stored;
    private final Tally content;
    private final Decoder decoder;
    private boolean sound = true;

    Kept(Codec codec, OutputStream stored) {
      this.codec = codec;
      this.stored = new Tally(stored);
      this.content = new Tally(new Limited(OutputStream.nullOutputStream(), this.stored::size));
      this.decoder = Decoder.of(codec, content);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      stored.write(bytes, offset, length);
      sound = sound && decoder.feed(bytes, offset, length);
    }

    @Override
    public boolean whole() {
      return sound && decoder.whole();
    }

    @Override
    public StoredBytes finish(String path) {
      return whole()
          ? new StoredBytes(
              path, codec, content.sha256Hex(), content.size(), stored.sha256Hex(), stored.size())
          : opaque(path, stored);
    }

    @Override
    public void close() {
      decoder.close();
    }
  }

  /** Stores the content of a body that was encoded for its way only. */
  final class Unwrapped implements Flow {
    private final Tally content;
    private final Decoder decoder;
    private long came;
    private boolean sound = true;

    Unwrapped(Codec codec, OutputStream stored) {
      this.content = new Tally(new Limited(stored, () -> came));
      this.decoder = Decoder.of(codec, content);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      came += length;
      sound = sound && decoder.feed(bytes, offset, length);
    }

    @Override
    public boolean whole() {
      return sound && decoder.whole();
    }

    @Override
    public StoredBytes finish(String path) {
      return opaque(path, content);
    }

    @Override
    public void close() {
      decoder.close();
    }
  }

  private static StoredBytes opaque(String path, Tally tally) {
    String sha256 = tally.sha256Hex();
    return new StoredBytes(path, Codec.NONE, sha256, tally.size(), sha256, tally.size());
  }

  /** Ends a body of which far more comes out than went in. */
  final class Limited extends OutputStream {
    private final OutputStream next;
    private final LongSupplier packed;
    private long unpacked;

    private Limited(OutputStream next, LongSupplier packed) {
      this.next = next;
      this.packed = packed;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      unpacked += length;
      if (unpacked > Expansion.max(packed.getAsLong())) {
        throw new LeatException(
            FileError.FILE_UNPACKS_TOO_FAR,
            "the body " + Expansion.refusal(packed.getAsLong()),
            "look at what was sent; where it is right, let it come unpacked");
      }
      next.write(bytes, offset, length);
    }
  }

  /** Writes to whatever is next now; closing it closes nothing. */
  final class Redirect extends OutputStream {
    private OutputStream next;

    private Redirect(OutputStream next) {
      this.next = next;
    }

    @Override
    public void write(int b) throws IOException {
      next.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      next.write(bytes, offset, length);
    }
  }
}
