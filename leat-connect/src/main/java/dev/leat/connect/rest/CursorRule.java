package dev.leat.connect.rest;

import java.time.Duration;
import java.util.Optional;

/**
 * How a feed is read on from where it was.
 *
 * @param field of a record that tells how new it is
 * @param parameter that asks for what is newer
 * @param start where to begin, empty for everything
 * @param lag how far before the newest to ask again
 * @param comparison how values are compared
 */
record CursorRule(
    JsonPath field,
    Paging.Parameter parameter,
    Optional<String> start,
    Duration lag,
    Order order,
    Comparison comparison) {
  /** In which order the API gives records. */
  enum Order {
    NONE,
    ASC,
    DESC
  }

  enum Comparison {
    /** As times or numbers where they look so. */
    AUTO,
    TEXT
  }

  CursorValue value(String text, CursorValue.Form form) {
    return comparison == Comparison.TEXT
        ? CursorValue.text(text, form)
        : CursorValue.of(text, form);
  }

  /** Where to begin; a number unless texts are compared. */
  Optional<CursorValue> beginning() {
    return start.map(
        text ->
            value(
                text,
                comparison == Comparison.TEXT ? CursorValue.Form.TEXT : CursorValue.Form.of(text)));
  }
}
