package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_NEXT_ELSEWHERE;

import dev.leat.api.LeatException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts addresses together, and never leads requests to another host. */
final class Address {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int DELETE = 127;

  /** What stands in addresses of some APIs, and must not as it is. */
  private static final String ILLEGAL = "\"<>[]\\^`{|}";

  private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern DOOR = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*");

  private Address() {}

  /** A path below an address, whether or not that ends with a slash. */
  static URI below(URI root, String path) {
    String text = root.toString();
    String base = text.endsWith("/") ? text : text + "/";
    String rest = path.startsWith("/") ? path.substring(1) : path;
    return URI.create(rest.isEmpty() ? text : base + legal(rest));
  }

  /** With what no path or query may have written in percents; what is so already stays. */
  static String legal(String text) {
    Matcher whole = DOOR.matcher(text);
    int from = whole.lookingAt() ? whole.end() : 0;
    StringBuilder legal = new StringBuilder(text.substring(0, from));
    NO_ESCAPE
        .matcher(text.substring(from))
        .replaceAll("%25")
        .codePoints()
        .forEach(
            glyph -> {
              boolean may = glyph > ' ' && glyph < DELETE && ILLEGAL.indexOf(glyph) < 0;
              String as = Character.toString(glyph);
              legal.append(may ? as : Call.encode(as));
            });
    return legal.toString();
  }

  /**
   * The next page's address, as an answer gives it: whole, or from the page that it stands in.
   *
   * @param hidden parameters that are credentials, which requests get anyway
   */
  static URI next(URI page, String given, Set<String> hidden) {
    URI next;
    try {
      next = resolve(page, legal(given.strip()));
    } catch (IllegalArgumentException broken) {
      throw new LeatException(
          REST_NEXT_ELSEWHERE,
          page + " names a next page that is no address",
          "correct 'page' of the feed",
          broken);
    }
    if (next.getHost() == null || !next.getHost().equalsIgnoreCase(page.getHost())) {
      throw elsewhere(page, next);
    }
    if (!sameDoor(page, next)) {
      if (!"http".equalsIgnoreCase(next.getScheme()) || door(next) != HTTP) {
        throw elsewhere(page, next);
      }
      // Behind a proxy an API may not know that it is asked by https.
      next = at(page, next);
    }
    return without(next, hidden);
  }

  /**
   * An address at another host, or through another door of this one; empty where it is no such
   * address, and where encryption would be lost.
   */
  static Optional<URI> elsewhere(URI asked, String given) {
    URI there;
    try {
      there = resolve(asked, legal(given.strip()));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
    boolean asSafe =
        "https".equalsIgnoreCase(there.getScheme())
            || asked.getScheme().equalsIgnoreCase(there.getScheme());
    boolean here = asked.getHost().equalsIgnoreCase(there.getHost()) && sameDoor(asked, there);
    return Optional.of(there).filter(it -> it.getHost() != null && asSafe && !here);
  }

  /** As RFC 3986 has it: the JDK follows an older one, where a query alone loses the path. */
  private static URI resolve(URI page, String given) {
    return given.startsWith("?")
        ? URI.create(page.toString().replaceFirst("\\?.*", "") + given)
        : page.resolve(given);
  }

  private static boolean sameDoor(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme()) && door(one) == door(other);
  }

  /** The port, also where it is left out. */
  private static int door(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? HTTPS : HTTP;
  }

  private static URI at(URI door, URI next) {
    String query = next.getRawQuery() == null ? "" : "?" + next.getRawQuery();
    return URI.create(
        door.getScheme() + "://" + door.getRawAuthority() + next.getRawPath() + query);
  }

  private static LeatException elsewhere(URI page, URI next) {
    return new LeatException(
        REST_NEXT_ELSEWHERE,
        page + " leads to a next page at " + next.getScheme() + "://" + next.getAuthority(),
        "credentials are not sent to another host: write that host as the source's url if it is"
            + " right");
  }

  private static URI without(URI url, Set<String> hidden) {
    String query = url.getRawQuery();
    if (query == null || hidden.isEmpty()) {
      return url;
    }
    String kept =
        Arrays.stream(query.split("&"))
            .filter(pair -> !hidden.contains(pair.split("=", 2)[0]))
            .collect(Collectors.joining("&"));
    String text = url.toString();
    String head = text.substring(0, text.indexOf('?'));
    return URI.create(kept.isEmpty() ? head : head + "?" + kept);
  }
}
