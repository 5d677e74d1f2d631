package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_STATUS_FAILED;

import dev.leat.api.LeatException;
import dev.leat.api.Pages;
import dev.leat.api.Web;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final int WORDS_MAX = 300;

  /** What a status decides before the body is looked at; empty where that is to be read. */
  Optional<Pages.End> early(String feed, URI url, Web.Answer answer) {
    Verdict verdict = statuses.get(answer.status());
    if (verdict == Verdict.FAIL) {
      throw failed(
          url,
          answer,
          "'on_status' of the feed '" + feed + "' calls this a failure: see what the API says");
    }
    return verdict == Verdict.SKIP
        ? Optional.of(new Pages.End.Absent("answered " + answer.status()))
        : Optional.empty();
  }

  static LeatException failed(URI url, Web.Answer answer, String remedy) {
    String words = new String(answer.body(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    return new LeatException(
        REST_STATUS_FAILED, url + " answered " + answer.status() + ": " + shortened(words), remedy);
  }

  private static String shortened(String words) {
    return words.length() <= WORDS_MAX ? words : words.substring(0, WORDS_MAX) + "…";
  }

  Web.Rules rules() {
    Set<Integer> take = new TreeSet<>(statuses.keySet());
    Set<Integer> retry = new TreeSet<>(take);
    take.removeIf(status -> statuses.get(status) == Verdict.WAIT);
    retry.removeAll(take);
    return new Web.Rules(take, retry);
  }
}
