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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The robots.txt of a site, and of those that it redirects to, asked for once; thread-safe. */
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
  private final Map<String, RobotRules> known = new HashMap<>();
  private Instant next = Instant.MIN;

  /**
   * @param root any address of the site
   */
  Robots(URI root) {
    this.root = root;
  }

  /** Waits until a page may be asked for. */
  void admit(URI url, Web web) throws IOException, InterruptedException {
    URI file = url.resolve("/robots.txt");
    lock.lockInterruptibly();
    try {
      RobotRules rules = rules(file, web);
      String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
      if (!rules.allows(url.getRawPath() + query)) {
        throw new LeatException(
            WEB_ROBOTS_FORBID,
            file + " forbids " + url,
            "leave that page out; where the site's owner allows it, say so under the source:"
                + " ignore_robots: who allowed it, and when");
      }
      if (isHome(url) && rules.delay().isPositive()) {
        pace(rules, web);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isHome(URI url) {
    return root.getAuthority().equals(url.getAuthority());
  }

  private void pace(RobotRules rules, Web web) throws InterruptedException {
    Instant now = web.now();
    if (next.isAfter(now)) {
      web.pause(Duration.between(now, next));
    }
    Instant begun = web.now();
    next = begun.plus(rules.delay());
  }

  /** Another host is told nothing of the source when it is asked. */
  private RobotRules rules(URI file, Web web) throws IOException, InterruptedException {
    RobotRules rules = known.get(file.getAuthority());
    if (rules == null) {
      var wanted = new Web.Rules(MISSING, Set.of());
      Web.Answer answer =
          isHome(file) ? web.send(Request.get(file), wanted) : web.visit(file, wanted);
      rules =
          answer.status() >= 400
              ? RobotRules.FREE
              : RobotRules.parse(new String(answer.body(), StandardCharsets.UTF_8), NAME);
      known.put(file.getAuthority(), rules);
    }
    return rules;
  }
}
