package dev.leat.connect.rest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Link} headers, as RFC 8288 has them. */
final class Links {
  private static final Pattern LINK =
      Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^,;<]+(?:\"[^\"]*\")?)*)");
  private static final Pattern NEXT =
      Pattern.compile(
          "(?i)\\brel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next(?=\\s*(?:;|$)))");

  private Links() {}

  /** Where the next page is. */
  static Optional<String> next(List<String> headers) {
    for (String header : headers) {
      Matcher matcher = LINK.matcher(header);
      while (matcher.find()) {
        if (NEXT.matcher(matcher.group(2)).find()) {
          return Optional.of(matcher.group(1).strip());
        }
      }
    }
    return Optional.empty();
  }
}
