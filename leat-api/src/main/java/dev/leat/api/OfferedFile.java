package dev.leat.api;

import java.time.Instant;
import java.util.Objects;
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

  public OfferedFile {
    Objects.requireNonNull(id);
    if (!isWord(format)) {
      throw new IllegalArgumentException("'" + format + "' is not a format such as json or csv");
    }
    Objects.requireNonNull(content);
    Objects.requireNonNull(whenMissing);
  }

  /** Whether it is letters and digits; a loop, since every file of every listing passes here. */
  private static boolean isWord(String text) {
    boolean word = !text.isEmpty();
    for (int i = 0; word && i < text.length(); i++) {
      char glyph = text.charAt(i);
      word = glyph < 128 && Character.isLetterOrDigit(glyph);
    }
    return word;
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
