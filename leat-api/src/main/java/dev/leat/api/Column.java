package dev.leat.api;

import java.util.Objects;

/** A column of a table: normalised name and type. */
public record Column(String name, ColumnType type) {
  public Column {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }
}
