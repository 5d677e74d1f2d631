package dev.leat.api;

import java.util.regex.Pattern;

/** Names one kind of file in a dataset and the version of its specification. */
public record FeedVersion(String feed, String version) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  public FeedVersion {
    if (!NAME.matcher(feed).matches() || feed.contains("__") || !NAME.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "'" + feed + "' and '" + version + "' must be letters, digits, '.', '_' or '-'");
    }
  }

  /** Reads {@code events__v1}. */
  public static FeedVersion parse(String text) {
    int at = text.indexOf("__");
    if (at < 0) {
      throw new IllegalArgumentException("'" + text + "' is not feed__version");
    }
    return new FeedVersion(text.substring(0, at), text.substring(at + 2));
  }

  /** {@code events__v1}. */
  @Override
  public String toString() {
    return feed + "__" + version;
  }
}
