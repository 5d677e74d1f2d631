package dev.leat.core.catalog;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A catalog's URL, taken apart. */
sealed interface CatalogUrl {
  /** A SQLite file. */
  record File(Path path) implements CatalogUrl {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A PostgreSQL database.
   *
   * @param passwords what to try, in order: a password with a percent sign may be meant either way
   * @param query further parameters of the driver, as written
   */
  record Server(
      String host, int port, String database, String user, List<Secret> passwords, String query)
      implements CatalogUrl {
    @Override
    public String toString() {
      return "postgresql://"
          + (user.isEmpty() ? "" : user + "@")
          + host
          + ":"
          + port
          + "/"
          + database;
    }
  }

  /** The last @ that a host can follow ends the credentials, so a password may hold any sign. */
  Pattern SERVER =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<who>.*)@)?(?<host>\\[[^]]+]|[^/@?:]+)"
              + "(?::(?<port>\\d+))?/(?<database>[^/@?]+)(?:\\?(?<query>[^@]*))?",
          Pattern.DOTALL);

  Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]+):.*", Pattern.DOTALL);

  static CatalogUrl parse(String url) {
    if (url.startsWith("postgres") || url.startsWith("jdbc:postgres")) {
      return server(url);
    }
    String file = url.replaceFirst("^(jdbc:)?sqlite:(//(?=/))?", "");
    if (file.startsWith("file:")) {
      return new File(Path.of(URI.create(file)));
    }
    Matcher scheme = SCHEME.matcher(file);
    if (file.isBlank() || scheme.matches()) {
      throw new LeatException(
          CatalogError.CATALOG_URL,
          file.isBlank()
              ? "the catalog's URL is empty"
              : "a catalog cannot be kept in '" + scheme.group(1) + "'",
          "name a SQLite file or postgresql://user:password@host:port/database");
    }
    return new File(Path.of(file));
  }

  private static Server server(String url) {
    Matcher parts = SERVER.matcher(url);
    if (!parts.matches()) {
      throw new LeatException(
          CatalogError.CATALOG_URL,
          "the catalog's PostgreSQL URL cannot be understood",
          "write postgresql://user:password@host:port/database");
    }
    String who = parts.group("who") == null ? "" : parts.group("who");
    int colon = who.indexOf(':');
    String user = colon < 0 ? who : who.substring(0, colon);
    String password = colon < 0 ? "" : who.substring(colon + 1);
    return new Server(
        parts.group("host"),
        parts.group("port") == null ? 5432 : Integer.parseInt(parts.group("port")),
        decoded(parts.group("database")),
        decoded(user),
        Stream.of(decoded(password), password).distinct().map(Secret::of).toList(),
        parts.group("query") == null ? "" : parts.group("query"));
  }

  private static String decoded(String text) {
    boolean encoded = text.indexOf('%') >= 0 && text.matches("(?s)([^%]|%[0-9A-Fa-f]{2})*");
    return encoded ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8) : text;
  }
}
