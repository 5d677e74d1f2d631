package dev.leat.api;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * What another program has stored, to be taken over with its history; only ever read.
 *
 * <p>One thread walks the datasets; {@link #find} may be called from several at once.
 */
public interface PastStore extends AutoCloseable {
  /** How many datasets there are. */
  long count();

  /** The namespaces that there are, in order of their names. */
  List<String> buckets();

  /** Every dataset with its history, read lazily; each call begins anew. */
  Iterator<PastDataset> datasets();

  /**
   * Reads a file to its end and holds it against all that was recorded of it.
   *
   * @throws LeatException where it is missing, damaged, or not what was recorded
   */
  Found find(PastDataset.File file);

  @Override
  void close();

  /**
   * A file that is as it was recorded.
   *
   * @param path of its stored bytes on this machine
   * @param sha256 of the decoded content
   * @param size bytes of the decoded content
   * @param storedSha256 of the bytes as they lie there
   */
  record Found(Path path, String sha256, long size, String storedSha256, long storedSize) {
    public Found {
      Objects.requireNonNull(path);
      Objects.requireNonNull(sha256);
      Objects.requireNonNull(storedSha256);
    }
  }
}
