package dev.leat.api;

import java.util.Objects;

/**
 * Where in a file a record is, in words that its owner finds it by.
 *
 * @param where such as {@code line}, or {@code sheet Orders, row}
 */
public record Place(String where, long number) {
  public Place {
    Objects.requireNonNull(where);
  }

  @Override
  public String toString() {
    return where + " " + number;
  }
}
