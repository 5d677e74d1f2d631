package dev.leat.connect.rest;

import dev.leat.api.Keys;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that a feed is asked for.
 *
 * @param facts to keep beside its dataset
 * @param over the end of the window in whose answer it was found, where that changes no more
 */
record Found(Keys keys, Map<String, String> facts, Optional<Instant> over) {
  static final Found ALL = new Found(Keys.NONE, Map.of());

  Found(Keys keys, Map<String, String> facts) {
    this(keys, facts, Optional.empty());
  }

  Found with(Keys all) {
    return new Found(all, facts, over);
  }
}
