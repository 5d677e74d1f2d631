package dev.leat.connect.rest;

import dev.leat.api.Web;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What makes an answer a failure, or no answer at all.
 *
 * @param failures values whose presence says that something went wrong
 */
record Checks(List<JsonPath> failures, Map<Integer, Verdict> statuses) {
  /** What a status means. */
  enum Verdict {
    /** The dataset is not there. */
    SKIP,
    /** There are no records. */
    IGNORE,
    /** Not yet: ask again. */
    WAIT,
    /** Something is wrong with the request. */
    FAIL
  }

  Web.Rules rules() {
    Set<Integer> take = new TreeSet<>(statuses.keySet());
    Set<Integer> retry = new TreeSet<>(take);
    take.removeIf(status -> statuses.get(status) == Verdict.WAIT);
    retry.removeAll(take);
    return new Web.Rules(take, retry);
  }
}
