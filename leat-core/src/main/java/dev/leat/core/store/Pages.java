package dev.leat.core.store;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Reads a long list page by page, each after the last element of the one before. */
final class Pages {
  private Pages() {}

  /** Pages that are not empty, fetched when they are asked for. */
  static <T> Stream<List<T>> stream(
      LongFunction<List<T>> page, ToLongFunction<T> position, int size) {
    return Stream.iterate(
        page.apply(0),
        current -> !current.isEmpty(),
        current ->
            current.size() < size
                ? List.of()
                : page.apply(position.applyAsLong(current.getLast())));
  }
}
