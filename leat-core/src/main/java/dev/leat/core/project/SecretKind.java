package dev.leat.core.project;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a project says that a secret is; told where it is missing, and held against its value. */
enum SecretKind {
  TOKEN("one line without spaces"),
  USER("one line"),
  PASSWORD("one line"),
  CONNECTION("an address such as postgresql://user:password@host/database"),
  PATH("the path of a file that is there; a relative one begins where leat.yaml is"),
  URL("an address such as https://host/path");

  private final String form;

  SecretKind(String form) {
    this.form = form;
  }

  static Optional<SecretKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(SecretKind::word).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its values look like, in words. */
  String form() {
    return form;
  }

  boolean fits(String value, Path folder) {
    return switch (this) {
      case TOKEN -> value.chars().noneMatch(c -> c <= ' ');
      case USER, PASSWORD -> value.chars().noneMatch(c -> c < ' ');
      case CONNECTION -> value.matches("[a-z][a-z0-9+.-]*:[^\\s]+");
      case PATH -> isFile(value, folder);
      case URL -> isUrl(value);
    };
  }

  private static boolean isFile(String value, Path folder) {
    try {
      return Files.isRegularFile(folder.resolve(value));
    } catch (InvalidPathException none) {
      return false;
    }
  }

  private static boolean isUrl(String value) {
    try {
      var url = new URI(value);
      return url.getScheme() != null && url.getScheme().matches("https?") && url.getHost() != null;
    } catch (URISyntaxException none) {
      return false;
    }
  }
}
