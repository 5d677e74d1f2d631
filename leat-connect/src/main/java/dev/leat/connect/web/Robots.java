package dev.leat.connect.web;

import static dev.leat.connect.web.WebError.WEB_ROBOTS_FORBID;

import dev.leat.api.LeatException;
import dev.leat.api.Request;
import dev.leat.api.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A site's robots.txt, asked for once; thread-safe. */
final class Robots {
  private static final String NAME = "leat";

  /** Without a file everything is free. */
  private static final Set<Integer> MISSING =
      IntStream.range(400, 500)
          .filter(status -> status != 408 && status != 429)
          .boxed()
          .collect(Collectors.toUnmodifiableSet());

  private final URI root;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable RobotRules known;
  private Instant next = Instant.MIN;

  /**
   * @param root any address of the site
   */
  Robots(URI root) {
    this.root = root;
  }

  /** Waits until a page may be asked for. */
  void admit(URI url, Web web) throws IOException, InterruptedException {
    if (!root.getAuthority().equals(url.getAuthority())) {
      return;
    }
    lock.lockInterruptibly();
    try {
      RobotRules rules = rules(web);
      String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
      if (!rules.allows(url.getRawPath() + query)) {
        throw new LeatException(
            WEB_ROBOTS_FORBID,
            file() + " forbids " + url,
            "leave that page out; where the site's owner allows it, say so under the source:"
                + " ignore_robots: who allowed it, and when");
      }
      if (rules.delay().isPositive()) {
        pace(rules, web);
      }
    } finally {
      lock.unlock();
    }
  }

  private void pace(RobotRules rules, Web web) throws InterruptedException {
    Instant now = web.now();
    if (next.isAfter(now)) {
      web.pause(Duration.between(now, next));
    }
    Instant begun = web.now();
    next = begun.plus(rules.delay());
  }

  private RobotRules rules(Web web) throws IOException, InterruptedException {
    RobotRules rules = known;
    if (rules == null) {
      Request request = Request.get(file());
      Web.Answer answer = web.send(request, new Web.Rules(MISSING, Set.of()));
      rules =
          answer.status() >= 400
              ? RobotRules.FREE
              : RobotRules.parse(new String(answer.body(), StandardCharsets.UTF_8), NAME);
      known = rules;
    }
    return rules;
  }

  private URI file() {
    return root.resolve("/robots.txt");
  }
}
