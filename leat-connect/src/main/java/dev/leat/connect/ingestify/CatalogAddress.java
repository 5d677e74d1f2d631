package dev.leat.connect.ingestify;

import static dev.leat.connect.ingestify.IngestifyError.INGESTIFY_UNREADABLE;
import static dev.leat.connect.ingestify.IngestifyError.INGESTIFY_URL;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code metadata_url} as Ingestify writes it: {@code sqlite:///relative.db}, {@code
 * sqlite:////absolute.db}, {@code postgresql://user:password@host:port/database}.
 *
 * @param place for messages, without user, password and parameters
 */
record CatalogAddress(String place, String jdbc, String user, Secret password) {
  /** The last @ ends the credentials, so that a password may hold any sign. */
  private static final Pattern SERVER =
      Pattern.compile(
          "postgres(?:ql)?(?:[+]\\w+)?://(?:(?<user>[^:@/]*)(?::(?<password>.*))?@)?"
              + "(?<host>[^/@?]+)/(?<rest>[^@]+)",
          Pattern.DOTALL);

  CatalogAddress {
    Objects.requireNonNull(place);
    Objects.requireNonNull(jdbc);
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
  }

  /**
   * @param folder where relative paths begin
   */
  static CatalogAddress parse(String url, Path folder) {
    Matcher server = SERVER.matcher(url);
    if (server.matches()) {
      String user = decoded(Objects.requireNonNullElse(server.group("user"), ""));
      String password = decoded(Objects.requireNonNullElse(server.group("password"), ""));
      String at = server.group("host") + "/" + server.group("rest");
      return new CatalogAddress(
          "postgresql://" + at.replaceFirst("(?s)[?].*", ""),
          "jdbc:postgresql://" + at,
          user,
          Secret.of(password));
    }
    String file = url.replaceFirst("^sqlite(?:[+]\\w+)?:///", "");
    if (file.isBlank() || file.contains("://")) {
      throw new LeatException(
          INGESTIFY_URL,
          "The catalog's URL is neither SQLite nor PostgreSQL.",
          "Write sqlite:///path/main.db or postgresql://user:password@host:port/database.");
    }
    return file(folder.resolve(file).normalize());
  }

  private static CatalogAddress file(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new LeatException(
          INGESTIFY_URL,
          "There is no SQLite file " + file + ".",
          "Write sqlite:///relative/path or sqlite:////absolute/path, as in Ingestify.");
    }
    return new CatalogAddress(
        file.toString(), "jdbc:sqlite:" + file.toUri() + "?mode=ro", "", Secret.of(""));
  }

  private static String decoded(String text) {
    boolean encoded = text.contains("%") && text.matches("(?s)([^%]|%[0-9A-Fa-f]{2})*");
    return encoded ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8) : text;
  }

  Connection connect() {
    var properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password.reveal());
    }
    try {
      return DriverManager.getConnection(jdbc, properties);
    } catch (SQLException refused) {
      throw new LeatException(
          INGESTIFY_UNREADABLE,
          "The catalog " + place + " cannot be opened: " + withoutParameters(refused.getMessage()),
          "Check the URL and the credentials.",
          refused);
    }
  }

  /** Drivers repeat the address that they do not understand, passwords among its parameters. */
  private static String withoutParameters(@Nullable String message) {
    return String.valueOf(message).replaceAll("(jdbc:[^\\s?]*)[?]\\S*", "$1");
  }
}
