package dev.leat.cli;

import dev.leat.api.ColumnType;
import java.util.Locale;

/** Writes column types as leat.yaml does. */
final class TypeText {
  private TypeText() {}

  static String of(ColumnType type) {
    return switch (type) {
      case ColumnType.Simple simple -> simple.name().toLowerCase(Locale.ROOT);
      case ColumnType.Decimal decimal ->
          "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
      case ColumnType.ListOf list -> of(list.element()) + "[]";
    };
  }
}
