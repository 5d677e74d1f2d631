package dev.leat.core.project;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads URLs. */
final class Urls {
  private Urls() {}

  /** Empty where the text has no scheme or is no URL. */
  static Optional<URI> parse(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return Optional.of(url).filter(URI::isAbsolute).filter(it -> !web || it.getHost() != null);
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }
}
