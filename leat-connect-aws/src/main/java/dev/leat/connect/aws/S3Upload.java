package dev.leat.connect.aws;

import dev.leat.api.FileStore.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Sends a small file in one request, a large one in parts.
 *
 * <p>Memory: one part.
 */
final class S3Upload extends Upload {
  /** What becomes of an object that is there already. */
  enum Taken {
    REFUSED("*"),
    REPLACED(null);

    private final @Nullable String condition;

    Taken(@Nullable String condition) {
      this.condition = condition;
    }
  }

  private static final int PART = 8 << 20;

  /** So many parts of a size; then they are twice as large, since there may be 10,000 in all. */
  private static final int PARTS_OF_SIZE = 2_000;

  private static final int DOUBLED_MAX = 4;

  /** The name of the token by which an upload knows its object again. */
  private static final String TOKEN = "leat-upload";

  private static final int FIRST = 64 << 10;
  private static final int TAKEN = 412;
  private static final int GONE = 404;
  private static final int CONTENDED = 409;
  private static final int TRIES = 5;

  private final S3Url url;
  private final S3Client client;
  private final String path;
  private final String key;
  private final Taken taken;
  private final Runnable ended;
  private final Instant begun;
  private final Map<String, String> token = Map.of(TOKEN, UUID.randomUUID().toString());
  private final List<CompletedPart> parts = new ArrayList<>();
  private byte[] buffer = new byte[FIRST];
  private int filled;
  private volatile long size;
  private volatile boolean open = true;
  private volatile @Nullable String id;

  S3Upload(S3Url url, S3Client client, String path, Taken taken, Runnable ended) {
    this.url = url;
    this.client = client;
    this.path = path;
    this.key = url.prefix() + path;
    this.taken = taken;
    this.ended = ended;
    this.begun = InstantSource.system().instant();
  }

  long size() {
    return size;
  }

  Instant begun() {
    return begun;
  }

  boolean is(String uploadId) {
    return uploadId.equals(id);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; lists may read
  public void write(byte[] bytes, int offset, int length) throws IOException {
    requireOpen();
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (filled == partSize(parts.size())) {
        sendPart();
      }
      int piece = Math.min(end - at, partSize(parts.size()) - filled);
      makeRoom(filled + piece);
      System.arraycopy(bytes, at, buffer, filled, piece);
      filled += piece;
      at += piece;
    }
    size += length;
  }

  private void makeRoom(int needed) {
    if (buffer.length < needed) {
      int size = Math.min(partSize(parts.size()), Math.max(needed, 2 * buffer.length));
      buffer = Arrays.copyOf(buffer, size);
    }
  }

  /**
   * @param sent how many parts went before
   */
  static int partSize(int sent) {
    return PART << Math.min(DOUBLED_MAX, sent / PARTS_OF_SIZE);
  }

  private void requireOpen() throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  private void sendPart() throws IOException {
    try {
      String upload = id;
      if (upload == null) {
        upload =
            client
                .createMultipartUpload(
                    request -> request.bucket(url.bucket()).key(key).metadata(token))
                .uploadId();
        id = upload;
      }
      String to = upload;
      int number = parts.size() + 1;
      String tag =
          client
              .uploadPart(
                  request -> request.bucket(url.bucket()).key(key).uploadId(to).partNumber(number),
                  body())
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      filled = 0;
    } catch (SdkException e) {
      throw S3Error.of(url, e);
    }
  }

  private RequestBody body() {
    return RequestBody.fromRemainingByteBuffer(ByteBuffer.wrap(buffer, 0, filled));
  }

  @Override
  public void commit() throws IOException {
    requireOpen();
    if (id != null) {
      sendPart();
    }
    for (int tried = 1; !made(tried); tried++) {
      requireOpen();
    }
    open = false;
    ended.run();
  }

  /** Whether the object was made; false where another request for its name was under way. */
  private boolean made(int tried) throws IOException {
    try {
      String upload = id;
      if (upload == null) {
        client.putObject(
            request ->
                request.bucket(url.bucket()).key(key).metadata(token).ifNoneMatch(taken.condition),
            body());
      } else {
        client.completeMultipartUpload(
            request ->
                request
                    .bucket(url.bucket())
                    .key(key)
                    .uploadId(upload)
                    .ifNoneMatch(taken.condition)
                    .multipartUpload(all -> all.parts(parts)));
      }
      return true;
    } catch (S3Exception e) {
      boolean odd = e.statusCode() == TAKEN || (upload() && e.statusCode() == GONE);
      if (odd && isOurs()) {
        return true;
      }
      if (e.statusCode() == TAKEN) {
        throw new FileAlreadyExistsException(path);
      }
      if (e.statusCode() == CONTENDED && tried < TRIES) {
        return false;
      }
      throw S3Error.of(url, e);
    } catch (SdkException e) {
      throw S3Error.of(url, e);
    }
  }

  private boolean upload() {
    return id != null;
  }

  /** Where the answer to a request is lost, it is sent again, and finds what it made itself. */
  private boolean isOurs() throws IOException {
    try {
      return client
          .headObject(request -> request.bucket(url.bucket()).key(key))
          .metadata()
          .entrySet()
          .containsAll(token.entrySet());
    } catch (S3Exception e) {
      if (e.statusCode() == GONE) {
        return false;
      }
      throw S3Error.of(url, e);
    } catch (SdkException e) {
      throw S3Error.of(url, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    open = false;
    ended.run();
    String upload = id;
    if (upload != null) {
      try {
        client.abortMultipartUpload(
            request -> request.bucket(url.bucket()).key(key).uploadId(upload));
      } catch (SdkException e) {
        throw S3Error.of(url, e);
      }
    }
  }
}
