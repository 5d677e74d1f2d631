package dev.leat.connect.aws;

import dev.leat.api.FileStore;
import dev.leat.api.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps files as objects of a bucket.
 *
 * <p>An object is put on the condition that there is none of its name, so it appears whole, and of
 * two writers one wins; one that replaces another is put without it. A large file is sent in parts
 * as it is written; nothing is held whole in memory. What a dead process left of one is listed as
 * unfinished until it is deleted.
 */
final class S3FileStore implements FileStore {
  private static final int MISSING = 404;

  private final S3Url url;
  private final S3Client client;
  private final Uploads uploads;

  S3FileStore(S3Url url, S3Client client) {
    this.url = url;
    this.client = client;
    this.uploads = new Uploads(url, client);
  }

  @Override
  public URI root() {
    return url.root();
  }

  @Override
  public Upload create(String path) {
    return uploads.begin(StorePath.fresh(path), S3Upload.Taken.REFUSED);
  }

  @Override
  public Upload replace(String path) {
    return uploads.begin(StorePath.fresh(path), S3Upload.Taken.REPLACED);
  }

  @Override
  public InputStream open(String path) throws IOException {
    String key = url.prefix() + StorePath.checked(path);
    try {
      return client.getObject(request -> request.bucket(url.bucket()).key(key));
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(path);
    } catch (SdkException e) {
      throw S3Error.of(url, e);
    }
  }

  @Override
  public Optional<Long> size(String path) throws IOException {
    String key = url.prefix() + StorePath.checked(path);
    try {
      return Optional.of(
          client.headObject(request -> request.bucket(url.bucket()).key(key)).contentLength());
    } catch (S3Exception e) {
      if (e.statusCode() == MISSING) {
        return Optional.empty();
      }
      throw S3Error.of(url, e);
    } catch (SdkException e) {
      throw S3Error.of(url, e);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    StorePath.checked(path);
    if (StorePath.unfinished(path)) {
      uploads.abort(path);
      return;
    }
    try {
      client.deleteObject(request -> request.bucket(url.bucket()).key(url.prefix() + path));
    } catch (SdkException e) {
      throw S3Error.of(url, e);
    }
  }

  @Override
  public Stream<Entry> list(String folder) throws IOException {
    String checked = StorePath.folder(folder);
    String below = checked.isEmpty() ? "" : checked + "/";
    try {
      Iterator<S3Object> objects =
          client
              .listObjectsV2Paginator(
                  request -> request.bucket(url.bucket()).prefix(url.prefix() + below))
              .contents()
              .iterator();
      // The first page is asked for here, so that trouble shows as an error of this method.
      Stream<Entry> whole =
          objects.hasNext()
              ? Stream.iterate(objects, this::hasNext, each -> each)
                  .map(Iterator::next)
                  .map(this::entry)
                  .filter(entry -> !isFolder(entry.path()))
              : Stream.empty();
      return Stream.concat(whole, uploads.list(below));
    } catch (SdkException e) {
      throw S3Error.of(url, e);
    }
  }

  /** The pages after the first are asked for here. */
  private boolean hasNext(Iterator<S3Object> objects) {
    try {
      return objects.hasNext();
    } catch (SdkException e) {
      throw new UncheckedIOException(S3Error.of(url, e));
    }
  }

  /** Consoles and sync tools put an empty object where a folder is to be seen; it is no file. */
  private static boolean isFolder(String path) {
    return path.isEmpty() || path.endsWith("/");
  }

  private Entry entry(S3Object object) {
    return new Entry(
        object.key().substring(url.prefix().length()),
        object.size(),
        object.lastModified(),
        StorePath.unfinished(object.key()));
  }

  @Override
  public Optional<Path> local(String path) {
    StorePath.checked(path);
    return Optional.empty();
  }

  @Override
  public void close() {
    client.close();
  }
}
