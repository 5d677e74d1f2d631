package dev.leat.api;

import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of secret store, chosen by the scheme of its URL and found by {@link
 * java.util.ServiceLoader}.
 */
public interface SecretStoreType {
  /** Such as {@code vault+aws}. */
  String scheme();

  /**
   * Names a store; connects to nothing yet.
   *
   * @param url as configured, scheme included
   * @param environment variables of the process, then those of the project's {@code .env}
   */
  SecretStore open(String url, Function<String, Optional<String>> environment);
}
