package dev.leat.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What the engine lends a source while it lists. */
public interface Discovery {
  /**
   * Fetches a listing and keeps it in the store as a dataset of its own, so that it is versioned,
   * asked for conditionally, and can be read as a table. A run asks for each listing once.
   *
   * @param datasetType the type under which the listing is kept, such as {@code season}
   * @param keys the listing's own keys
   */
  default Listing listing(String datasetType, Keys keys, OfferedFile file)
      throws IOException, InterruptedException {
    return listing(datasetType, Offer.of(keys).with(file));
  }

  /**
   * The same for a listing with a name or facts of its own; its offer has one file. One that is
   * never to be fetched again is what the store has, and be it nothing.
   */
  Listing listing(String datasetType, Offer offer) throws IOException, InterruptedException;

  /** Sends requests that are neither listings nor files, such as a login. */
  Web web();

  /**
   * Asks the project's destination with one SELECT in its own words, for what the last load left.
   *
   * <p>No rows, not even columns, where it reads a table of the project that was never loaded.
   */
  void query(String sql, RowSink sink);

  /** What the store holds for the selector that is being listed. */
  Coverage coverage();

  /** Tells whoever runs it about something that was left out, in one sentence. */
  default void warn(String sentence) {}

  /** Tells whoever runs it how things are, in one sentence: nothing that needs anybody. */
  default void note(String sentence) {}

  /** A listing's content. */
  interface Listing {
    /** The decoded bytes; the caller closes the stream. */
    InputStream open() throws IOException;

    /**
     * The decoded bytes of every file that its feed ever had, oldest first, parted by line breaks:
     * what a log holds. The caller closes the stream.
     */
    default InputStream openAll() throws IOException {
      return open();
    }

    /** Whether it differs from what the store held before. */
    boolean changed();

    /** Empty where upstream does not have it and the file was optional. */
    Optional<KnownFile> file();
  }
}
