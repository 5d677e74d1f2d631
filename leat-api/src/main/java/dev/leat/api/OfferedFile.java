package dev.leat.api;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file on offer.
 *
 * @param format the name ending without a dot: json, jsonl, csv, parquet, mp4 …
 * @param modified when upstream last changed it, where the source knows
 */
public record OfferedFile(
    FeedVersion id,
    String format,
    @Nullable Instant modified,
    Content content,
    WhenMissing whenMissing) {
  /** What to do when upstream answers that the file is not there. */
  public enum WhenMissing {
    /** The task fails. */
    FAIL,
    /** The dataset is complete without it; its absence is remembered for a time. */
    REMEMBER
  }

  private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9]+");

  public OfferedFile {
    Objects.requireNonNull(id);
    if (!FORMAT.matcher(format).matches()) {
      throw new IllegalArgumentException("'" + format + "' is not a format such as json or csv");
    }
    Objects.requireNonNull(content);
    Objects.requireNonNull(whenMissing);
  }

  public static OfferedFile of(FeedVersion id, String format, Content content) {
    return new OfferedFile(id, format, null, content, WhenMissing.FAIL);
  }

  public OfferedFile modified(@Nullable Instant at) {
    return new OfferedFile(id, format, at, content, whenMissing);
  }

  public OfferedFile optional() {
    return new OfferedFile(id, format, modified, content, WhenMissing.REMEMBER);
  }
}
