package dev.leat.connect.rest;

import dev.leat.api.Request;
import dev.leat.api.Web;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Proves who is asking: what leat.yaml says, and tokens that are got with it; thread-safe. */
final class Access {
  private final List<Request.Credentials> fixed;
  private final List<Login> logins;

  Access(List<Request.Credentials> fixed, List<Login> logins) {
    this.fixed = List.copyOf(fixed);
    this.logins = List.copyOf(logins);
  }

  List<Request.Credentials> credentials(Web web) throws IOException, InterruptedException {
    List<Request.Credentials> all = new ArrayList<>(fixed);
    for (Login login : logins) {
      all.add(login.credentials(web));
    }
    return all;
  }

  /** Whether there is a token that can be got anew. */
  boolean renews() {
    return !logins.isEmpty();
  }

  /** Gets other tokens than these, which were rejected. */
  void renew(List<Request.Credentials> rejected) {
    logins.forEach(login -> login.reject(rejected));
  }

  /** Parameters of the query that are credentials. */
  Set<String> queryNames() {
    return fixed.stream()
        .filter(Request.Credentials.Query.class::isInstance)
        .map(each -> ((Request.Credentials.Query) each).name())
        .collect(Collectors.toSet());
  }
}
