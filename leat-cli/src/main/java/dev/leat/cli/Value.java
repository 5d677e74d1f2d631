package dev.leat.cli;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Writes a value of a table as text: exact numbers, ISO 8601 times with their seconds. */
final class Value {
  private Value() {}

  static String text(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case LocalDateTime time -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
      case LocalTime time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
      default -> value.toString();
    };
  }
}
