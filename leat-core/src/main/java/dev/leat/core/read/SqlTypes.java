package dev.leat.core.read;

import dev.leat.api.ColumnType;
import java.util.Locale;

/** Names types as DuckDB does. */
final class SqlTypes {
  private SqlTypes() {}

  static String of(ColumnType type) {
    return switch (type) {
      case ColumnType.Decimal decimal ->
          "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
      case ColumnType.ListOf list -> of(list.element()) + "[]";
      case ColumnType.Simple simple -> of(simple);
    };
  }

  /** The same for sentences. */
  static String words(ColumnType type) {
    return of(type).toLowerCase(Locale.ROOT);
  }

  private static String of(ColumnType.Simple type) {
    return switch (type) {
      case TEXT -> "VARCHAR";
      case BYTES -> "BLOB";
      case TIMESTAMPTZ -> "TIMESTAMP WITH TIME ZONE";
      case BOOLEAN, BIGINT, HUGEINT, DOUBLE, DATE, TIME, TIMESTAMP, JSON -> type.name();
    };
  }

  /** The type in which {@code json_transform} reads a value exactly; the rest is a cast. */
  static String staged(ColumnType type) {
    return switch (type) {
      case ColumnType.Decimal decimal -> of(decimal);
      case ColumnType.ListOf list -> staged(list.element());
      case ColumnType.Simple simple -> staged(simple);
    };
  }

  private static String staged(ColumnType.Simple type) {
    return switch (type) {
      case BOOLEAN, BIGINT, HUGEINT, DOUBLE, JSON -> type.name();
      case DATE, TIME, TIMESTAMP, TIMESTAMPTZ, TEXT, BYTES -> "VARCHAR";
    };
  }

  /** As {@link #staged}, for documents that were rewritten: JSON lies in them as text. */
  static String stagedAsText(ColumnType type) {
    String staged = staged(type);
    return staged.equals("JSON") ? "VARCHAR" : staged;
  }

  /** Whether a staged value still has to be cast. */
  static boolean cast(ColumnType type) {
    return switch (type) {
      case ColumnType.Decimal decimal -> false;
      case ColumnType.ListOf list -> cast(list.element());
      case ColumnType.Simple simple -> cast(simple);
    };
  }

  private static boolean cast(ColumnType.Simple type) {
    return switch (type) {
      case DATE, TIME, TIMESTAMP, TIMESTAMPTZ, BYTES, JSON -> true;
      case BOOLEAN, BIGINT, HUGEINT, DOUBLE, TEXT -> false;
    };
  }

  /** Whether DuckDB's reader of CSV makes such values of texts by itself, and exactly. */
  static boolean parsed(ColumnType type) {
    return type instanceof ColumnType.Decimal
        || type == ColumnType.Simple.BIGINT
        || type == ColumnType.Simple.HUGEINT
        || type == ColumnType.Simple.DATE
        || type == ColumnType.Simple.TIMESTAMP;
  }
}
