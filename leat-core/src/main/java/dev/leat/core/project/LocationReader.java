package dev.leat.core.project;

import dev.leat.api.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads database URLs whose passwords hold any character.
 *
 * <p>What a reference stands for is never decoded and never ends a part of the URL: it travels as
 * one placeholder character. Where one reference stands for the whole URL, the last {@code @}
 * before the parameters ends the password.
 */
final class LocationReader {
  private static final char PLACEHOLDER = '\uE000';
  private static final Pattern SERVER =
      Pattern.compile(
          "(?<scheme>[a-z][a-z0-9+.-]*)://(?:(?<who>[^?]*)@)?(?<host>[^/:@?]+|\\[[^\\]]+\\])"
              + "(?::(?<port>[^/?]*))?(?:/(?<database>[^?]*))?(?:\\?(?<parameters>.*))?",
          Pattern.DOTALL);
  private static final Pattern FILE = Pattern.compile("([a-z][a-z0-9+.-]+):(?!//)(.+)");

  private final Path folder;

  LocationReader(Path folder) {
    this.folder = folder;
  }

  /**
   * @param plainScheme the scheme of a value that is only a path
   * @return empty where the value is no location
   */
  Optional<Location> read(Yaml.Scalar value, String plainScheme) {
    List<Yaml.Part> parts = value.parts();
    boolean whole = parts.size() == 1;
    var template = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Yaml.Part part = parts.get(i);
      template.append(
          part.referenced() && !whole ? Character.toString(PLACEHOLDER + i) : part.text());
    }
    Matcher server = SERVER.matcher(template);
    if (server.matches()) {
      return server(server, parts);
    }
    if (template.isEmpty() || template.indexOf("://") >= 0) {
      return Optional.empty();
    }
    Matcher file = FILE.matcher(template);
    return Optional.of(
        file.matches()
            ? new Location.File(file.group(1), path(filled(file.group(2), parts)))
            : new Location.File(plainScheme, path(value.text())));
  }

  private Path path(String text) {
    return folder.resolve(text).normalize();
  }

  private static Optional<Location> server(Matcher matcher, List<Yaml.Part> parts) {
    String port = filled(or(matcher.group("port"), "0"), parts);
    String database = decoded(or(matcher.group("database"), ""), parts);
    if (!port.matches("[0-9]{1,5}") || database.isEmpty()) {
      return Optional.empty();
    }
    String who = or(matcher.group("who"), "");
    int colon = who.indexOf(':');
    String user = colon < 0 ? who : who.substring(0, colon);
    String password = colon < 0 ? "" : who.substring(colon + 1);
    return Optional.of(
        new Location.Server(
            scheme(matcher.group("scheme")),
            decoded(user, parts),
            Secret.of(decoded(password, parts)),
            filled(matcher.group("host"), parts),
            Integer.parseInt(port),
            database,
            parameters(or(matcher.group("parameters"), ""), parts)));
  }

  /** Both spellings of PostgreSQL are common; connectors see one. */
  private static String scheme(String written) {
    return written.equals("postgres") ? "postgresql" : written;
  }

  private static Map<String, String> parameters(String text, List<Yaml.Part> parts) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : text.isEmpty() ? new String[0] : text.split("&")) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      parameters.put(decoded(name, parts), decoded(value, parts));
    }
    return parameters;
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** Decodes what was written, then puts in what was referred to. */
  private static String decoded(String text, List<Yaml.Part> parts) {
    try {
      return filled(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8), parts);
    } catch (IllegalArgumentException percentItself) {
      return filled(text, parts);
    }
  }

  private static String filled(String text, List<Yaml.Part> parts) {
    var result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean placeholder = c >= PLACEHOLDER && c < PLACEHOLDER + parts.size();
      result.append(placeholder ? parts.get(c - PLACEHOLDER).text() : Character.toString(c));
    }
    return result.toString();
  }
}
