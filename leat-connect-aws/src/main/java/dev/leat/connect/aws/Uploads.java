package dev.leat.connect.aws;

import dev.leat.api.FileStore.Entry;
import dev.leat.api.StorePath;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * Files that are being written: this process's, and parts that others have sent and not completed.
 *
 * <p>An unfinished file is named {@code folder/.id.leat-tmp}, by a number of this process or by the
 * id that S3 gave the upload.
 */
final class Uploads {
  private final S3Url url;
  private final S3Client client;
  private final Map<String, S3Upload> own = new ConcurrentHashMap<>();
  private final AtomicLong serial = new AtomicLong();

  Uploads(S3Url url, S3Client client) {
    this.url = url;
    this.client = client;
  }

  S3Upload begin(String path, S3Upload.Taken taken) {
    String name = unfinished(path, Long.toString(serial.incrementAndGet()));
    var upload = new S3Upload(url, client, path, taken, () -> own.remove(name));
    own.put(name, upload);
    return upload;
  }

  /** Ends an unfinished file by its name, so that it cannot be committed any more. */
  void abort(String name) throws IOException {
    S3Upload mine = own.get(name);
    if (mine != null) {
      mine.close();
      return;
    }
    String folder = name.substring(0, name.lastIndexOf('/') + 1);
    try {
      for (MultipartUpload other : others(folder)) {
        if (unfinished(path(other), other.uploadId()).equals(name)) {
          client.abortMultipartUpload(
              request -> request.bucket(url.bucket()).key(other.key()).uploadId(other.uploadId()));
        }
      }
    } catch (NoSuchUploadException gone) {
      // Somebody else was faster.
    } catch (SdkException e) {
      throw S3Error.of(url, e);
    }
  }

  Stream<Entry> list(String below) {
    Stream<Entry> mine =
        own.entrySet().stream()
            .filter(upload -> upload.getKey().startsWith(below))
            .map(
                upload ->
                    new Entry(
                        upload.getKey(),
                        upload.getValue().size(),
                        upload.getValue().begun(),
                        true));
    Stream<Entry> theirs =
        others(below).stream()
            .filter(other -> own.values().stream().noneMatch(it -> it.is(other.uploadId())))
            .map(
                other ->
                    new Entry(
                        unfinished(path(other), other.uploadId()), 0, other.initiated(), true));
    return Stream.concat(mine, theirs);
  }

  private SdkIterable<MultipartUpload> others(String below) {
    return client
        .listMultipartUploadsPaginator(
            request -> request.bucket(url.bucket()).prefix(url.prefix() + below))
        .uploads();
  }

  private String path(MultipartUpload upload) {
    return upload.key().substring(url.prefix().length());
  }

  private static String unfinished(String path, String id) {
    return path.substring(0, path.lastIndexOf('/') + 1) + "." + id + StorePath.UNFINISHED;
  }
}
