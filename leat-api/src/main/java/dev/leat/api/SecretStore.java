package dev.leat.api;

import java.util.Optional;

/** A place that keeps secrets by name; calls block. */
public interface SecretStore {
  /**
   * Looks a secret up.
   *
   * @return empty where the store can be asked and has none of that name
   * @throws LeatException where it cannot be asked; no text of it holds a secret
   */
  Optional<Secret> find(String name);

  /** Where it looked for that name, for people: {@code /run/secrets/TOKEN}. */
  String place(String name);
}
