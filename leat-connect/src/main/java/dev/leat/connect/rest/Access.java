package dev.leat.connect.rest;

import dev.leat.api.Request;
import dev.leat.api.Web;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Everybody on whose account may be asked; who waits least is next. Thread-safe. */
final class Access {
  private final List<Account> accounts;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param accounts at least one
   */
  Access(List<Account> accounts) {
    this.accounts = List.copyOf(accounts);
  }

  Account first() {
    return accounts.getFirst();
  }

  /** They take turns; one that would have to wait longer than another is passed over. */
  Account next(Web web, Call call) {
    if (accounts.size() == 1) {
      return first();
    }
    int start = turn.getAndUpdate(at -> (at + 1) % accounts.size());
    Account best = accounts.get(start);
    Duration wait = web.queue(best.sign(call, List.of()));
    for (int i = 1; i < accounts.size() && wait.isPositive(); i++) {
      Account other = accounts.get((start + i) % accounts.size());
      Duration shorter = web.queue(other.sign(call, List.of()));
      if (shorter.compareTo(wait) < 0) {
        best = other;
        wait = shorter;
      }
    }
    return best;
  }

  /** Parameters of the query that are credentials. */
  Set<String> queryNames() {
    return accounts.stream()
        .flatMap(Account::kinds)
        .filter(Request.Credentials.Query.class::isInstance)
        .map(each -> ((Request.Credentials.Query) each).name())
        .collect(Collectors.toSet());
  }
}
