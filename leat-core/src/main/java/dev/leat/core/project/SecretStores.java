package dev.leat.core.project;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import dev.leat.api.SecretStore;
import dev.leat.api.SecretStoreType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where {@code ${secret:NAME}} is looked for: stores in the project's order, each asked once. */
final class SecretStores {
  private static final List<String> USUAL = List.of("env:", "file:/run/secrets");
  private static final Set<String> OWN = Set.of("env", "file", "command");

  private final List<SecretStore> stores;
  private final Map<String, Optional<Secret>> found = new HashMap<>();

  private SecretStores(List<SecretStore> stores) {
    this.stores = stores;
  }

  /** Notes each store that there is no kind of. */
  static void check(List<Yaml> written, Connectors connectors, Mistakes mistakes) {
    for (Yaml item : written) {
      if (item instanceof Yaml.Scalar url && !url.unresolved() && !exists(url.text(), connectors)) {
        mistakes.add(
            ProjectError.CONNECTOR_UNKNOWN,
            url.at(),
            "There is no kind of secret store " + url.kind() + ".",
            "Write one of: "
                + "env:, file:FOLDER, command:PROGRAM ARGUMENTS"
                + connectors.all(SecretStoreType.class).stream()
                    .map(type -> ", " + type.scheme() + "://…")
                    .sorted()
                    .collect(Collectors.joining())
                + ".");
      }
    }
  }

  private static boolean exists(String url, Connectors connectors) {
    return OWN.contains(scheme(url))
        || connectors.find(SecretStoreType.class, SecretStoreType::scheme, scheme(url)).isPresent();
  }

  /**
   * Opens those that the project names, or the usual ones.
   *
   * @param environment the process's, then {@code .env}
   */
  static SecretStores open(
      List<String> urls,
      Path folder,
      Function<String, Optional<String>> environment,
      Connectors connectors) {
    List<SecretStore> stores = new ArrayList<>();
    for (String url : urls.isEmpty() ? USUAL : urls) {
      String rest = url.substring(url.indexOf(':') + 1);
      switch (scheme(url)) {
        case "env" -> stores.add(new EnvironmentSecrets(folder, environment));
        case "file" -> stores.add(new FolderSecrets(folder.resolve(rest).normalize()));
        case "command" -> stores.add(new CommandSecrets(folder, rest));
        default ->
            connectors
                .find(SecretStoreType.class, SecretStoreType::scheme, scheme(url))
                .ifPresent(type -> stores.add(type.open(url, environment)));
      }
    }
    return new SecretStores(stores);
  }

  private static String scheme(String url) {
    return url.substring(0, Math.max(0, url.indexOf(':')));
  }

  /**
   * The first that is found.
   *
   * @throws LeatException where a store before it cannot be asked
   */
  Optional<Secret> find(String name) {
    Optional<Secret> known = found.get(name);
    if (known == null) {
      known =
          stores.stream()
              .map(store -> store.find(name))
              .flatMap(Optional::stream)
              .filter(secret -> !secret.isEmpty())
              .findFirst();
      found.put(name, known);
    }
    return known;
  }

  /** Every place where a secret was looked for. */
  String places(String name) {
    return stores.stream().map(store -> store.place(name)).collect(Collectors.joining(", "));
  }
}
