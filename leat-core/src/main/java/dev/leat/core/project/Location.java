package dev.leat.core.project;

import dev.leat.api.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Where a catalog or a destination is; never prints a password. */
public sealed interface Location {
  /** What it is: {@code sqlite}, {@code duckdb}, {@code postgresql} … */
  String scheme();

  /** A file on this machine. */
  record File(String scheme, Path path) implements Location {
    public File {
      Objects.requireNonNull(scheme);
      Objects.requireNonNull(path);
    }

    @Override
    public String toString() {
      return scheme + ":" + path;
    }
  }

  /**
   * A database on a server.
   *
   * @param user empty where the URL names none
   * @param password empty where the URL has none
   * @param port 0 where the URL names none
   * @param parameters what follows {@code ?}, decoded
   */
  record Server(
      String scheme,
      String user,
      Secret password,
      String host,
      int port,
      String database,
      Map<String, String> parameters)
      implements Location {
    public Server {
      Objects.requireNonNull(user);
      Objects.requireNonNull(password);
      parameters = Map.copyOf(parameters);
    }

    /** Without user, password and parameters. */
    @Override
    public String toString() {
      return scheme + "://" + host + (port == 0 ? "" : ":" + port) + "/" + database;
    }
  }
}
