package dev.leat.connect.rest;

import static java.util.stream.Collectors.joining;

import dev.leat.api.Cursor;
import dev.leat.api.Pages;
import dev.leat.api.RawSink;
import dev.leat.api.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one dataset of a feed.
 *
 * @param instead first requests to try, in order, where the one before brought no records
 */
record RestPages(Feed feed, URI root, Call first, List<Call> instead, Access access)
    implements Pages {
  @Override
  public End walk(Start start, Web web, RawSink sink) throws IOException, InterruptedException {
    return new Walk(this, start, new Door(access, web), sink).run();
  }

  @Override
  public URI url() {
    return first.address();
  }

  /** Hashed: a body may hold secrets. */
  @Override
  public String fingerprint() {
    String others = instead.stream().map(call -> "\n" + call.canonical()).collect(joining());
    String what = first.canonical() + others + "\n" + feed.reading() + "\n" + feed.walking();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(what.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String describe(Web web) throws IOException, InterruptedException {
    Paging paging = feed.walking().paging();
    if (!(paging instanceof Paging.Detected) || feed.walking().job().isPresent()) {
      return paging.describe();
    }
    Web.Rules rules = feed.reading().checks().rules();
    Call call = Walk.begun(feed, first, watermark());
    Web.Answer answer = new Door(access, web).send(call, rules);
    if (answer.status() >= 300 || answer.body().length == 0) {
      return "unknown: the first answer was " + answer.status();
    }
    Page page = Body.read(feed, paging, call.address(), answer).page();
    return Detection.of(page).describe() + " (found in the first answer)";
  }

  private @Nullable Watermark watermark() {
    return feed.walking()
        .cursor()
        .map(rule -> new Watermark(rule, Cursor.START, null))
        .orElse(null);
  }
}
