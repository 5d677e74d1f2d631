package dev.leat.core.project;

import java.util.Objects;

/** A place in a file; lines and columns count from 1. */
public record Position(String file, int line, int column) {
  public Position {
    Objects.requireNonNull(file);
  }

  /** So many columns further to the right. */
  Position right(int columns) {
    return new Position(file, line, column + columns);
  }

  /** {@code leat.yaml:3:5}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
