package dev.leat.core.project;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import dev.leat.api.SecretStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that prints a secret, such as a password manager's.
 *
 * <p>Its words are split at spaces, no shell reads them; {@code {name}} in them is the name, which
 * is otherwise the last argument. It gets the whole environment, since it must sign in somewhere.
 * An exit code other than 0 means that it has no such secret.
 */
final class CommandSecrets implements SecretStore {
  private static final int SECONDS_MAX = 60;

  private final Path folder;
  private final String command;
  private final Map<String, Integer> exitCodes = new HashMap<>();

  CommandSecrets(Path folder, String command) {
    this.folder = folder;
    this.command = command.strip();
  }

  @Override
  public Optional<Secret> find(String name) {
    try {
      Process process =
          new ProcessBuilder(words(name))
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      Thread limit = Thread.ofVirtual().start(() -> end(process));
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      limit.interrupt();
      exitCodes.put(name, code);
      return code == 0 ? Optional.of(Secret.of(text.stripTrailing())) : Optional.empty();
    } catch (IOException e) {
      throw failed("cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted", e);
    }
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String word : List.of(command.split("\\s+"))) {
      words.add(word.replace("{name}", name));
    }
    if (!command.contains("{name}")) {
      words.add(name);
    }
    return words;
  }

  private LeatException failed(String how, Exception cause) {
    return new LeatException(
        ProjectError.SECRET_UNREADABLE,
        "The command of the secret store 'command:" + command + "' " + how + ".",
        "Install the program, or name another store in 'secrets'.",
        cause);
  }

  @Override
  public String place(String name) {
    Integer code = exitCodes.get(name);
    return "the command '"
        + String.join(" ", words(name))
        + "'"
        + (code == null || code == 0 ? "" : " (exit code " + code + ")");
  }
}
