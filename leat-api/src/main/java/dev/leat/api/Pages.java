package dev.leat.api;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file as a walk over the pages of an API; called on a virtual thread, may block.
 *
 * <p>The file is the bodies of all pages, one after another. It may be called again after a failure
 * or in another process, and then goes on from the last checkpoint.
 */
public interface Pages {
  /** Walks on from where an earlier walk got to, to the end. */
  End walk(Start start, Web web, RawSink sink) throws IOException, InterruptedException;

  /** Where the pages come from, for people: without credentials. */
  URI url();

  /**
   * What the walk depends on, beside its cursors: the bodies that an earlier process left are kept
   * only where this is the same.
   */
  String fingerprint();

  /** One line for a dry run on how the pages are walked; may look at the first one. */
  default String describe(Web web) throws IOException, InterruptedException {
    return "";
  }

  /**
   * Where to begin.
   *
   * @param committed how far the store is; for a log, pages before it are not wanted again
   * @param checkpoint where an unfinished walk of the same pages stopped, or the start
   * @param current the newest file of this feed
   */
  record Start(Cursor committed, Cursor checkpoint, Optional<KnownFile> current) {
    public Start {
      Objects.requireNonNull(committed);
      Objects.requireNonNull(checkpoint);
      Objects.requireNonNull(current);
    }
  }

  /** What came of it. */
  sealed interface End {
    /**
     * It was waited for long enough: the rest is what stands, and people are told.
     *
     * @param why what they are told; the run does not fail of it
     */
    record GivenUp(End rest, LeatException why) implements End {
      public GivenUp {
        Objects.requireNonNull(rest);
        Objects.requireNonNull(why);
      }
    }

    /**
     * The sink has all of it.
     *
     * @param cursor how far it reaches; becomes the committed one together with the file
     * @param etag the validator of the only page, where there was just one
     * @param format what the pages turned out to be, or null where it is as offered
     * @param url where they came from, or null where it is the walk's own
     */
    record Complete(
        Cursor cursor,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable String format,
        @Nullable URI url)
        implements End {
      public Complete {
        Objects.requireNonNull(cursor);
      }

      public static Complete at(Cursor cursor) {
        return new Complete(cursor, null, null, null, null);
      }
    }

    /** Upstream has nothing that the store does not have; what was appended is dropped. */
    record Unchanged(String reason) implements End {
      public Unchanged {
        Objects.requireNonNull(reason);
      }
    }

    /** Upstream does not have it. */
    record Absent(String reason) implements End {
      public Absent {
        Objects.requireNonNull(reason);
      }
    }
  }
}
