package dev.leat.core.project;

import dev.leat.api.Secret;
import dev.leat.api.SecretStore;
import java.nio.file.Path;
import java.util.Optional;

/** A folder with a file for each secret, as container platforms mount it. */
record FolderSecrets(Path folder) implements SecretStore {
  @Override
  public Optional<Secret> find(String name) {
    Path file = folder.resolve(name).normalize();
    return file.startsWith(folder) ? SecretFile.read(file) : Optional.empty();
  }

  @Override
  public String place(String name) {
    return folder.resolve(name).toString();
  }
}
