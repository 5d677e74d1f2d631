package dev.leat.connect.rest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a feed is asked for once each.
 *
 * @param keys dataset keys and the fields that they are taken from
 * @param carry facts to keep beside each dataset, and the fields that they are taken from
 */
record Each(From from, Map<String, JsonPath> keys, Map<String, JsonPath> carry) {
  /** Where the values come from. */
  sealed interface From {
    /**
     * The records of another feed.
     *
     * @param records where they are, empty for where that feed has its own
     */
    record Parent(Feed feed, Optional<JsonPath> records) implements From {}

    /** A list in leat.yaml, as JSON. */
    record Values(List<?> values) implements From {}

    /** What a SELECT finds in the project's destination. */
    record Rows(String sql) implements From {}

    /** A file of lines, CSV or JSON. */
    record Lines(Path file) implements From {}
  }
}
