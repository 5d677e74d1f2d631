package dev.leat.connect.postgres;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database and the schema in it, as the project's {@code destination} names them.
 *
 * @param user empty where the URL names none
 * @param parameters the driver's own, such as {@code sslmode}
 */
record PostgresUrl(
    Server server, String user, Secret password, String schema, Map<String, String> parameters) {
  /** Which database. */
  record Server(String host, int port, String database) {}

  private static final String EXAMPLE =
      "postgresql://user:${env:PASSWORD}@host:5432/database?schema=name";

  /** The last @ that a host can follow ends the credentials, so a password may hold any sign. */
  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<who>.*)@)?(?<host>\\[[^]]+]|[^/@?:]+)"
              + "(?::(?<port>\\d{1,5}))?/(?<database>[^/@?]+)(?:\\?(?<query>[^@]*))?",
          Pattern.DOTALL);

  /** What the driver does otherwise is to wait for ever. */
  private static final Map<String, String> CAUTION =
      Map.of("connectTimeout", "10", "socketTimeout", "3600", "tcpKeepAlive", "true");

  static PostgresUrl parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw invalid("The destination's PostgreSQL URL cannot be understood.");
    }
    String who = orEmpty(parts.group("who"));
    int colon = who.indexOf(':');
    Map<String, String> parameters = parameters(orEmpty(parts.group("query")));
    String schema = Objects.requireNonNullElse(parameters.remove("schema"), "leat");
    if (schema.isBlank() || schema.startsWith("pg_") || !Sql.fitting(schema).equals(schema)) {
      throw invalid("A schema cannot be named '" + schema + "'.");
    }
    refuseUnknown(parameters);
    return new PostgresUrl(
        new Server(
            parts.group("host"),
            parts.group("port") == null ? 5432 : Integer.parseInt(parts.group("port")),
            decoded(parts.group("database"))),
        decoded(colon < 0 ? who : who.substring(0, colon)),
        Secret.of(colon < 0 ? "" : decoded(who.substring(colon + 1))),
        schema,
        parameters);
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw invalid("The parameter '" + parameter + "' of the destination's URL has no value.");
      }
      parameters.put(
          decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
    }
    return parameters;
  }

  private static void refuseUnknown(Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    List<String> known = known();
    List<String> unknown =
        parameters.keySet().stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new LeatException(
          PostgresError.POSTGRES_URL,
          "The destination's URL has an unknown parameter: " + String.join(", ", unknown) + ".",
          "Use schema, or a parameter of the PostgreSQL JDBC driver"
              + closest(known, unknown.get(0))
              + ".");
    }
  }

  private static String closest(List<String> known, String name) {
    String plain = name.replace("_", "");
    return known.stream()
        .filter(plain::equalsIgnoreCase)
        .findFirst()
        .map(parameter -> ", such as " + parameter)
        .orElse("");
  }

  private static List<String> known() {
    try {
      return Stream.of(driver().getPropertyInfo("jdbc:postgresql:", new Properties()))
          .map(parameter -> parameter.name)
          .toList();
    } catch (SQLException e) {
      throw new IllegalStateException("the driver does not know its parameters", e);
    }
  }

  /** Connects once; see {@link Sessions} for what a connection is set to. */
  Connection connect() throws SQLException {
    var properties = new Properties();
    properties.putAll(CAUTION);
    properties.setProperty("ApplicationName", "leat");
    properties.putAll(parameters);
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      properties.setProperty("password", password.reveal());
    }
    String database = URLEncoder.encode(server.database(), StandardCharsets.UTF_8);
    String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database;
    return Objects.requireNonNull(driver().connect(url, properties));
  }

  /** The driver itself: {@code DriverManager} would load every other one. */
  private static Driver driver() {
    return ServiceLoader.load(Driver.class, PostgresUrl.class.getClassLoader()).stream()
        .filter(found -> found.type().getName().equals("org.postgresql.Driver"))
        .findFirst()
        .orElseThrow()
        .get();
  }

  /** Without user, password and parameters, so that it stays the same when they change. */
  @Override
  public String toString() {
    return "postgresql://%s:%d/%s?schema=%s"
        .formatted(server.host(), server.port(), server.database(), schema);
  }

  private static LeatException invalid(String problem) {
    return new LeatException(PostgresError.POSTGRES_URL, problem, "Write " + EXAMPLE + ".");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String decoded(String text) {
    boolean encoded = text.indexOf('%') >= 0 && text.matches("(?s)([^%]|%[0-9A-Fa-f]{2})*");
    return encoded ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8) : text;
  }
}
