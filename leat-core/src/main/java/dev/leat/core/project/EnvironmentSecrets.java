package dev.leat.core.project;

import dev.leat.api.Secret;
import dev.leat.api.SecretStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** A variable, or the file that the variable {@code NAME_FILE} names. */
record EnvironmentSecrets(Path folder, Function<String, Optional<String>> environment)
    implements SecretStore {
  @Override
  public Optional<Secret> find(String name) {
    return environment
        .apply(name)
        .map(Secret::of)
        .or(
            () ->
                environment
                    .apply(name + "_FILE")
                    .flatMap(path -> SecretFile.read(folder.resolve(path))));
  }

  @Override
  public String place(String name) {
    return environment
        .apply(name + "_FILE")
        .map(path -> folder.resolve(path) + " (which " + name + "_FILE names)")
        .orElse("the environment and .env (" + name + " or " + name + "_FILE)");
  }
}
