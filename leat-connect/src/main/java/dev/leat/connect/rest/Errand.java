package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_JOB_FAILED;
import static dev.leat.connect.rest.RestError.REST_JOB_UNFINISHED;

import dev.leat.api.LeatException;
import dev.leat.api.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** Asks for something that has yet to be made, waits for it, and gets it. */
final class Errand {
  /** Providers forget jobs. */
  private static final Web.Rules GONE = new Web.Rules(Set.of(404, 410), Set.of());

  private final JobRule rule;
  private final Door door;
  private final URI root;

  /**
   * @param root what paths are below
   */
  Errand(JobRule rule, Door door, URI root) {
    this.rule = rule;
    this.door = door;
    this.root = root;
  }

  /** Submits the job; the address at which to look how far it is. */
  URI submit(Call submit, Web.Rules rules) throws IOException, InterruptedException {
    Web.Answer first = door.sendAsFirst(submit, rules);
    return address(submit.address(), rule.poll(), first);
  }

  /** The answer that was made. */
  Web.Answer await(URI job) throws IOException, InterruptedException {
    Call poll = Call.get(job);
    Instant end = door.web().now().plus(rule.timeout());
    Web.Answer answer = door.sendAsFirst(poll, GONE);
    while (!isDone(poll, answer)) {
      if (!door.web().now().plus(rule.every()).isBefore(end)) {
        throw new LeatException(
            REST_JOB_UNFINISHED,
            poll.url() + " was not done in time: " + state(answer).orElse("no state"),
            "run again to wait for it further; raise 'timeout' under 'job' of the feed if it takes"
                + " so long");
      }
      door.web().pause(rule.every());
      answer = door.sendAsFirst(poll, GONE);
    }
    return rule.download().isEmpty() ? answer : download(poll.address(), answer);
  }

  /** It may lie at a store of files, which is to know nothing of who is asking. */
  private Web.Answer download(URI asked, Web.Answer answer)
      throws IOException, InterruptedException {
    if (rule.download().startsWith("$")) {
      String given = found(asked, answer, JsonPath.parse(rule.download()));
      Optional<URI> elsewhere = Address.elsewhere(asked, given);
      if (elsewhere.isPresent()) {
        return door.web().visit(elsewhere.get());
      }
    }
    URI here = address(asked, rule.download(), answer);
    return door.sendAsFirst(Call.get(here), Web.Rules.NONE);
  }

  private boolean isDone(Call poll, Web.Answer answer) {
    if (GONE.take().contains(answer.status())) {
      throw new LeatException(
          REST_JOB_FAILED,
          poll.url() + " answered " + answer.status() + ": the job is not known, or no more",
          "run again: it is submitted anew; correct 'poll' under 'job' of the feed if it stays so");
    }
    String said = state(answer).orElse("");
    String state = said.toLowerCase(Locale.ROOT);
    if (rule.failed().contains(state)) {
      throw new LeatException(
          REST_JOB_FAILED,
          poll.url() + " ended as '" + said + "'",
          "see what the API says of it; run again later if it is passing");
    }
    return rule.done().contains(state);
  }

  private Optional<String> state(Web.Answer answer) {
    return document(answer).flatMap(it -> Json.scalar(it, rule.state()));
  }

  /** What a rule leads to, from an answer. */
  private URI address(URI asked, String place, Web.Answer answer) {
    if (place.startsWith("$")) {
      String given = found(asked, answer, JsonPath.parse(place));
      return Address.next(asked, given, door.access().queryNames());
    }
    String path =
        Template.parse(place).fill(name -> Call.encode(found(asked, answer, JsonPath.parse(name))));
    return Address.below(root, path);
  }

  private static String found(URI asked, Web.Answer answer, JsonPath path) {
    return find(answer, path)
        .orElseThrow(
            () ->
                new LeatException(
                    REST_JOB_FAILED,
                    asked + " answered without " + path,
                    "correct 'job' of the feed against the provider's manual"));
  }

  private static Optional<String> find(Web.Answer answer, JsonPath path) {
    return document(answer).flatMap(it -> Json.find(it, path));
  }

  private static Optional<Object> document(Web.Answer answer) {
    try {
      return Optional.ofNullable(Json.parse(new String(answer.body(), StandardCharsets.UTF_8)));
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }
}
