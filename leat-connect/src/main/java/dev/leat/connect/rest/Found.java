package dev.leat.connect.rest;

import dev.leat.api.Keys;
import java.util.Map;

/**
 * One thing that a feed is asked for.
 *
 * @param facts to keep beside its dataset
 */
record Found(Keys keys, Map<String, String> facts) {
  static final Found ALL = new Found(Keys.NONE, Map.of());
}
