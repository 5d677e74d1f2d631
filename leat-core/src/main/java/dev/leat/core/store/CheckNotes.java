package dev.leat.core.store;

import dev.leat.api.FeedVersion;
import dev.leat.core.catalog.CommitRequest.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes into a manifest's notes what was found unchanged or absent beside the revision's files.
 */
final class CheckNotes {
  private static final String MODIFIED = "modified ";
  private static final String ABSENT = "absent_until ";

  private CheckNotes() {}

  static Map<String, String> of(List<Check> checks) {
    Map<String, String> notes = new LinkedHashMap<>();
    for (Check check : checks) {
      put(notes, MODIFIED + check.id(), check.modified());
      put(notes, ABSENT + check.id(), check.absentUntil());
    }
    return notes;
  }

  private static void put(Map<String, String> notes, String name, @Nullable Instant at) {
    if (at != null) {
      notes.put(name, at.toString());
    }
  }

  static List<Check> read(Map<String, String> notes) {
    Set<String> ids = new LinkedHashSet<>();
    for (String name : notes.keySet()) {
      if (name.startsWith(MODIFIED) || name.startsWith(ABSENT)) {
        ids.add(name.substring(name.indexOf(' ') + 1));
      }
    }
    var checks = new ArrayList<Check>();
    for (String id : ids) {
      checks.add(
          new Check(
              FeedVersion.parse(id),
              time(notes.get(MODIFIED + id)),
              null,
              null,
              time(notes.get(ABSENT + id))));
    }
    return checks;
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
