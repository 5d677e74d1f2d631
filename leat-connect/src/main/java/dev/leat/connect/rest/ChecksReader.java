package dev.leat.connect.rest;

import dev.leat.api.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads what makes an answer a failure. */
final class ChecksReader {
  private final Settings feed;

  ChecksReader(Settings feed) {
    this.feed = feed;
  }

  Checks read() {
    List<JsonPath> failures = new ArrayList<>();
    feed.texts("fail_if").forEach(text -> failures.add(FeedReader.path(feed, "fail_if", text)));
    if (feed.text("query").isPresent()) {
      failures.add(JsonPath.parse("$.errors"));
    }
    Map<Integer, Checks.Verdict> statuses = new TreeMap<>();
    feed.namedTexts("on_status")
        .forEach((status, verdict) -> statuses.put(status(status), verdict(verdict)));
    return new Checks(failures, statuses);
  }

  private int status(String text) {
    if (!text.matches("[1-5][0-9][0-9]")) {
      throw feed.invalid(
          "on_status", "'" + text + "' is not a status.", "Write three digits, such as 404: skip.");
    }
    return Integer.parseInt(text);
  }

  private Checks.Verdict verdict(List<String> texts) {
    String text = String.join(" ", texts);
    for (Checks.Verdict verdict : Checks.Verdict.values()) {
      if (verdict.name().toLowerCase(Locale.ROOT).equals(text)) {
        return verdict;
      }
    }
    throw feed.invalid(
        "on_status", "'" + text + "' is nothing to do.", "Choose skip, ignore, wait or fail.");
  }
}
