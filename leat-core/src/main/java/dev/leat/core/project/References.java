package dev.leat.core.project;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Replaces {@code ${env:X}}, {@code ${file:path}} and {@code ${secret:X}} by values. */
final class References {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_./@+=-]+");
  private static final long FILE_BYTES_MAX = 1 << 20;

  /** Variables whose names say that their values are secret wherever they are used. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(PASS|PWD|SECRET|TOKEN|CREDENTIAL|PRIVATE|API_?KEY|_KEY|AUTH|COOKIE).*|KEY");

  private final Path folder;
  private final Environment environment;
  private final DotEnv dotEnv;
  private final Mistakes mistakes;
  private final Consumer<String> secrets;
  private Optional<Supplier<SecretStores>> opener = Optional.empty();
  private Optional<SecretStores> stores = Optional.empty();

  /**
   * @param secrets told every value that must never be shown
   */
  References(Path folder, Environment environment, Mistakes mistakes, Consumer<String> secrets) {
    this.folder = folder;
    this.environment = environment;
    this.dotEnv = new DotEnv(folder.resolve(".env"), mistakes);
    this.mistakes = mistakes;
    this.secrets = secrets;
  }

  /** Where secrets are looked for from now on; opened by the first that is asked for. */
  void lookIn(Supplier<SecretStores> later) {
    opener = Optional.of(later);
  }

  /** Variables of the process, then those of {@code .env}. */
  Optional<String> variable(String name) {
    return environment.variable(name).or(() -> dotEnv.variable(name));
  }

  /** Whether the name of a variable, header or parameter says that its value is secret. */
  static boolean namesSecret(String name) {
    return SECRET_NAME.matcher(name.toUpperCase(Locale.ROOT).replace('-', '_')).matches();
  }

  /** The pieces of a value; a doubled dollar sign stands for one that is no reference. */
  List<Yaml.Part> resolve(String written, Position at) {
    List<Yaml.Part> parts = new ArrayList<>();
    int from = 0;
    int start = written.indexOf("${");
    while (start >= 0) {
      if (start > from && written.charAt(start - 1) == '$') {
        parts.add(new Yaml.Part(written.substring(from, start - 1) + "${", false));
        from = start + 2;
      } else {
        int end = written.indexOf('}', start);
        if (end < 0) {
          mistakes.add(
              ProjectError.PROJECT_VALUE_INVALID,
              at,
              "'" + written.substring(start) + "' has no closing brace.",
              "Add }, or write $${ for the characters themselves.");
          break;
        }
        parts.add(new Yaml.Part(written.substring(from, start), false));
        Optional<String> value = reference(written.substring(start + 2, end), at);
        // An empty value leaves no part: an empty part says that the reference leads nowhere.
        if (value.isEmpty() || !value.get().isEmpty()) {
          parts.add(new Yaml.Part(value.orElse(""), true));
        }
        from = end + 1;
      }
      start = written.indexOf("${", from);
    }
    parts.add(new Yaml.Part(written.substring(from), false));
    parts.removeIf(part -> part.text().isEmpty() && !part.referenced());
    return parts;
  }

  private Optional<String> reference(String text, Position at) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (kind.equals("env") && colon > 0) {
      return variable(rest, at);
    }
    if (kind.equals("file") && colon > 0) {
      return content(rest, at);
    }
    if (kind.equals("secret") && colon > 0) {
      return secret(rest, at);
    }
    boolean bare = VARIABLE.matcher(text).matches();
    mistakes.add(
        ProjectError.PROJECT_VALUE_INVALID,
        at,
        "'${" + text + "}' is no reference.",
        bare
            ? "Write ${env:" + text + "} for a variable, or $${ for the characters themselves."
            : "Write ${env:NAME}, ${env:NAME:default}, ${secret:NAME} or ${file:PATH}, or $${ for"
                + " the characters themselves.");
    return Optional.empty();
  }

  private Optional<String> variable(String text, Position at) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    if (!VARIABLE.matcher(name).matches()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          at,
          "'" + name + "' cannot be the name of a variable.",
          "Use letters, digits and underscores.");
      return Optional.empty();
    }
    Optional<String> value = variable(name);
    if (value.isPresent()) {
      if (namesSecret(name)) {
        secrets.accept(value.get());
      }
      return value;
    }
    if (colon < 0) {
      mistakes.add(
          ProjectError.PROJECT_REFERENCE_MISSING,
          at,
          "The variable "
              + name
              + " is set neither in the environment nor in "
              + folder.resolve(".env")
              + ".",
          "Set it, or write ${env:" + name + ":default}.");
    }
    return colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
  }

  /**
   * What is written behind {@code secret:}, such as {@code db#password:password}.
   *
   * @param field of a secret that is a JSON object
   */
  private record Wanted(String name, Optional<String> field, Optional<String> kind) {
    static Wanted of(String text) {
      int colon = text.lastIndexOf(':');
      String known = colon < 0 ? text : text.substring(0, colon);
      Optional<String> kind = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
      int hash = known.indexOf('#');
      return hash < 0
          ? new Wanted(known, Optional.empty(), kind)
          : new Wanted(known.substring(0, hash), Optional.of(known.substring(hash + 1)), kind);
    }

    String words() {
      return kind.orElse("secret") + " " + name;
    }
  }

  /** Unresolved, and nothing said, where secrets cannot be looked for yet. */
  private Optional<String> secret(String text, Position at) {
    if (opener.isEmpty()) {
      return Optional.empty();
    }
    Wanted wanted = Wanted.of(text);
    if (!isWritten(wanted, at)) {
      return Optional.empty();
    }
    SecretStores all = stores.orElseGet(opener.get());
    stores = Optional.of(all);
    try {
      Optional<Secret> secret = all.find(wanted.name());
      if (secret.isEmpty()) {
        mistakes.add(
            ProjectError.PROJECT_REFERENCE_MISSING,
            at,
            "The %s is not there. It was looked for in: %s."
                .formatted(wanted.words(), all.places(wanted.name())),
            "Put it there, or name another store in 'secrets'.");
      }
      Optional<String> value =
          wanted.field().isEmpty()
              ? secret.map(Secret::reveal)
              : secret.flatMap(whole -> field(whole, wanted, at));
      value.ifPresent(secrets);
      return value.filter(found -> fits(found, wanted, at));
    } catch (LeatException refused) {
      mistakes.add(refused.code(), at, refused.problem(), refused.remedy());
      return Optional.empty();
    }
  }

  private boolean isWritten(Wanted wanted, Position at) {
    if (!SECRET.matcher(wanted.name()).matches()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          at,
          "'" + wanted.name() + "' cannot be the name of a secret.",
          "Use letters, digits and _ . / @ + = -, then #field for a field of a JSON secret.");
      return false;
    }
    String kind = wanted.kind().orElse("token");
    if (SecretKind.of(kind).isEmpty()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          at,
          "'" + kind + "' is not what a secret can be.",
          Nearest.suggest(kind, SecretKind.words()));
      return false;
    }
    return true;
  }

  /** The value itself is never told. */
  private boolean fits(String value, Wanted wanted, Position at) {
    Optional<SecretKind> kind = wanted.kind().flatMap(SecretKind::of);
    boolean fits = kind.map(known -> known.fits(value, folder)).orElse(true);
    if (!fits) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          at,
          "The secret "
              + wanted.name()
              + " is there, and it is no "
              + wanted.kind().orElse("")
              + ".",
          "Correct what is stored: it must be " + kind.map(SecretKind::form).orElse("") + ".");
    }
    return fits;
  }

  private Optional<String> field(Secret whole, Wanted wanted, Position at) {
    String field = wanted.field().orElse("");
    Optional<String> value = JsonField.of(whole.reveal(), field);
    if (value.isEmpty()) {
      mistakes.add(
          ProjectError.PROJECT_REFERENCE_MISSING,
          at,
          "The secret " + wanted.name() + " has no field '" + field + "'.",
          "Correct the name behind #; the secret must be a JSON object with such a field.");
    }
    return value;
  }

  private Optional<String> content(String path, Position at) {
    Path file = folder.resolve(path);
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        mistakes.add(
            ProjectError.PROJECT_VALUE_INVALID,
            at,
            "The file " + file + " is larger than 1 MB.",
            "Name a file that holds the value and nothing else.");
        return Optional.empty();
      }
      String text = Files.readString(file).stripTrailing();
      secrets.accept(text);
      return Optional.of(text);
    } catch (IOException unreadable) {
      mistakes.add(
          ProjectError.PROJECT_REFERENCE_MISSING,
          at,
          "The file " + file + (Files.exists(file) ? " cannot be read." : " is not there."),
          "Create it with the value in it, or correct the path.");
      return Optional.empty();
    }
  }
}
