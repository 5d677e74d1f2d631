package dev.leat.connect.rest;

import dev.leat.api.Web;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page that stands in the way of the one that was asked for. */
record Hurdle(String problem, String remedy) {
  private static final int HEAD = 32 << 10;
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>([^<]{0,200})", Pattern.CASE_INSENSITIVE);

  /** As the services that keep robots out write it. */
  private static final Pattern CHALLENGE =
      Pattern.compile(
          "just a moment|attention required|checking your browser|verify you are human|access"
              + " denied|pardon our interruption|are you a robot|enable javascript and cookies");

  private static final Pattern MARKS =
      Pattern.compile(
          "cf_chl_opt|/cdn-cgi/challenge-platform/h/|cf-browser-verification|px-captcha");

  private static final String WAIT =
      "ask less often with 'limit', or ask the site for permission; nothing was stored";

  static Optional<Hurdle> of(Web.Answer answer) {
    byte[] body = answer.body();
    String head = new String(body, 0, Math.min(HEAD, body.length), StandardCharsets.ISO_8859_1);
    String title = title(head);
    String words = title.toLowerCase(Locale.ROOT);
    if (answer.header("cf-mitigated").isPresent()
        || CHALLENGE.matcher(words).find()
        || MARKS.matcher(head).find()) {
      return Optional.of(
          new Hurdle("answered a page that keeps robots out: '" + title + "'", WAIT));
    }
    if (words.contains("too many requests")
        || words.contains("rate limited")
        || (words.contains("429") && (answer.status() >= 400 || words.contains("error")))) {
      return Optional.of(
          new Hurdle("answered that there are too many requests: '" + title + "'", WAIT));
    }
    if (answer.status() == 403) {
      return Optional.of(new Hurdle("answered 403: '" + title + "'", WAIT));
    }
    boolean blank = head.isBlank() && body.length <= HEAD;
    return blank
        ? Optional.of(
            new Hurdle(
                "answered nothing at all", "open the address; run again later if it is passing"))
        : Optional.empty();
  }

  private static String title(String head) {
    Matcher title = TITLE.matcher(head);
    return title.find() ? title.group(1).replaceAll("\\s+", " ").strip() : "";
  }
}
