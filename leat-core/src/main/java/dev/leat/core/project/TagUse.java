package dev.leat.core.project;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a table brings to a tag.
 *
 * @param owner whose data it is
 * @param brings the table's column for each of the tag's columns
 * @param dimensions the table's column for each dimension
 * @param links by tag, the columns that hold its key
 */
public record TagUse(
    Tag tag,
    String owner,
    Map<String, String> brings,
    Map<String, String> dimensions,
    Map<String, List<String>> links) {
  public TagUse {
    brings = new TreeMap<>(brings);
    dimensions = new TreeMap<>(dimensions);
    links = new TreeMap<>(links);
  }
}
