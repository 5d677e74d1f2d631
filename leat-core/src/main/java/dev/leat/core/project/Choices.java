package dev.leat.core.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads constants of enums as leat.yaml writes them: in lower case. */
final class Choices {
  private Choices() {}

  static <E extends Enum<E>> Optional<E> find(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }
}
